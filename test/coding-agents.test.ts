import { readFileSync } from 'node:fs'
import t from 'tap'
import type { SandboxCompany } from '../src/index.js'
import { run } from './helpers/cli.js'
import { magic, open } from './helpers/sandbox.js'

const page = readFileSync('docs/for-coding-agents.md', 'utf8')
/** The table's rows, each with its examples for a terminal, in JavaScript and over HTTP. */
const rows = [...page.matchAll(/^\| (.+) \|$/gm)]
  .map(([, row = '']) => row.split(' | '))
  .slice(1)
  .filter(([first = '']) => !/^-+\|/.test(first))
const examples = (column: number) =>
  rows.flatMap((row) => {
    const cell = row[column] ?? ''
    return cell.includes('`') ? [{ about: row[0], cell }] : []
  })

t.test('the examples for a terminal run in their order', async (t) => {
  const { sandbox } = await open(t)
  const commands = examples(1).flatMap(({ cell }) => cell.split(', '))
  t.ok(commands.length >= 10)
  for (const command of commands) {
    const words = command.replaceAll('`', '').match(/'[^']*'|\S+/g) ?? []
    const plain = words.map((word) => word.replaceAll("'", ''))
    t.match(await run(plain, { FLIP_SANDBOX_URL: sandbox.url }), { code: 0, err: '' }, command)
  }
})

t.test('so do those in JavaScript', async (t) => {
  const { sandbox, api } = await open(t)
  await api.decided(magic('9600'), 'PENDING')
  const company = await sandbox.company(1)
  const code = examples(2)
  t.ok(code.length >= 9)
  for (const { cell } of code) {
    const expression = new Function('sandbox', 'company', `return ${cell.replaceAll('`', '')}`)
    const called = expression(sandbox, company satisfies SandboxCompany) as Promise<unknown>
    await t.resolves(called, cell)
  }
})

t.test('and those over HTTP', async (t) => {
  const { sandbox, api } = await open(t)
  await api.decided(magic('9600'), 'PENDING')
  const calls = examples(3)
  t.ok(calls.length >= 9)
  for (const { cell } of calls) {
    const [, method = '', path = '', body] = /^`(\w+) (\S+?)`(?: `(.+)`)?$/.exec(cell) ?? []
    const answer = await fetch(`${sandbox.url}/_sandbox${path}`, {
      method,
      ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
    })
    t.equal(answer.status, 200, cell)
  }
})
