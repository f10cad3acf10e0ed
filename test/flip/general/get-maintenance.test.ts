import t from 'tap'
import { getMaintenance } from '../../../src/flip/general/get-maintenance.js'
import { ENDPOINTS } from '../../../src/flip/routes.js'
import { AGENTS, KYC, open } from '../../helpers/sandbox.js'

t.test('GET /general/maintenance', async (t) => {
  const { api, sandbox } = await open(t)
  const asked = async (who = api) => (await who.get(`${AGENTS}/general/maintenance`)).body

  t.strictSame(await asked(), { maintenance: false }, 'off (maintenance.answer)')

  t.test(
    'while it is on, every other call is 401 in its host’s shape (maintenance.every-other-call)',
    async (t) => {
      await sandbox.setMaintenance(true)
      t.strictSame(await asked(), { maintenance: true }, 'on (maintenance.answer)')
      for (const host of ['agents', 'kyc'] as const) {
        for (const { method, path } of ENDPOINTS[host].filter((one) => one !== getMaintenance)) {
          const prefix = host === 'agents' ? AGENTS : KYC
          const reply = await api.send(method, `${prefix}${path.replace(':id', '1')}`)
          t.equal(reply.status, 401, `${method} ${path}`)
          const headers = { authorization: 'x' }
          const wrongKey = await api.send(method, `${prefix}${path.replace(':id', '1')}`, {
            headers,
          })
          t.strictSame(
            reply.body,
            wrongKey.body,
            'like that of a wrong key (maintenance.like-wrong-key)',
          )
          t.not(reply.hint, wrongKey.hint)
        }
      }
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
    },
  )

  t.test('of one company alone', async (t) => {
    const company = await sandbox.createCompany()
    await sandbox.setMaintenance(true, { companyId: company.id })
    t.strictSame(await asked(api.of(company)), { maintenance: true })
    t.strictSame(await asked(), { maintenance: false })
  })

  t.test('needs the key like every call (maintenance.key)', async (t) => {
    const reply = await api.send('GET', `${AGENTS}/general/maintenance`, {
      headers: { authorization: 'x' },
    })
    t.equal(reply.status, 401)
  })
})
