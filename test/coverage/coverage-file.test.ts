import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { Coverage } from '../../src/coverage/coverage.js'
import { CoverageFile } from '../../src/coverage/coverage-file.js'
import { type Sandbox, startSandbox } from '../../src/index.js'
import { ALL_COMPANIES } from '../../src/kyc/company.js'
import { runSandbox } from '../../src/server/sandbox.js'
import { emptyState } from '../../src/store/state.js'
import { folder } from '../helpers/folder.js'
import { Api, open } from '../helpers/sandbox.js'

/** A client of a sandbox that collects its warnings. */
async function start(state: string, said: string[] = []) {
  return runSandbox({ port: 0, state, log: 'silent' }, (sentence) => said.push(sentence))
}

const apiOf = (sandbox: Sandbox) => new Api(sandbox, sandbox.authorization)

t.test('coverage is kept beside the state', async (t) => {
  const state = join(folder(t), 'state.json')
  const file = `${state}.coverage`
  const begin = () => startSandbox({ state })

  await t.test('across restarts, with what is prepared', async (t) => {
    const first = await begin()
    const gone = await first.createCompany()
    await apiOf(first).of(gone).create()
    await gone.next('pending')
    await gone.delete()
    const company = await first.createCompany()
    await company.next('rejected-17')
    await company.next('help')
    await first.disarm({ companyId: company.id })
    await company.next('rejected-17')
    const before = await first.coverage()
    t.equal(before.unused.length, 3)
    await first.close()
    const second = await begin()
    t.strictSame(await second.coverage(), before)
    const same = await second.company(company.id)
    await apiOf(second).of(same).create()
    t.match((await same.coverage()).unused, [
      { name: 'rejected-17', times: 1 },
      { name: 'help', times: 1 },
    ])
    await second.close()
    const { companies } = JSON.parse(readFileSync(file, 'utf8'))
    const kept = companies.find(({ company_id }: { company_id: number }) => company_id === same.id)
    t.strictSame(kept.prepared.present, [], 'what is used up is not kept')
  })

  t.test('a company that is in another state only counts with those that are gone', async (t) => {
    const kept = JSON.parse(readFileSync(file, 'utf8'))
    writeFileSync(`${file}.tmp`, 'half of')
    kept.companies.push({ ...kept.companies.at(-1), company_id: 77 })
    writeFileSync(file, JSON.stringify(kept))
    const sandbox = await begin()
    t.equal((await sandbox.coverage()).unused.find(({ name }) => name === 'help')?.times, 2)
    t.notOk(existsSync(`${file}.tmp`), 'what a killed process has left')
    await sandbox.close()
    const { companies } = JSON.parse(readFileSync(file, 'utf8'))
    t.notOk(companies.some(({ company_id }: { company_id: number }) => company_id === 77))
  })

  t.test('a file that cannot be read is told, and counting begins anew', async (t) => {
    for (const text of ['{', '{"format":2}']) {
      writeFileSync(file, text)
      const said: string[] = []
      const sandbox = await start(state, said)
      t.match(said, [/^The coverage in .+\.coverage cannot be read \(.+\), so it begins anew\./])
      t.equal(sandbox.context.coverage.report(ALL_COMPANIES).covered, 0)
      await sandbox.close()
    }
  })
})

t.test('nothing is written where nothing has happened, nor with --state memory', async (t) => {
  const home = folder(t)
  const sandbox = await start(join(home, 'state.json'))
  await sandbox.close()
  const file = join(home, 'state.json.coverage')
  await new CoverageFile(file, () => false, t.fail).close(new Coverage(() => [], emptyState()))
  t.notOk(existsSync(file))
})

t.test('a file that cannot be written is told once, and tried again', async (t) => {
  const home = join(folder(t), 'missing')
  // Its timer alone would not keep the process alive.
  await open(t)
  const said: string[] = []
  const coverage = new Coverage(() => [], emptyState())
  const told = new Promise<CoverageFile>((resolve) => {
    const file = new CoverageFile(
      join(home, 'state.json.coverage'),
      () => false,
      (sentence) => {
        said.push(sentence)
        resolve(file)
      },
      1,
    )
    file.keep(coverage)
  })
  coverage.countCall(aCall)
  const file = await told
  await file.close(coverage)
  t.match(said, [/^The coverage could not be written to .+\.coverage \(.+\)\. It is counted on/])
  t.equal(said.length, 1)
  mkdirSync(home)
  await file.close(coverage)
  t.match(file.read(), { companies: [{ company_id: 0, met: { call_faults: { 'no-answer': 1 } } }] })
})

const aCall = {
  id: 1,
  at: 0,
  seq: 0,
  company_id: null,
  agent_id: null,
  method: 'GET',
  path: '/',
  request_id: null,
  status: null,
  duration: 0,
  hint: null,
  body_bytes: 0,
  exercised: {
    endpoint: null,
    errors: [],
    fault: { fault: 'no-answer', status: null, latency: 0 },
  },
}
