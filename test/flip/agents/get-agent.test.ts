import t from 'tap'
import { AGENTS, magic, open, someAgent } from '../../helpers/sandbox.js'

t.test('GET /agents/:id', async (t) => {
  const { api, sandbox } = await open(t)

  t.test('accepts an agent of the company, under both prefixes (paths.live-as-test)', async (t) => {
    const id = await api.newAgent({ email: 'a@b.id' })
    for (const prefix of [AGENTS, '/api/v2']) {
      const { status, body } = await api.get(`${prefix}/agents/${id}`)
      t.equal(status, 200)
      t.strictSame(
        Object.keys(body),
        [
          'id',
          'company_id',
          'name',
          'identity_type',
          'identity_number',
          'phone_number',
          'email',
          'kyc_status',
          'rejected_reason_code',
          'rejected_reason',
          'status',
          'created_at',
        ],
        'keys in their order (agents.get.answer)',
      )
      t.match(body, {
        id,
        kyc_status: 'BASIC_DATA',
        rejected_reason_code: null,
        rejected_reason: '',
      })
    }
  })

  t.test(
    'shows the reason as an integer with its text, null and nothing before (agents.get.reason)',
    async (t) => {
      const fresh = await api.get(`${AGENTS}/agents/${await api.newAgent()}`)
      t.match(fresh.body, { rejected_reason_code: null, rejected_reason: '' })
      const id = await api.decided(magic('9912'), 'REJECTED')
      const { body } = await api.get(`${AGENTS}/agents/${id}`)
      t.match(body, {
        kyc_status: 'REJECTED',
        rejected_reason_code: 12,
        rejected_reason: 'NIK already registered in another account',
      })
    },
  )

  t.test(
    'shows the status that was set by hand, and times in GMT+7 (values.time.agents-host)',
    async (t) => {
      const company = await sandbox.createCompany()
      await company.clock.freeze('2100-02-18T05:03:32Z')
      const id = await api.of(company).newAgent()
      await sandbox.setAgentStatus(id, 'BLOCKED')
      const { body } = await api.of(company).get(`${AGENTS}/agents/${id}`)
      t.match(body, { status: 'BLOCKED', created_at: '2100-02-18 12:03:32' })
    },
  )

  t.test('refuses nothing because of that status (agents.get.status.without-effect)', async (t) => {
    for (const status of ['ACTIVE', 'DELETED', 'BLACKLISTED', 'BLOCKED'] as const) {
      const fields = someAgent()
      const id = await api.newAgent(fields)
      t.equal((await api.get(`${AGENTS}/agents/${id}`)).body.status, 'ACTIVE')
      await sandbox.setAgentStatus(id, status)
      t.equal((await api.form('PUT', `${AGENTS}/agents/${id}`, fields)).status, 200)
      t.equal((await api.upload(id)).status, 200)
      t.equal((await api.selfie(id)).status, 200)
      await api.settled(id, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
      t.equal((await api.submit(id)).status, 200)
    }
  })

  t.test(
    'takes an id with leading zeros for the number, on either host (paths.leading-zeros)',
    async (t) => {
      const id = await api.newAgent()
      t.match((await api.get(`${AGENTS}/agents/000${id}`)).body, { id })
      t.equal((await api.upload(`000${id}`)).status, 200)
    },
  )

  t.test(
    'refuses an unknown id, an id that is no number, and another company’s agent (agents.get.unknown, agents.get.no-number, auth.companies-apart)',
    async (t) => {
      const id = await api.newAgent()
      const other = api.of(await sandbox.createCompany())
      for (const reply of [
        await api.get(`${AGENTS}/agents/999`),
        await api.get(`${AGENTS}/agents/${10n ** 30n}`),
        await api.get(`${AGENTS}/agents/abc`),
        await other.get(`${AGENTS}/agents/${id}`),
      ]) {
        t.equal(reply.status, 404)
        t.strictSame(reply.body, { name: 'Not Found', message: 'Agent not found', status: 404 })
        t.match(reply.hint, /no agent with that id/)
      }
    },
  )
})
