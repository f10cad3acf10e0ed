import t from 'tap'
import { getMaintenance } from '../../../src/flip/general/get-maintenance.js'
import { ENDPOINTS } from '../../../src/flip/routes.js'
import { AGENTS, KYC, open } from '../../helpers/sandbox.js'
import { V3 } from '../../helpers/transfers.js'

t.test('GET /general/maintenance', async (t) => {
  const { api, sandbox } = await open(t)
  const asked = async (who = api) => (await who.get(`${AGENTS}/general/maintenance`)).body

  t.strictSame(await asked(), { maintenance: false }, 'off (maintenance.answer)')

  /** Every call of a host but this one, as `send` takes it. */
  const otherCalls = (host: 'agents' | 'kyc') =>
    ENDPOINTS[host]
      .filter((one) => one !== getMaintenance)
      .map(
        ({ method, path }) =>
          [method, `${host === 'agents' ? AGENTS : KYC}${path.replace(':id', '1')}`] as const,
      )

  t.test(
    'while it is on, every other call is 503 in its host’s shape (maintenance.every-other-call)',
    async (t) => {
      t.strictSame(await sandbox.setMaintenance(true), { maintenance: true, status: 503 })
      t.strictSame(await asked(), { maintenance: true }, 'on (maintenance.answer)')
      for (const [method, path] of otherCalls('agents')) {
        const { status, body, hint } = await api.send(method, path)
        t.equal(status, 503, `${method} ${path}`)
        t.strictSame(
          Object.entries(body),
          [
            ['name', 'SERVICE_UNAVAILABLE'],
            ['message', 'Service or server is under maintenance'],
            ['status', 503],
          ],
          'in the words of the reference (maintenance.agents-host)',
        )
        t.match(hint, /maintenance/)
      }
      for (const [method, path] of otherCalls('kyc')) {
        const { status, body, hint } = await api.send(method, path)
        t.equal(status, 503, `${method} ${path}`)
        t.strictSame(
          body,
          { errors: [{ code: 503, message: 'Internal server error' }] },
          'with the code 503 (maintenance.kyc-host)',
        )
        t.match(hint, /maintenance/)
      }
      await sandbox.setMaintenance(false)
      t.equal((await api.create()).status, 200)
    },
  )

  t.test('401 by choice, as the older reference has it', async (t) => {
    const setting = await sandbox.setMaintenance(true, { status: 401 })
    t.strictSame(setting, { maintenance: true, status: 401 })
    for (const [method, path] of [...otherCalls('agents'), ...otherCalls('kyc')]) {
      const reply = await api.send(method, path)
      t.equal(reply.status, 401, `${method} ${path} (maintenance.every-other-call)`)
      const wrongKey = await api.send(method, path, { headers: { authorization: 'x' } })
      t.strictSame(
        reply.body,
        wrongKey.body,
        'like that of a wrong key (maintenance.like-wrong-key)',
      )
      t.not(reply.hint, wrongKey.hint)
    }
    t.equal((await sandbox.setMaintenance(true)).status, 503, 'only where it is asked for')
    await sandbox.setMaintenance(false)
  })

  t.test('of one company alone', async (t) => {
    const company = await sandbox.createCompany()
    await sandbox.setMaintenance(true, { companyId: company.id })
    t.strictSame(await asked(api.of(company)), { maintenance: true })
    t.strictSame(await asked(), { maintenance: false })
  })

  t.test(
    'needs no key (maintenance.key); without a known one it is about company 1 (maintenance.company)',
    async (t) => {
      const company = await sandbox.createCompany()
      const url = `${sandbox.url}${AGENTS}/general/maintenance`
      const without = async (headers = {}) => {
        const response = await fetch(url, { headers })
        t.equal(response.status, 200)
        return response.json()
      }
      await sandbox.setMaintenance(true, { companyId: company.id })
      t.strictSame(await without(), { maintenance: false })
      t.strictSame(await without({ authorization: 'x' }), { maintenance: false })
      t.strictSame(await without({ authorization: company.authorization }), { maintenance: true })
      await sandbox.setMaintenance(true, { companyId: 1 })
      t.strictSame(await without(), { maintenance: true })
      t.strictSame(await without({ authorization: 'Basic eDo=' }), { maintenance: true })
    },
  )
})

t.test(
  'GET /general/maintenance is under v3 too, without a key (transfers.paths.v3)',
  async (t) => {
    const { api, sandbox } = await open(t)
    const ask = async () => (await fetch(`${sandbox.url}${V3}/general/maintenance`)).json()
    t.strictSame(await ask(), { maintenance: false })
    await sandbox.setMaintenance(true)
    t.strictSame(await ask(), { maintenance: true })
    t.equal((await api.get(`${V3}/general/balance`)).status, 503)
  },
)
