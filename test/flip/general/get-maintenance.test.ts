import t from 'tap'
import { AGENTS, KYC, open } from '../../helpers/sandbox.js'

t.test('GET /general/maintenance', async (t) => {
  const { api, sandbox } = await open(t)
  const asked = async (who = api) => (await who.get(`${AGENTS}/general/maintenance`)).body

  t.strictSame(await asked(), { maintenance: false })

  t.test('while it is on, every other call is 401 in its host’s shape, with a hint', async (t) => {
    await sandbox.setMaintenance(true)
    t.strictSame(await asked(), { maintenance: true })
    const agents = await api.create()
    t.match(agents, { status: 401, body: { name: 'Unauthorized' }, hint: /maintenance/ })
    const kyc = await api.get(`${KYC}/countries?user_type=1`)
    t.match(kyc, {
      status: 401,
      body: { errors: [{ code: 401, message: 'Invalid Auth' }] },
      hint: /maintenance/,
    })
    await sandbox.setMaintenance(false)
    t.equal((await api.create()).status, 200)
  })

  t.test('of one company alone', async (t) => {
    const company = await sandbox.createCompany()
    await sandbox.setMaintenance(true, { companyId: company.id })
    t.strictSame(await asked(api.of(company)), { maintenance: true })
    t.strictSame(await asked(), { maintenance: false })
  })

  t.test('needs the key like every call', async (t) => {
    const reply = await api.send('GET', `${AGENTS}/general/maintenance`, {
      headers: { authorization: 'x' },
    })
    t.equal(reply.status, 401)
  })
})
