import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { startSandbox } from '../../src/index.js'
import { folder } from '../helpers/folder.js'

/** Starts a sandbox with its state in this folder, and closes it. */
async function startOnce(path: string): Promise<void> {
  const sandbox = await startSandbox({ state: join(path, 'state.json') })
  await sandbox.close()
}

t.test('a new .flip-sandbox folder tells git to leave it out', async (t) => {
  const path = join(folder(t), '.flip-sandbox')
  await startOnce(path)
  t.strictSame(readdirSync(path).sort(), ['.gitignore', 'state.json'])
  t.equal(readFileSync(join(path, '.gitignore'), 'utf8'), '*\n')
})

t.test('a .flip-sandbox folder that was there already stays its owner’s', async (t) => {
  const path = join(folder(t), '.flip-sandbox')
  mkdirSync(path)
  await startOnce(path)
  t.strictSame(readdirSync(path), ['state.json'], 'without a .gitignore')
  writeFileSync(join(path, '.gitignore'), 'state.json.images\n')
  await startOnce(path)
  t.equal(readFileSync(join(path, '.gitignore'), 'utf8'), 'state.json.images\n')
})

t.test('a folder of another name gets no .gitignore', async (t) => {
  const path = join(folder(t), 'states')
  await startOnce(path)
  t.strictSame(readdirSync(path), ['state.json'])
})

t.test('a folder that cannot be made is refused', async (t) => {
  const message =
    /^The state's folder .+ cannot be made or written \(ENOENT.+\)\. Name a place that/
  const home = folder(t)
  symlinkSync(join(home, 'nowhere'), join(home, 'link'))
  await t.rejects(startOnce(join(home, 'link')), { message })
  if (process.platform !== 'linux') return
  await t.rejects(startOnce('/proc/none/states'), { message })
})
