import t from 'tap'
import { card } from '../../helpers/images.js'
import { AGENTS, type Fields, KYC, magic, open, someAgent } from '../../helpers/sandbox.js'

const JSON_BODY = { headers: { 'content-type': 'application/json' }, body: '{}' }

t.test(
  'the KYC host mends one mistake after the other, in the order of checks (errors.kyc-host.order)',
  async (t) => {
    const { api, sandbox } = await open(t, { maxRepairs: 1 })
    const wrongKey = { authorization: 'Basic eDo=' }
    const noRequestId = { 'request-id': '' }
    const put = (path: string, init: RequestInit) => api.send('PUT', `${KYC}${path}`, init)
    const json = (headers: Record<string, string>) => ({
      ...JSON_BODY,
      headers: { ...JSON_BODY.headers, ...headers },
    })
    const repairSelfie = (id: number | string, fields: Fields) =>
      api.multipart('PUT', `${KYC}/users/${id}/repairSelfie`, fields)
    await sandbox.setMaintenance(true)
    await sandbox.setFaults([{ status: 503 }])

    const everything = json({ ...wrongKey, ...noRequestId })
    t.match(await put('/users/x/nothing', everything), { status: 404 }, 'path')
    t.match(
      await put('/users/x/repairSelfie', everything),
      { status: 401, hint: /No company/ },
      'key',
    )
    const keyed = json(noRequestId)
    t.match(
      await put('/users/x/repairSelfie', keyed),
      { status: 503, hint: /maintenance/ },
      'maintenance',
    )
    await sandbox.setMaintenance(false)
    t.match(
      await put('/users/x/repairSelfie', keyed),
      { status: 401, body: { errors: [{ message: 'Invalid token' }] } },
      'Request-ID',
    )
    t.equal((await put('/users/x/repairSelfie', json({}))).status, 503, 'faults (faults.place)')
    await sandbox.clearFaults()
    t.equal((await put('/users/x/repairSelfie', json({}))).status, 415, 'body')

    const fresh = await api.newAgent()
    const failed = await api.uploaded(magic('9823'), 'UPLOAD_IDENTITY_SELFIE_FAILED')
    const rejected = await api.decided(magic('9914'), 'REJECTED')
    const image = card()
    const spent = await api.uploaded(magic('9723'))
    await api.submit(spent)
    await api.settled(spent, 'REJECTED')
    await api.repairSelfie(spent)
    await sandbox.waitFor({ agentId: spent, kycStatus: 'REJECTED', idle: true })
    for (const [id, fields, code, about] of [
      ['x', {}, 403, 'user_type'],
      ['x', { user_type: '1' }, 400, 'agent id'],
      [999_999, { user_type: '1' }, 1011, 'agent'],
      [fresh, { user_type: '1' }, 1001, 'attributes'],
      [fresh, { user_type: '1', image }, 4010, 'status'],
      [failed, { user_type: '1', image }, 4010, 'status after a failed upload'],
      [rejected, { user_type: '1', image }, 4006, 'remedy'],
      [spent, { user_type: '1', image }, 4011, 'number of repairs'],
    ] as const) {
      t.equal((await repairSelfie(id, fields)).body.errors[0].code, code, about)
    }
  },
)

t.test('the agents host likewise (errors.agents-host.order)', async (t) => {
  const { api, sandbox } = await open(t)
  const submitted = await api.decided()
  const fresh = await api.newAgent()
  const put = (path: string, init: RequestInit) => api.send('PUT', `${AGENTS}${path}`, init)
  const wrongKey = { headers: { ...JSON_BODY.headers, authorization: 'Basic eDo=' }, body: '{}' }
  await sandbox.setMaintenance(true)
  await sandbox.setFaults([{ status: 503 }])

  t.equal((await put('/nothing', wrongKey)).status, 404, 'path')
  t.match(await put('/agents/999', wrongKey), { status: 401, hint: /No company/ }, 'key')
  t.match(await put('/agents/999', JSON_BODY), { status: 503, hint: /maintenance/ }, 'maintenance')
  await sandbox.setMaintenance(false)
  t.equal((await put('/agents/999', JSON_BODY)).status, 503, 'faults (faults.place)')
  await sandbox.clearFaults()
  t.equal((await put('/agents/999', JSON_BODY)).status, 415, 'body')
  const update = (id: number, fields: Record<string, string>) =>
    api.form('PUT', `${AGENTS}/agents/${id}`, fields)
  t.equal((await update(999, {})).status, 404, 'agent')
  t.equal((await update(submitted, {})).body.errors[0].code, 1092, '1092')
  t.equal((await update(fresh, {})).body.errors[0].code, 1001, 'attributes')
  t.equal((await update(fresh, someAgent())).status, 200)
})
