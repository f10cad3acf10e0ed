import t from 'tap'
import { KYC, open } from '../../helpers/sandbox.js'

t.test('PUT /users/:id/submit', async (t) => {
  const { api, sandbox } = await open(t)

  t.test(
    'accepts an agent whose images have passed (status.submission, kyc.submit.message), in each form of body (bodies.kyc-host, bodies.kyc-host-urlencoded, bodies.without-boundary)',
    async (t) => {
      const forms = [
        (id: number) => api.form('PUT', `${KYC}/users/${id}/submit`, { user_type: '1' }),
        (id: number) => api.multipart('PUT', `${KYC}/users/${id}/submit`, { user_type: '1' }),
        (id: number) =>
          api.send('PUT', `/kyc/api/v1/users/${id}/submit`, {
            headers: { 'content-type': 'multipart/form-data' },
            body: 'user_type=1',
          }),
      ]
      for (const submit of forms) {
        const id = await api.uploaded()
        const { status, body } = await submit(id)
        t.equal(status, 200)
        t.strictSame(body, { message: 'Submit success' })
        await api.settled(id, 'APPROVED')
      }
    },
  )

  t.test('takes user_type to the letter (values.to-the-letter)', async (t) => {
    const id = await api.uploaded()
    for (const user_type of ['01', ' 1', '1 ']) {
      t.equal((await api.submit(id, { user_type })).body.errors[0].code, 4002, `"${user_type}"`)
    }
  })

  t.test(
    'refuses, in this order: user_type, id, agent, status (kyc.submit.user-type, status.not-allowed)',
    async (t) => {
      const fresh = await api.newAgent()
      for (const [reply, status, code] of [
        [await api.submit('x', {}), 403, 403],
        [await api.submit('x', { user_type: '0' }), 422, 4002],
        [await api.submit('x'), 400, 400],
        [await api.submit(999), 404, 1011],
        [await api.submit(fresh), 422, 4010],
        [await api.submit(await api.decided()), 422, 4010],
      ] as const) {
        t.equal(reply.status, status)
        t.equal(reply.body.errors[0].code, code)
      }
    },
  )

  t.test(
    'dates the submission and the decision, not the data (status.times.updated-at, status.times.submitted-and-verified-at)',
    async (t) => {
      const company = await sandbox.createCompany({ scenario: 'pending' })
      await company.clock.freeze('2100-01-01T00:00:00Z')
      const id = await api.of(company).uploaded()
      await company.clock.advance('1h')
      await api.of(company).submit(id)
      await company.clock.advance('1h')
      await sandbox.decide(id, { kycStatus: 'APPROVED' })
      t.match(await sandbox.agent(id), {
        updated_at: '2100-01-01T00:00:00.000Z',
        submitted_at: '2100-01-01T01:00:00.000Z',
        verified_at: '2100-01-01T02:00:00.000Z',
      })
      const again = await api.of(company).uploaded()
      await api.of(company).submit(again)
      await sandbox.decide(again, { kycStatus: 'REJECTED', rejectedReasonCode: 14 })
      await company.clock.advance('1h')
      await api.of(company).repairPhoto(again)
      t.match(
        await sandbox.agent(again),
        { submitted_at: '2100-01-01T03:00:00.000Z' },
        'the last one counts',
      )
    },
  )
})
