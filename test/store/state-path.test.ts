import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { startSandbox } from '../../src/index.js'
import { resolveStatePath } from '../../src/store/state-path.js'
import { folder } from '../helpers/folder.js'
import { Api } from '../helpers/sandbox.js'

t.test('a state behind a symbolic link is kept in the file that the link names', async (t) => {
  const home = folder(t)
  const real = join(home, 'real', 'state.json')
  const link = join(home, 'link.json')
  const second = join(home, 'second.json')
  mkdirSync(join(home, 'links'))
  symlinkSync(join('real', 'state.json'), link)
  symlinkSync(join('..', 'link.json'), join(home, 'links', 'deep.json'))
  symlinkSync(join('links', 'deep.json'), second)

  t.test('also where that file is still to be made', async (t) => {
    const sandbox = await startSandbox({ state: link })
    t.ok(existsSync(`${real}.lock`), 'the lock lies beside the real file')
    await new Api(sandbox, sandbox.authorization).newAgent()
    await sandbox.close()
    t.ok(lstatSync(link).isSymbolicLink(), 'the link stays a link')
    t.equal(JSON.parse(readFileSync(real, 'utf8')).agents.length, 1)
  })

  t.test('and through every link it is one state, for one sandbox', async (t) => {
    const sandbox = await startSandbox({ state: second })
    t.teardown(() => sandbox.close())
    t.equal((await sandbox.agents()).total, 1)
    for (const state of [real, link, second])
      await t.rejects(startSandbox({ state }), { message: /is held by another running sandbox/ })
  })

  t.test('links that lead round in a circle', async (t) => {
    symlinkSync('round.json', join(home, 'circle.json'))
    symlinkSync('circle.json', join(home, 'round.json'))
    await t.rejects(startSandbox({ state: join(home, 'circle.json') }), {
      message: /is a symbolic link that leads round in a circle\. Correct the link, or name a file/,
    })
  })
})

t.test('what can keep no state is refused at once', async (t) => {
  const home = folder(t)
  const refuses = (state: string, message: RegExp) =>
    t.rejects(startSandbox({ state }), { message }, state)

  await refuses(home, /is a folder, .+ Name a file in it: state .+[/\\]state\.json/)

  execFileSync('mkfifo', [join(home, 'fifo')])
  symlinkSync('fifo', join(home, 'link'))
  const nothing = (what: string) =>
    new RegExp(`is a ${what}, .+ Name a file with state, or keep nothing with state memory`)
  await refuses(join(home, 'fifo'), nothing('named pipe'))
  await refuses(join(home, 'link'), nothing('named pipe'))
  await refuses('/dev/null', nothing('device'))

  const server = createServer()
  t.teardown(() => server.close())
  await new Promise<void>((resolve) => server.listen(join(home, 'socket'), resolve))
  await refuses(join(home, 'socket'), nothing('socket'))
})

t.test('a state file that is mounted by itself is refused', async (t) => {
  const home = folder(t, { 'host.json': '', 'my state.json': '' })
  const state = join(home, 'my state.json')
  const message = /is mounted by itself, .+ Mount its folder instead, such as -v flip-sandbox:\//

  t.test('as the list of mounts tells', async (t) => {
    const mounts = join(home, 'mountinfo')
    const listed = state.replaceAll(' ', '\\040')
    writeFileSync(
      mounts,
      `27 1 254:0 / / rw - ext4 /dev/vda rw\n30 27 0:1 / ${listed} rw - x x rw\n`,
    )
    t.throws(() => resolveStatePath(state, mounts), { message })
    t.equal(resolveStatePath(join(home, 'other.json'), mounts), join(home, 'other.json'))
    t.equal(resolveStatePath(state, join(home, 'nowhere')), state, 'no list, no mount')
  })

  t.test('in a real mount', async (t) => {
    try {
      execFileSync('mount', ['--bind', join(home, 'host.json'), state], { stdio: 'ignore' })
    } catch {
      return t.pass('a mount', { skip: 'mounting is not allowed here' })
    }
    t.teardown(() => execFileSync('umount', ['-l', state]))
    await t.rejects(startSandbox({ state }), { message })
    t.notOk(existsSync(`${state}.lock`), 'and nothing was put beside it')
  })
})
