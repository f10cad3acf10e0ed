import t from 'tap'
import { KYC, open } from '../../helpers/sandbox.js'

t.test('PUT /users/:id/submit', async (t) => {
  const { api, sandbox } = await open(t)

  t.test('accepts an agent whose images have passed, in each form of body', async (t) => {
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
  })

  t.test('refuses, in this order: user_type, id, agent, status', async (t) => {
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
  })

  t.test('dates the submission and the decision, not the data', async (t) => {
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
  })
})
