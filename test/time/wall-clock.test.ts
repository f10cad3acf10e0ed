import { join } from 'node:path'
import t from 'tap'
import { SandboxClient } from '../../src/client.js'
import { type Spawned, spawnCli } from '../helpers/cli.js'
import { folder } from '../helpers/folder.js'
import { Api, type Teardown } from '../helpers/sandbox.js'
import { transfer } from '../helpers/transfers.js'

const HOUR = 3_600_000

/** A program whose wall clock is wrong by so much, and somebody sets it: an hour on by SIGUSR2. */
async function start(t: Teardown, state: string, wrongBy: number) {
  const preload = `
    const now = Date.now
    let wrongBy = ${wrongBy}
    Date.now = () => now() + wrongBy
    process.on('SIGUSR2', () => {
      wrongBy += ${HOUR}
      console.log('set')
    })
    process.on('SIGWINCH', () => {
      wrongBy -= ${HOUR}
      console.log('set')
    })`
  const words = ['start', '--port', '0', '--state', state, '--log', 'silent', '--json']
  const spawned = await spawnCli(t, [...words, '--callback-delay', '100ms'], {
    nodeArguments: ['--import', `data:text/javascript,${encodeURIComponent(preload)}`],
  })
  const client = new SandboxClient(JSON.parse(await spawned.line))
  const api = new Api(client as never, (await client.company(1)).authorization)
  return { ...spawned, client, api, now: async () => Date.parse((await client.clock.now()).now) }
}

/** Sets the wall clock, and waits until it is set. */
async function set(
  { child, printed }: Spawned,
  signal: 'SIGUSR2' | 'SIGWINCH',
  times: number,
): Promise<void> {
  child.kill(signal)
  await printed(new RegExp(`(set\\n){${times}}`))
}

t.test('a wall clock that somebody sets', async (t) => {
  const sandbox = await start(t, 'memory', 0)

  t.test('back by an hour moves nothing, and makes nothing late', async (t) => {
    const before = await sandbox.now()
    await set(sandbox, 'SIGWINCH', 1)
    const after = await sandbox.now()
    t.ok(after >= before && after < before + 60_000)
    const agent = await sandbox.client.agent(await sandbox.api.decided())
    t.ok(Date.parse(agent.created_at) >= before)
    const machineTime = new Date(Date.now() - HOUR).toISOString()
    const sent = await transfer(sandbox.api, 4711, {}, { 'x-timestamp': machineTime })
    t.equal(sent.status, 404, 'X-TIMESTAMP goes by the machine’s time (transfers.timestamp.stale)')
  })

  t.test('forward is followed: so it is after a laptop’s sleep', async (t) => {
    const before = await sandbox.now()
    await set(sandbox, 'SIGUSR2', 2)
    await set(sandbox, 'SIGUSR2', 3)
    t.ok((await sandbox.now()) >= before + HOUR)
  })
})

for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
  t.test(
    `a restart under an earlier wall clock moves no company’s time back (${signal})`,
    async (t) => {
      const state = join(folder(t), 'state.json')
      const ahead = await start(t, state, HOUR)
      const other = await ahead.client.createCompany({ callbackUrl: null })
      await other.clock.advance('2h')
      const stands = await ahead.client.createCompany({ callbackUrl: null })
      await stands.clock.freeze()
      await stands.clock.advance('9d')
      const first = await ahead.api.decided()
      const second = await ahead.api.of(other).decided()
      await ahead.api.of(stands).newAgent()
      await ahead.client.waitFor({ agentId: second, callback: 'delivered' })
      const last = await ahead.now()
      await ahead.stop(signal)

      const { client, api, now } = await start(t, state, 0)
      const { updated_at } = await client.agent(first)
      t.ok((await now()) >= Date.parse(updated_at))
      t.ok((await now()) < last + HOUR, 'and not on by what somebody moved a clock')
      const company = await client.company(other.id)
      const clock = Date.parse((await company.clock.now()).now)
      t.ok(clock >= Date.parse((await client.agent(second)).updated_at))
      const next = await client.agent(await api.decided())
      t.ok(next.created_at >= updated_at, 'and checks are not late')
    },
  )
}
