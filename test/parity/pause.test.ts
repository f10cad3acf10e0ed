import t from 'tap'
import { recordOwn } from '../../src/parity/own-side.js'
import { compare } from '../../src/parity/parity.js'
import { readPlan } from '../../src/parity/probes.js'
import { ShortMemory } from '../../src/parity/progress.js'
import { loopbackTarget } from '../../src/parity/target.js'
import { runSandbox } from '../../src/server/sandbox.js'
import { open } from '../helpers/sandbox.js'

const start = () => runSandbox({ port: 0, state: 'memory', log: 'silent' })

t.test('a target with a pause is waited for before each call, the first one too', async (t) => {
  const { sandbox } = await open(t)
  const plan = readPlan()
  const pauses: string[] = []
  const target = {
    ...loopbackTarget(sandbox.url, sandbox.secretKey),
    get pause() {
      pauses.push('asked for')
      return 1
    },
  }
  const { counts } = await compare({
    plan,
    chosen: plan.probes.filter(({ name }) => name === 'maintenance'),
    target,
    memory: new ShortMemory(),
    series: '000000',
    callbacks: null,
    mostAgents: 1,
    own: (probes) => recordOwn(probes, start),
    say: () => {},
    cutOff: new AbortController().signal,
  })
  t.match(counts, { reached: 2, same: 2 })
  t.equal(pauses.length, (await sandbox.requests()).total, 'in each of its calls')
})
