import t from 'tap'
import { SandboxClient } from '../../src/client.js'
import { recordOwn } from '../../src/parity/own-side.js'
import { compare } from '../../src/parity/parity.js'
import { readPlan } from '../../src/parity/probes.js'
import { ShortMemory } from '../../src/parity/progress.js'
import { loopbackTarget } from '../../src/parity/target.js'
import { runSandbox } from '../../src/server/sandbox.js'
import { freePort } from '../helpers/free-port.js'
import { type Passing, rewritingProxy } from '../helpers/rewriting-proxy.js'
import { type Mutant, MUTANTS as OF_AGENTS } from './mutants.js'
import { TRANSFER_MUTANTS } from './transfer-mutants.js'

t.setTimeout(300_000)

const MUTANTS = [...OF_AGENTS, ...TRANSFER_MUTANTS]

const plan = readPlan()
const recording = await recordOwn(plan.probes, () =>
  runSandbox({ port: 0, state: 'memory', log: 'silent' }),
)

// Started without the check against the OpenAPI documents, which other tests make.
const running = await runSandbox({ port: 0, state: 'memory', log: 'silent' })
t.teardown(() => running.close())
const sandbox = new SandboxClient({ url: running.url })
const proxy = await rewritingProxy(t, sandbox.url)
const callbackProxy = await rewritingProxy(t, '')
const port = await freePort()
callbackProxy.target = `http://127.0.0.1:${port}`

/** All of them take minutes: `npm run test:long`. Here, one of sixteen. */
const played =
  process.env['MUTANTS'] === 'all' ? MUTANTS : MUTANTS.filter((_, index) => index % 16 === 9)

/** What parity says about a fresh company behind the proxy. */
async function examined(mutant: Partial<Mutant>) {
  const company = await sandbox.createCompany({
    callbackDelay: '1h',
    callbackUrl: callbackProxy.url,
  })
  const { request, answer, callback, callbackRequest } = mutant
  proxy.rewriting = { ...(request && { request }), ...(answer && { answer }) }
  callbackProxy.rewriting = {
    request: (passing) => {
      if (callback !== undefined) rewriteData(passing, callback)
      callbackRequest?.(passing)
    },
  }
  const target = loopbackTarget(proxy.url, company.secretKey)
  return compare({
    plan,
    chosen: plan.probes,
    target,
    memory: new ShortMemory(),
    series: '123456',
    callbacks: { url: callbackProxy.url, port, limit: 10_000 },
    mostAgents: 25,
    own: async () => recording,
    say: (line) => {
      if (line.startsWith('Waiting')) company.clock.advance('1h')
    },
    cutOff: new AbortController().signal,
  })
}

function rewriteData(passing: Passing, change: NonNullable<Mutant['callback']>): void {
  const form = new URLSearchParams(passing.body.toString())
  const data = form.get('data')
  if (data === null) return
  form.set('data', JSON.stringify(change(JSON.parse(data))))
  passing.body = Buffer.from(form.toString())
}

t.test(
  'a sandbox without a difference is the same in every rule that a probe proves',
  async (t) => {
    const { ended, counts, rules } = await examined({})
    t.equal(ended, null)
    t.match(counts, { reached: counts.attainable, same: counts.attainable, different: 0 })
    t.strictSame(
      rules.filter(({ verdict }) => verdict === 'different'),
      [],
    )
  },
)

t.test(
  'of a sandbox with one difference, the rules that it breaks are different, and no others',
  async (t) => {
    t.ok(MUTANTS.length >= 40, 'there are forty')
    for (const mutant of played) {
      const { ended, rules } = await examined(mutant)
      t.equal(ended, null, mutant.name)
      const different = rules.filter(({ verdict }) => verdict === 'different')
      t.strictSame(different.map(({ id }) => id).sort(), [...mutant.rules].sort(), mutant.name)
    }
  },
)
