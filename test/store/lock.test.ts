import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import t from 'tap'
import { startSandbox } from '../../src/index.js'
import { lockState } from '../../src/store/lock.js'
import { spawnCli } from '../helpers/cli.js'
import { folder } from '../helpers/folder.js'
import type { Teardown } from '../helpers/sandbox.js'

/** A file system without Unix sockets and hard links, as Windows's drives are under WSL. */
const WITHOUT_SOCKETS = `
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
const fault = (code) => Object.assign(new Error(code), { code })
const { listen } = net.Server.prototype
net.Server.prototype.listen = function (where, ...rest) {
  if (typeof where !== 'string' && where.path === undefined) return listen.call(this, where, ...rest)
  process.nextTick(() => this.emit('error', fault('EOPNOTSUPP')))
  return this
}
fs.linkSync = () => { throw fault('EPERM') }
syncBuiltinESMExports()
`

/** A program that has this state, in a process of its own. */
async function running(t: Teardown, state: string, nodeArguments: readonly string[] = []) {
  const words = ['start', '--port', '0', '--state', state, '--log', 'silent']
  const spawned = await spawnCli(t, words, { nodeArguments })
  return { ...spawned, line: await spawned.line }
}

const held = { message: /state\.json is held by another running sandbox\. Stop that one/ }

t.test('the lock of a killed process', async (t) => {
  for (const kind of ['with sockets', 'without']) {
    t.test(`blocks nobody, in a folder ${kind}`, async (t) => {
      const home = folder(t, { 'preload.mjs': WITHOUT_SOCKETS })
      const preload = `--import=${pathToFileURL(join(home, 'preload.mjs'))}`
      const state = join(home, 'state.json')
      const first = await running(t, state, kind === 'without' ? [preload] : [])
      t.match(first.line, /is listening/)
      await t.rejects(startSandbox({ state }), held)
      const second = await running(t, state, [preload])
      t.match((await second.ended).err, held.message, 'whatever the second one can do')
      await first.stop('SIGKILL')
      t.equal(readdirSync(`${state}.lock`).length, 1, 'it is still there')
      const third = await startSandbox({ state })
      await third.close()
      t.notOk(
        readdirSync(home).some((name) => name.includes('.lock')),
        'and gone at the end',
      )
    })
  }
})

t.test('a folder whose path is too long for a socket', async (t) => {
  const home = join(folder(t), 'x'.repeat(100))
  mkdirSync(home)
  const state = join(home, 'state.json')
  const first = await startSandbox({ state })
  await t.rejects(startSandbox({ state }), held)
  await first.close()
  t.strictSame(readdirSync(home), ['state.json'])
})

t.test('a lock that names a port', async (t) => {
  const home = folder(t)
  const state = join(home, 'state.json')
  /** Leaves the lock of a killed sandbox, whose port is another program's by now. */
  const leave = async (answer: (socket: Socket) => void): Promise<void> => {
    const other = createServer((socket) => answer(socket.on('error', () => {})))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    t.teardown(() => other.close())
    mkdirSync(`${state}.lock`, { recursive: true })
    const { port } = other.address() as { port: number }
    writeFileSync(join(`${state}.lock`, `port-${port}-0123abcd`), '')
  }

  t.test('where another program has that port', async (_t) => {
    await leave((socket) => socket.end('220 mail.example\r\n'))
    await leave((socket) => socket.end())
    const sandbox = await startSandbox({ state })
    await sandbox.close()
  })

  t.test('where another program has it and says nothing', async (t) => {
    await leave(() => {})
    await t.rejects(startSandbox({ state }), {
      message:
        /held by another .+ If there is none, another program has its port now: remove .+state\.json\.lock/,
    })
    rmSync(`${state}.lock`, { recursive: true })
  })
})

t.test('what lies in the lock’s place', async (t) => {
  t.test('an empty folder is no lock', async (t) => {
    const state = join(folder(t), 'state.json')
    mkdirSync(`${state}.lock`)
    const sandbox = await startSandbox({ state })
    await sandbox.close()
  })

  t.test('a folder with something else in it is left as it is', async (t) => {
    const state = join(folder(t), 'state.json')
    mkdirSync(`${state}.lock`)
    writeFileSync(join(`${state}.lock`, 'notes.txt'), 'mine')
    await t.rejects(startSandbox({ state }), {
      message: /notes\.txt lies in it, which is none\. Move it away, or start with another state/,
    })
    t.strictSame(readdirSync(`${state}.lock`), ['notes.txt'])
  })

  t.test('what can neither be asked nor taken away', async (t) => {
    const home = folder(t)
    const asked = join(home, 'state.json')
    mkdirSync(`${asked}.lock`)
    symlinkSync('socket-0123abcd', join(`${asked}.lock`, 'socket-0123abcd'))
    await t.rejects(startSandbox({ state: asked }), held, 'may be a sandbox')

    const taken = join(home, 'taken.json')
    mkdirSync(join(`${taken}.lock`, 'socket-0123abcd'), { recursive: true })
    const seen = join(home, 'seen.json')
    symlinkSync('seen.json.lock', `${seen}.lock`)
    for (const state of [taken, seen]) {
      await t.rejects(startSandbox({ state }), {
        message: /cannot be made or written \(.+\.json\.lock'\)\. Name a place that can be written/,
      })
    }
    t.strictSame(readdirSync(home).sort(), ['seen.json.lock', 'state.json.lock', 'taken.json.lock'])
  })
})

t.test('several that start at once on a dead lock: one alone wins', async (t) => {
  for (const leftOver of ['socket-0123abcd', 'port-1-0123abcd']) {
    const state = join(folder(t), 'state.json')
    mkdirSync(`${state}.lock`)
    writeFileSync(join(`${state}.lock`, leftOver), '')
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockState(state)))
    const won = results.filter((result) => result.status === 'fulfilled')
    t.equal(won.length, 1, leftOver)
    for (const { value } of won) await value()
  }
})

t.test('on Windows the lock is a pipe with a name of its own', async (t) => {
  const home = folder(t)
  const before = process.cwd()
  // Elsewhere the pipe's name is a file's, in the folder where one is.
  process.chdir(home)
  t.teardown(() => process.chdir(before))
  const lock = (name: string) => lockState(join(home, name), 'win32')

  const unlock = await lock('state.json')
  await t.rejects(lock('state.json'), held)
  await t.rejects(lock('STATE.json'), { message: /STATE\.json is held by another/ })
  const other = await lock('other.json')
  await other()
  await unlock()
  const results = await Promise.allSettled([lock('state.json'), lock('state.json')])
  t.match(results, [{ status: 'fulfilled' }, { status: 'rejected', reason: held }], 'at once')
  for (const result of results) if (result.status === 'fulfilled') await result.value()

  mkdirSync(join(home, 'gone'))
  process.chdir(join(home, 'gone'))
  rmSync(join(home, 'gone'), { recursive: true })
  await t.rejects(lock('state.json'), { code: 'EACCES' }, 'any other fault is told as it is')
})
