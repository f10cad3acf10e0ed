import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { startSandbox } from '../../src/index.js'
import { REPORT_FORMAT } from '../../src/rules/fidelity-report.js'
import { folder } from '../helpers/folder.js'
import { open } from '../helpers/sandbox.js'

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

const REPORT = {
  format: REPORT_FORMAT,
  date: '2026-11-27T09:30:00.000Z',
  sandbox: version,
  target: { agents: 'bigflip.id', kyc: 'api.flip.id' },
  ended: null,
  counts: { rules: 3, attainable: 2, reached: 2, same: 1, different: 1 },
  rules: [
    { id: 'auth.basic', verdict: 'same', difference: null, why: null },
    { id: 'kyc.submit.message', verdict: 'different', difference: 'one <here>', why: null },
    { id: 'status.final', verdict: 'not reachable', difference: null, why: 'staff' },
  ],
}

function written(t: { teardown(end: () => unknown): void }, text: string): string {
  const file = join(folder(t), 'report.json')
  writeFileSync(file, text)
  return file
}

t.test('start --fidelity shows what was observed', async (t) => {
  const { sandbox } = await open(t, { fidelity: written(t, JSON.stringify(REPORT)) })
  const ledger = await fetch(`${sandbox.url}/_sandbox/fidelity`)
  const { items } = (await ledger.json()) as { items: { id: string; observed: unknown }[] }
  const observed = (id: string) => items.find((row) => row.id === id)?.observed
  const { date, target } = REPORT
  t.strictSame(observed('auth.basic'), { verdict: 'same', difference: null, date, target })
  t.match(observed('kyc.submit.message'), { verdict: 'different', difference: 'one <here>' })
  t.equal(observed('status.final'), null, 'not one that was not reached')
  t.equal(observed('auth.one-key'), null, 'nor one that the report does not have')
  const page = await (await fetch(`${sandbox.url}/_sandbox/docs`)).text()
  t.match(page, 'compared 2 of 3 rules with bigflip.id and api.flip.id: 1 are the same, 1 differ.')
  t.match(page, 'one &lt;here&gt;')
  t.match(page, '<a href="#observed">')
  t.match(await sandbox.config(), { fidelity: /report\.json$/ })
})

t.test('without it nothing was observed', async (t) => {
  const { sandbox } = await open(t)
  t.notMatch(await (await fetch(`${sandbox.url}/_sandbox/docs`)).text(), 'observed">')
})

t.test('a report that cannot be used is refused in one sentence', async (t) => {
  const refused = async (text: string, message: RegExp) =>
    t.rejects(startSandbox({ fidelity: written(t, text) }), { message })
  await refused(
    '{',
    /^The fidelity report .*report\.json is not JSON \(.*\)\. Name a report that this version of flip-sandbox parity has written\.$/,
  )
  await refused('null', /is no report: it must be/)
  await refused(
    JSON.stringify({ ...REPORT, format: 2 }),
    /has the format 2, and this version reads 1\./,
  )
  await refused(
    JSON.stringify({ ...REPORT, sandbox: '0.0.1' }),
    /is about version 0\.0\.1 of the sandbox, and this is /,
  )
  await refused(
    JSON.stringify({ ...REPORT, rules: [{}] }),
    /is no report: "rules\[0\]\.id" is missing/,
  )
  await t.rejects(startSandbox({ fidelity: '/no/such/file' }), {
    message: /cannot be read \(ENOENT/,
  })
})
