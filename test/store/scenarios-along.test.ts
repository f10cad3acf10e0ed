import { join } from 'node:path'
import t from 'tap'
import { type StateExport, startSandbox } from '../../src/index.js'
import { runSandbox } from '../../src/server/sandbox.js'
import { run } from '../helpers/cli.js'
import { refuses } from '../helpers/control.js'
import { folder } from '../helpers/folder.js'
import { Api, open } from '../helpers/sandbox.js'

const scenario = (name: string, code: number, more: object = {}) =>
  JSON.stringify({
    name,
    description: 'One of our own.',
    kyc_decisions: [{ kyc_status: 'REJECTED', rejected_reason_code: code }],
    ...more,
  })

/** The status in which an agent ends. */
async function endOf(api: Api, id: number): Promise<string | null> {
  await api.submit(id)
  await api.sandbox.waitFor({ agentId: id, idle: true })
  return (await api.sandbox.agent(id)).rejected_reason
}

t.test('an export brings along every scenario that its agents follow', async (t) => {
  const own = folder(t, { 'expired.json': scenario('expired', 19) })
  const { api, sandbox } = await open(t, { scenarios: own, scenario: 'expired' })
  const id = await api.uploaded()
  const company = await sandbox.createCompany({ scenario: 'approved' })
  await sandbox.addScenario(JSON.parse(scenario('shared', 20)))
  await company.next('shared')
  await api.of(company).newAgent()
  const document = await sandbox.export()
  t.strictSame(
    document.scenarios?.map(({ name, origin }) => [name, origin]),
    [
      ['expired', 'folder'],
      ['approved', 'shipped'],
    ],
    'those of the controls are there already',
  )

  t.test('and elsewhere the same case ends the same way', async (t) => {
    const { api: other, sandbox: there } = await open(t)
    t.match(await there.import(document), { agents: 2, missing_scenarios: [] })
    t.equal(await endOf(other, id), 'ID card has expired')
    const { items } = await there.scenarios()
    t.match(
      items.filter(({ name }) => name === 'expired'),
      [{ origin: 'added' }],
    )
    t.equal(items.filter(({ name }) => name === 'approved').length, 1)
  })

  t.test('one of one company, those of all companies', async (t) => {
    const { sandbox: there } = await open(t)
    const ofOne = await sandbox.export({ companyId: company.id })
    t.strictSame(
      ofOne.scenarios?.map(({ name }) => name),
      ['shared', 'approved'],
    )
    t.match(await there.import(ofOne), { agents: 1, missing_scenarios: [] })
  })

  t.test('where the same one is there already, it stays as it is', async (t) => {
    const same = folder(t, {
      'expired.json': scenario('expired', 19, { description: 'Other words.' }),
    })
    const { sandbox: there } = await open(t, { scenarios: same })
    await there.import(document)
    t.match(
      (await there.scenarios()).items.filter(({ name }) => name === 'expired'),
      [{ origin: 'folder', description: 'Other words.' }],
    )
  })

  t.test('where another one has its name, nothing is changed', async (t) => {
    const another = folder(t, { 'expired.json': scenario('expired', 31) })
    const { api: other, sandbox: there } = await open(t, { scenarios: another })
    await other.newAgent({ name: 'Still here' })
    await refuses(
      t,
      there.import(document),
      409,
      /The import has agents that follow the scenario "expired", and the one of that name here takes another course\. Nothing was changed\./,
    )
    t.match((await there.agents()).items, [{ name: 'Still here' }])
  })
})

t.test('an agent whose scenario is missing', async (t) => {
  const own = folder(t, { 'expired.json': scenario('expired', 19) })
  const one = await open(t, { scenarios: own, scenario: 'expired' })
  const id = await one.api.uploaded()
  const { scenarios, ...document } = await one.sandbox.export()

  t.test('after an import without it, is not led by another one silently', async (t) => {
    const { api, sandbox } = await open(t)
    t.match(await sandbox.import(document as StateExport), { missing_scenarios: ['expired'] })
    t.equal(await endOf(api, id), '')
    const agent = await sandbox.agent(id)
    t.match(agent, { kyc_status: 'APPROVED', scenario: { because: 'expired is gone' } })
    t.match(
      agent.history.filter(({ type }) => type === 'scenario-set'),
      [{ scenario: { name: 'approved', because: 'expired is gone' } }],
    )
  })

  t.test('is named by the command that imports it', async (t) => {
    const { sandbox } = await open(t)
    const file = join(folder(t, { 'case.json': JSON.stringify(document) }), 'case.json')
    const { code, err } = await run(['import', file, '--url', sandbox.url])
    t.equal(code, 0)
    t.match(err, /^Agents follow scenarios that are not here: expired\./)
  })

  t.test('after a start without its folder, is warned of', async (t) => {
    const state = join(folder(t), 'state.json')
    const before = await startSandbox({ state, scenarios: own })
    await before.next('expired')
    await new Api(before, before.authorization).newAgent()
    await before.close()
    const warnings: string[] = []
    const running = await runSandbox({ port: 0, state, log: 'silent' }, (warning) =>
      warnings.push(warning),
    )
    await running.close()
    t.match(warnings, [/^Agents of this state follow scenarios that are not here: expired\./])
  })

  t.test('after its check was planned, is decided by the usual one', async (t) => {
    const state = join(folder(t), 'state.json')
    const before = await startSandbox({ state, scenarios: own, scenario: 'expired' })
    const api = new Api(before, before.authorization)
    const agentId = await api.uploaded()
    await before.clock.freeze()
    await before.call('PATCH', '/companies/1', {}, { callback_delay: '1h' })
    await api.submit(agentId)
    await before.close()
    const after = await startSandbox({ state, callbackDelay: '1h' })
    t.teardown(() => after.close())
    await after.clock.advance('1h')
    const agent = await after.agent(agentId)
    t.match(agent, { kyc_status: 'REJECTED', scenario: { because: 'expired is gone' } })
  })
})

t.test('scenarios of an import that are none are refused', async (t) => {
  const { sandbox } = await open(t)
  const document = { ...(await sandbox.export()), scenarios: [{ name: 'x' }] }
  await refuses(t, sandbox.import(document as never), 400, /is damaged: "scenarios\[0\]/)
})
