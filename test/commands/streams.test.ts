import { closeSync, existsSync, openSync } from 'node:fs'
import t from 'tap'
import { SandboxClient } from '../../src/client.js'
import { startLog } from '../../src/commands/log.js'
import { runSandbox } from '../../src/server/sandbox.js'
import { spawnCli } from '../helpers/cli.js'
import { open } from '../helpers/sandbox.js'

t.test('a sandbox whose log nobody reads any more stays', async (t) => {
  for (const stream of ['stderr', 'stdout'] as const) {
    const { child, line, stop } = await spawnCli(t, [
      ...['start', '--port', '0', '--state', 'memory', '--log', 'json', '--json'],
    ])
    const client = new SandboxClient(JSON.parse(await line))
    child[stream]?.destroy()
    for (let call = 0; call < 3; call++) {
      await fetch(`${client.url}/big_sandbox_api/v2/general/maintenance`)
      t.equal((await client.health()).status, 'ok', stream)
    }
    t.match(await stop(), { code: 0, signal: null }, stream)
  }
})

t.test('a log whose reader pauses leaves lines out, and says how many', async (t) => {
  const { child, line, stop } = await spawnCli(t, [
    ...['start', '--port', '0', '--state', 'memory', '--log', 'json', '--json'],
  ])
  const { url } = JSON.parse(await line)
  const call = () => fetch(`${url}/big_sandbox_api/v2/${'x'.repeat(1900)}`)
  child.stderr?.pause()
  for (let time = 0; time < 900; time++) await call()
  let log = ''
  child.stderr?.on('data', (chunk) => {
    log += chunk
  })
  child.stderr?.resume()
  const gap = /"what":"lines left out, because nobody read the log:","status":[1-9]/
  while (!gap.test(log)) await call()
  for (const entry of log.slice(0, log.lastIndexOf('\n')).split('\n'))
    t.ok(JSON.parse(entry), 'whole lines only')
  t.match(await stop(), { code: 0, signal: null })
})

t.test('and so on a terminal', async (t) => {
  const sandbox = await runSandbox({ port: 0, state: 'memory', log: 'pretty' })
  t.teardown(() => sandbox.close())
  const lines: string[] = []
  let unread = 2 * 1024 * 1024
  startLog(sandbox, {
    complain: (line: string) => lines.push(line),
    unread: () => unread,
    colour: false,
  } as never)
  const call = () => fetch(`${sandbox.url}/big_sandbox_api/v2/general/maintenance`)
  await call()
  t.strictSame(lines, [])
  unread = 0
  await call()
  t.match(lines, [/ lines left out, because nobody read the log: 1$/, / GET .* 200 /])
})

t.test('a command whose reader has seen enough ends quietly', async (t) => {
  const { sandbox } = await open(t)
  const { child, ended } = await spawnCli(t, ['scenarios', '--url', sandbox.url])
  child.stdout?.destroy()
  t.match(await ended, { code: 0, signal: null, err: '' })
})

t.test('a command whose output finds no room says so, and fails', async (t) => {
  if (!existsSync('/dev/full')) return t.comment('no /dev/full here')
  const { sandbox } = await open(t)
  const full = openSync('/dev/full', 'w')
  t.teardown(() => closeSync(full))
  const { ended } = await spawnCli(t, ['scenarios', '--url', sandbox.url], { stdout: full })
  t.match(await ended, {
    code: 1,
    err: /^flip-sandbox: The output cannot be written whole \(ENOSPC/,
  })
})

t.test('a tour that is cut off takes its company along', async (t) => {
  const { sandbox } = await open(t)
  const companies = async () => (await sandbox.companies()).total

  t.test('by Ctrl-C or a signal', async (t) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      await sandbox.clock.freeze()
      const { child, printed, ended } = await spawnCli(t, ['tour', '--url', sandbox.url])
      await printed(/POST/)
      t.equal(await companies(), 2)
      child.kill(signal)
      t.match(await ended, { code: 1, signal: null, err: /^flip-sandbox: The tour was cut off/ })
      t.equal(await companies(), 1)
      await sandbox.clock.resume()
    }
  })

  t.test('by a reader that goes away', async (t) => {
    const { child, printed, ended } = await spawnCli(t, ['tour', '--url', sandbox.url])
    await printed(/POST/)
    child.stdout?.destroy()
    t.match(await ended, { signal: null, err: '' })
    t.equal(await companies(), 1)
  })
})
