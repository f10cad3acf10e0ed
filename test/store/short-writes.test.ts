import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { folder } from '../helpers/folder.js'

/** Writes states of many sizes around a limit of 4 or 8 KB, each over an old one; run where no file may be larger. */
const WRITER = `
const [modules, file] = process.argv.slice(2)
const { StateFile } = await import(modules + 'state-file.js')
const { emptyState } = await import(modules + 'state.js')
const { readFileSync, writeFileSync } = await import('node:fs')
const results = []
for (let length = 3500; length < 8300; length += 20) {
  const state = emptyState()
  const body = 'x'.repeat(length)
  state.inbox.set(1, [{ id: 1, company_id: 1, token_valid: true, received_at: 0, body }])
  writeFileSync(file, 'the old state')
  const result = await new StateFile(file).write(state).then(() => 'written', ({ code }) => code)
  const text = readFileSync(file, 'utf8')
  const whole = text === 'the old state' ? 'old' : text.endsWith('"seq": 0\\n}\\n') ? 'new' : 'half'
  results.push(result + ' ' + whole)
}
console.log(JSON.stringify([...new Set(results)]))
`

t.test('where room ends in the middle of a state, the old one stays', async (t) => {
  const home = folder(t)
  const script = join(home, 'writer.mjs')
  writeFileSync(script, WRITER)
  const modules = new URL('../../src/store/', import.meta.url).href
  // A pipe, as the limit holds for standard output too where that is a file.
  const output = execFileSync(
    'sh',
    [
      '-c',
      'unset NODE_OPTIONS NODE_V8_COVERAGE; ulimit -f 8; exec "$@"',
      'sh',
      process.execPath,
      script,
      modules,
      join(home, 's.json'),
    ],
    { encoding: 'utf8', env: { PATH: process.env['PATH'] } },
  )
  t.strictSame(JSON.parse(output), ['written new', 'EFBIG old'])
  t.equal(readFileSync(join(home, 's.json'), 'utf8'), 'the old state')
})
