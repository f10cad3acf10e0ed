import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { type Sandbox, startSandbox } from '../../src/index.js'
import { runSandbox } from '../../src/server/sandbox.js'
import { folder } from '../helpers/folder.js'
import { Api } from '../helpers/sandbox.js'

/** A client of a sandbox that collects its warnings. */
async function start(state: string, said: string[] = []) {
  return runSandbox({ port: 0, state, log: 'silent' }, (sentence) => said.push(sentence))
}

const apiOf = (sandbox: Sandbox) => new Api(sandbox, sandbox.authorization)

t.test('coverage is kept beside the state', async (t) => {
  const state = join(folder(t), 'state.json')
  const file = `${state}.coverage`
  const open = () => startSandbox({ state })

  await t.test('across restarts, with what is prepared', async (t) => {
    const first = await open()
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
    const second = await open()
    t.strictSame(await second.coverage(), before)
    const same = await second.company(company.id)
    await apiOf(second).of(same).create()
    t.match((await same.coverage()).unused, [
      { name: 'rejected-17', times: 1 },
      { name: 'help', times: 1 },
    ])
    await second.close()
  })

  t.test('a company that is in another state only counts with those that are gone', async (t) => {
    const kept = JSON.parse(readFileSync(file, 'utf8'))
    kept.scopes.push({ ...kept.scopes.at(-1), company_id: 77 })
    writeFileSync(file, JSON.stringify(kept))
    const sandbox = await open()
    t.equal((await sandbox.coverage()).unused.find(({ name }) => name === 'help')?.times, 2)
    await sandbox.close()
    const { scopes } = JSON.parse(readFileSync(file, 'utf8'))
    t.notOk(scopes.some(({ company_id }: { company_id: number }) => company_id === 77))
  })

  t.test('a file that cannot be read is told, and counting begins anew', async (t) => {
    for (const text of ['{', '{"format":2}']) {
      writeFileSync(file, text)
      const said: string[] = []
      const sandbox = await start(state, said)
      t.match(said, [/^The coverage in .+\.coverage cannot be read \(.+\), so it begins anew\./])
      t.equal(sandbox.context.coverage.report(null).covered, 0)
      await sandbox.close()
    }
  })
})

t.test('nothing is written where nothing has happened, nor with --state memory', async (t) => {
  const home = folder(t)
  const sandbox = await start(join(home, 'state.json'))
  await sandbox.close()
  t.notOk(existsSync(join(home, 'state.json.coverage')))
})

t.test('a file that cannot be written is told once, and tried again', async (t) => {
  const state = join(folder(t), 'state.json')
  const file = `${state}.coverage`
  mkdirSync(`${file}.tmp`)
  const said: string[] = []
  const sandbox = await start(state, said)
  sandbox.context.store.commit(1, { type: 'scenario-armed', scenario: 'help', times: 1 })
  await t.resolves(sandbox.close())
  t.match(said, [/^The coverage could not be written to .+\.coverage \(.+\)\. It is counted on/])
  rmdirSync(`${file}.tmp`)
})
