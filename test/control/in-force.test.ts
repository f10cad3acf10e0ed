import t from 'tap'
import { receiver } from '../helpers/receiver.js'
import { AGENTS, open } from '../helpers/sandbox.js'

t.test('what is set for all companies is so for each of them', async (t) => {
  const { api, sandbox } = await open(t)
  const company = await sandbox.createCompany()
  const companyId = company.id
  const status = async () => (await api.of(company).create()).status

  t.test('maintenance', async (t) => {
    await sandbox.setMaintenance(true, { companyId })
    await sandbox.setMaintenance(false)
    t.equal(await status(), 200)
    await sandbox.setMaintenance(true)
    const shown = await sandbox.call('GET', '/maintenance', { company_id: companyId })
    t.strictSame(shown, { maintenance: true, status: 503 }, 'a company is shown what is in force')
    await sandbox.setMaintenance(false)
  })

  t.test('faults', async (t) => {
    await sandbox.setFaults([{ path: '/agents', status: 500 }], { companyId })
    t.equal(await status(), 500)
    await sandbox.clearFaults()
    t.equal(await status(), 200)
  })
})

t.test('a scenario that a company goes by', async (t) => {
  const { api, sandbox } = await open(t)
  const company = await sandbox.createCompany()
  const scope = { companyId: company.id }
  await sandbox.addScenario({ name: 'mine', description: 'x' }, scope)
  await company.update({ scenario: 'mine' })

  t.test('cannot be removed', async (t) => {
    await t.rejects(sandbox.removeScenario('mine', scope), {
      message: /"mine" is the default of company \d+; give that another one first/,
    })
  })

  t.test('gives way to the usual one after a reset, and the history says so', async (t) => {
    await company.reset()
    const { body } = await api.of(company).create()
    t.match((await sandbox.agent(body.id)).scenario, { name: 'approved', because: 'mine is gone' })
  })
})

t.test('a wait', async (t) => {
  const silent = await receiver(t, null)
  const { api, sandbox } = await open(t, { callbackUrl: silent.url })
  const agentId = await api.uploaded()
  const company = await sandbox.createCompany()

  t.test('that runs out says what is under way', async (t) => {
    await silent.next(1)
    await t.rejects(sandbox.waitFor({ agentId, callback: 'delivered', timeout: '1ms' }), {
      message: /Something is under way: a receiver that answers slowly, or not at all/,
    })
  })

  t.test('for an agent of another company finds none', async (t) => {
    await t.rejects(sandbox.waitFor({ agentId, idle: true, companyId: company.id }), {
      message: /There is no agent/,
    })
  })

  t.equal((await api.get(`${AGENTS}/agents/${agentId}`)).status, 200)
})
