import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { type CoverageReport, coverageMarkdown, mergeCoverage } from '../../src/client.js'
import { run } from '../helpers/cli.js'
import { folder } from '../helpers/folder.js'
import { open } from '../helpers/sandbox.js'

t.test('coverage', async (t) => {
  const { sandbox, api } = await open(t)
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  const company = await sandbox.createCompany()
  await api.of(company).create()
  await company.next('rejected-17')
  await company.next('rejected-17')
  const home = folder(t)

  t.test('shows what was exercised, what never was, and what was prepared in vain', async (t) => {
    const { code, out, err } = await run(['coverage'], at)
    t.strictSame([code, err], [0, ''])
    const lines = out.split('\n')
    t.match(lines[0], /^1\.\d % exercised: 2 of \d{3}\.$/)
    t.match(lines[3], /^Endpoints that answered with success +1 of 21 +GET \/agents\/:id, /)
    t.strictSame(lines.slice(-4), [
      'Prepared, but never used:',
      '  armed scenario `rejected-17`, 2 times',
      '',
      'One to try with the next agent: flip-sandbox next submit-500',
    ])
    t.match((await run(['coverage', '--company', '1'], at)).out, /^0 % exercised/)
  })

  t.test('as JSON, and as Markdown', async (t) => {
    const { out } = await run(['coverage', '--json'], at)
    t.strictSame(JSON.parse(out), await sandbox.coverage())
    const markdown = await run(['coverage', '--markdown'], at)
    t.equal(markdown.out, coverageMarkdown(await sandbox.coverage()).trimEnd())
    t.match(markdown.out, /^## Flip sandbox: 1\.\d % exercised \(2 of \d+\)\n\n\| \| exercised \|/)
    t.match(markdown.out, /\| Rejection reasons \| 0 of 24 \| `10` `11` /)
    t.match(markdown.out, /- armed scenario `rejected-17`, 2 times$/)
  })

  t.test('--fail-under', async (t) => {
    t.match(await run(['coverage', '--fail-under', '1'], at), { code: 0, err: '' })
    t.match(await run(['coverage', '--fail-under', '80'], at), {
      code: 1,
      err: /^flip-sandbox: 1\.\d % was exercised, and --fail-under asks for 80; the report lists what never was\.$/,
    })
    for (const wrong of ['much', '101', '1.2.3'])
      t.match(await run(['coverage', '--fail-under', wrong], at), {
        code: 2,
        err: /--fail-under must be a number from 0 to 100/,
      })
  })

  t.test('--merge adds up files, without a sandbox', async (t) => {
    const report = await company.coverage()
    const [one, two] = ['one.json', 'two.json'].map((name) => join(home, name)) as [string, string]
    writeFileSync(one, JSON.stringify(report))
    const more = { ...report, unlisted: 3, groups: [...report.groups, aGroupOfALaterVersion] }
    writeFileSync(two, JSON.stringify(more))
    const { code, out } = await run(['coverage', '--merge', one, two, '--json'])
    t.equal(code, 0)
    const merged: CoverageReport = JSON.parse(out)
    t.strictSame(merged, mergeCoverage([report, more]))
    t.match(merged, {
      company_id: null,
      covered: 3,
      total: report.total + 1,
      unused: [{ kind: 'armed-scenario', name: 'rejected-17', times: 4 }],
      unlisted: 3,
    })
    t.match(merged.groups[0]?.items[0], { name: 'POST /agents', times: 2 })
    const { out: shown } = await run(['coverage', '--merge', two])
    t.match(shown, /\nlater +1 of 1/)
    t.match(shown, /and 3 more\n/)
    writeFileSync(two, JSON.stringify({ ...report, groups: [aGroupOfALaterVersion], unused: [] }))
    t.match((await run(['coverage', '--merge', two])).out, /later +1 of 1$/)
    const unused = [{ kind: 'later', name: 'x', times: 2, also: 1 }]
    writeFileSync(two, JSON.stringify({ ...report, groups: [], unused, also: 1 }))
    t.match((await run(['coverage', '--merge', two])).out, /\n {2}later `x`, 2 times$/)
    t.strictSame(mergeCoverage([]), {
      company_id: null,
      covered: 0,
      total: 0,
      percent: 0,
      groups: [],
      unused: [],
      unlisted: 0,
    })
    const foreign = [
      { groups: [], unused: [] },
      { ...report, groups: [null] },
      { ...report, groups: [{ name: 'x', covered: 1, total: 1, items: 3 }] },
      { ...report, unused: [{ name: 'x' }] },
    ].map((document) => JSON.stringify(document))
    for (const text of ['{}', '{', 'null', ...foreign]) {
      writeFileSync(two, text)
      const { code, err } = await run(['coverage', '--merge', two])
      t.match([code, err], [1, /two\.json cannot be read \(.*\)\. Name a file that run --coverage/])
    }
    t.match(await run(['coverage', one]), { code: 2, err: /Write files after --merge/ })
    t.match(await run(['coverage', '--merge']), { code: 2, err: /Write files after --merge/ })
    t.match(await run(['coverage', '--merge', one, '--clear']), { code: 2, err: /no sandbox/ })
    t.match(await run(['coverage', '--merge', one, '--company', '1']), { code: 2 })
  })

  t.test('Markdown where nothing was prepared in vain', async (t) => {
    t.notMatch(coverageMarkdown(mergeCoverage([])), 'Prepared')
  })

  t.test('a name in Markdown breaks no table', async (t) => {
    await company.setFaults([{ path: '/agents/a|b`c\n', status: 500 }])
    await company.clearFaults()
    t.match(coverageMarkdown(await company.coverage()), "- fault `/agents/a\\|b'c : 500`")
  })

  t.test('--clear begins anew', async (t) => {
    t.match((await run(['coverage', '--clear'], at)).out, /^1\.\d %/)
    t.match((await run(['coverage'], at)).out, /^0 %/)
  })
})

const aGroupOfALaterVersion = {
  name: 'later',
  covered: 1,
  total: 1,
  items: [{ name: 'x', about: null, times: 1, scenario: null, fault: { fault: 'later' } }],
} as unknown as CoverageReport['groups'][number]

t.test('run --coverage', async (t) => {
  const home = folder(t)
  const file = join(home, 'coverage.json')
  const command = join(home, 'command.cjs')
  writeFileSync(
    command,
    "const authorization = 'Basic ' + btoa(process.env.FLIP_SANDBOX_SECRET_KEY + ':')\n" +
      "fetch(process.env.FLIP_AGENTS_URL + '/agents/1', { headers: { authorization } })\n" +
      '  .then(() => process.exit(Number(process.argv[2] ?? 0)))\n',
  )
  const PATH = process.env['PATH'] as string
  const around = (flags: readonly string[], ...words: string[]) =>
    run(['run', ...flags, '--', process.execPath, command, ...words], { PATH })

  t.test('writes what the command has exercised', async (t) => {
    const { code } = await around(['--coverage', file])
    const report: CoverageReport = JSON.parse(readFileSync(file, 'utf8'))
    t.strictSame([code, report.company_id], [0, null])
  })

  t.test('fails under a share, unless the command has failed itself', async (t) => {
    t.match(await around(['--fail-under', '50']), {
      code: 1,
      err: /--fail-under asks for 50; add --coverage <file> to see what never was\.$/,
    })
    const { code, err } = await around(['--fail-under', '50', '--coverage', file])
    t.equal(code, 1)
    t.ok(err.endsWith(`; flip-sandbox coverage --merge ${file} lists what never was.`), err)
    t.match(await run(['coverage', '--merge', file]), { code: 0, out: /never/ })
    t.match(await around(['--fail-under', '50', '--coverage', file], '7'), { code: 7 })
    t.match(await around(['--fail-under', 'x']), { code: 2 })
  })

  t.test('says where a file cannot be written, before the command starts', async (t) => {
    for (const wrong of [home, join(home, 'nowhere', 'x.json')]) {
      const { code, err } = await around(['--coverage', wrong], '7')
      t.equal(code, 1)
      t.match(
        err,
        /^flip-sandbox: The report cannot be written to .+ Name a file in a folder that exists with --coverage\.$/,
      )
    }
  })

  t.test('a file that cannot be written any more hides no failure of the command', async (t) => {
    const gone = join(home, 'gone')
    for (const [exitCode, code] of [
      [0, 1],
      [7, 7],
    ]) {
      mkdirSync(gone)
      const removing = `require('node:fs').rmdirSync(${JSON.stringify(gone)}); fetch(process.env.FLIP_AGENTS_URL + '/agents/1').then(() => process.exit(${exitCode}))`
      const flags = ['--coverage', join(gone, 'x.json'), '--', process.execPath, '-e', removing]
      const ran = await run(['run', ...flags], { PATH })
      t.match(ran, { code, err: /The report cannot be written to .+ with --coverage\.$/ })
      t.equal(/1 call refused; the last of them:/.test(ran.err), exitCode === 7)
    }
  })
})
