import t from 'tap'
import type { KycStatus } from '../../src/client.js'
import { KYC_STATUSES } from '../../src/kyc/agent.js'
import { refuses, scheduled } from '../helpers/control.js'
import { AGENTS, magic, open } from '../helpers/sandbox.js'

t.test('GET /_sandbox/agents', async (t) => {
  const { sandbox, api } = await open(t)
  const other = await sandbox.createCompany()
  const budi = await api.newAgent({ name: 'Budi', identity_number: 'ABC123', email: 'b@x.id' })
  const siti = await api.decided({ name: 'Siti', phone_number: '081234567890' })
  const third = await api.of(other).newAgent({ name: 'Tono' })
  const ids = async (filter: Parameters<typeof sandbox.agents>[0]) =>
    (await sandbox.agents(filter)).items.map(({ id }) => id)

  t.test('accepts company_id, kyc_status, q and a page, and answers newest first', async (t) => {
    t.strictSame(await ids({}), [third, siti, budi])
    t.strictSame(await ids({ companyId: other.id }), [third])
    t.strictSame(await ids({ kycStatus: 'APPROVED' }), [siti])
    for (const [q, id] of [
      ['bUDi', budi],
      ['abc1', budi],
      ['b@x.id', budi],
      ['+62812345', siti],
      ['0812345', siti],
      [String(third), third],
    ] as const) {
      t.strictSame(await ids({ q, companyId: id === third ? other.id : 1 }), [id], q)
    }
    t.strictSame(await ids({ limit: 1, cursor: String(siti) }), [budi])
    t.match((await sandbox.agents({ q: 'Siti' })).items[0], {
      id: siti,
      company_id: 1,
      name: 'Siti',
      kyc_status: 'APPROVED',
      scenario: { name: 'approved', because: "the company's default" },
      verified_at: /Z$/,
    })
  })

  t.test('refuses a status that there is not, and an empty search', async (t) => {
    await refuses(
      t,
      sandbox.call('GET', '/agents', { kyc_status: 'approved' }),
      400,
      /"kyc_status" must be one of: BASIC_DATA/,
    )
    await refuses(t, sandbox.call('GET', '/agents', { q: '' }), 400, /"q" must be a text/)
    await refuses(t, sandbox.call('GET', '/agents', { company_id: 'x' }), 400, /whole number/)
    await refuses(t, sandbox.agent(999), 404, /There is no agent 999\. GET \/_sandbox\/agents/)
    await refuses(t, sandbox.call('GET', '/agents/x'), 404, /An id is a whole number/)
  })
})

t.test(
  'GET /_sandbox/agents/:id shows all there is: data, images, documents, history, callbacks',
  async (t) => {
    const { sandbox, api } = await open(t)
    const id = await api.decided(magic('9917'), 'REJECTED')
    await sandbox.waitFor({ idle: true })
    await api.documents(id)
    await api.settled(id, 'APPROVED')
    await sandbox.waitFor({ idle: true })
    const agent = await sandbox.agent(id)
    t.match(agent, {
      id,
      kyc_status: 'APPROVED',
      data: { name: 'lalalalili', country_id: 1 },
      images: { identity: { type: 'image/png', width: 256 }, selfie: { type: 'image/png' } },
      documents: [{ kind: 'npwp', selfie: false, type: 'image/png', created_at: /Z$/ }],
      repairs: 0,
      check: null,
      decisions: [],
      scenario: { name: 'rejected-17', because: 'identity_number matches *9917' },
    })
    t.strictSame(
      agent.history.map(({ type, kyc_status }) => [type, kyc_status]),
      [
        ['agent-created', undefined],
        ['image-uploaded', 'UPLOAD_IDENTITY_SUCCESS'],
        ['image-uploaded', 'UPLOAD_IDENTITY_SELFIE_PROGRESS'],
        ['check-scheduled', undefined],
        ['kyc-decided', 'UPLOAD_IDENTITY_SELFIE_SUCCESS'],
        ['kyc-submitted', 'PENDING'],
        ['check-scheduled', undefined],
        ['kyc-decided', 'REJECTED'],
        ['documents-uploaded', 'PENDING'],
        ['check-scheduled', undefined],
        ['kyc-decided', 'APPROVED'],
      ],
    )
    t.strictSame(
      agent.callbacks.map(({ kyc_status, state }) => [kyc_status, state]),
      [
        ['UPLOAD_IDENTITY_SELFIE_SUCCESS', 'delivered'],
        ['REJECTED', 'delivered'],
        ['APPROVED', 'delivered'],
      ],
    )
    const { url } = agent.images.identity as { url: string }
    t.ok(
      url.startsWith(`${sandbox.url}/_sandbox/images/`),
      'an image under the address that was called',
    )
    const local = sandbox.url.replace('127.0.0.1', 'localhost')
    const response = await fetch(`${local}/_sandbox/agents/${id}`)
    const seen = (await response.json()) as typeof agent
    t.ok(seen.documents[0]?.url.startsWith(`${local}/_sandbox/images/`))
  },
)

t.test('PATCH /_sandbox/agents/:id (agents.get.status)', async (t) => {
  const { sandbox, api } = await open(t)
  const id = await api.newAgent()
  const patch = (body: unknown) => sandbox.call('PATCH', `/agents/${id}`, {}, body)
  for (const status of ['BLOCKED', 'BLACKLISTED', 'DELETED', 'ACTIVE'] as const) {
    t.equal((await sandbox.setAgentStatus(id, status)).status, status)
    t.equal((await api.get(`${AGENTS}/agents/${id}`)).body.status, status, 'and Flip shows it')
  }
  t.match((await sandbox.agent(id)).history.at(-1), { type: 'agent-status-set', status: 'ACTIVE' })
  t.equal((await sandbox.agent(id)).kyc_status, 'BASIC_DATA')
  await refuses(t, patch({ status: 'blocked' }), 400, /"status" must be one of: ACTIVE, DELETED/)
  await refuses(t, patch({}), 400, /"status" is missing/)
  await refuses(t, patch({ kyc_status: 'APPROVED' }), 400, /"kyc_status" is not a parameter/)
  await refuses(t, sandbox.setAgentStatus(999, 'ACTIVE'), 404, /There is no agent 999/)
})

t.test('POST /_sandbox/agents/:id/decision', async (t) => {
  const { sandbox, api } = await open(t, { scenario: 'manual' })
  const decide = (id: number, body: unknown) =>
    sandbox.call<{ kyc_status: string }>('POST', `/agents/${id}/decision`, {}, body)
  const at = async (status: KycStatus): Promise<number> => {
    const way: Partial<Record<KycStatus, () => Promise<number>>> = {
      UPLOAD_IDENTITY_FAILED: () => api.newAgent(magic('9500')),
      APPROVED: () => api.decided(magic('9401')),
      REJECTED: () => api.decided(magic('9917'), 'REJECTED'),
      UPLOAD_IDENTITY_SELFIE_SUCCESS: () => api.uploaded(magic('9600')),
      UPLOAD_IDENTITY_SELFIE_FAILED: () =>
        api.uploaded(magic('9817'), 'UPLOAD_IDENTITY_SELFIE_FAILED'),
      UPLOAD_IDENTITY_SELFIE_PROGRESS: () => api.uploaded({}, 'UPLOAD_IDENTITY_SELFIE_PROGRESS'),
      PENDING: () => api.decided(magic('9600'), 'PENDING'),
      SUSPICIOUS: () => api.decided(magic('9601'), 'SUSPICIOUS'),
      NEED_TO_CHECK: () => api.decided(magic('9602'), 'NEED_TO_CHECK'),
      HELP: () => api.decided(magic('9603'), 'HELP'),
    }
    const id = await (way[status] ?? (() => api.newAgent()))()
    if (status === 'UPLOAD_IDENTITY_SUCCESS' || status === 'UPLOAD_IDENTITY_FAILED')
      await api.upload(id)
    return id
  }
  const code = (status: KycStatus) =>
    /^REJECTED$|SELFIE_FAILED$/.test(status) ? { rejected_reason_code: 14 } : {}

  const waiting = ['PENDING', 'SUSPICIOUS', 'NEED_TO_CHECK', 'HELP'] as const
  const byHand = (from: KycStatus): KycStatus[] => {
    switch (from) {
      case 'UPLOAD_IDENTITY_SELFIE_PROGRESS':
        return ['UPLOAD_IDENTITY_SELFIE_SUCCESS', 'UPLOAD_IDENTITY_SELFIE_FAILED']
      case 'UPLOAD_IDENTITY_SELFIE_FAILED':
        return ['UPLOAD_IDENTITY_SELFIE_PROGRESS', 'UPLOAD_IDENTITY_SELFIE_SUCCESS']
      case 'REJECTED':
        return ['PENDING', 'APPROVED']
      case 'PENDING':
      case 'SUSPICIOUS':
      case 'NEED_TO_CHECK':
      case 'HELP':
        return ['APPROVED', 'REJECTED', ...waiting.filter((status) => status !== from)]
      default:
        return []
    }
  }

  t.test(
    'accepts from each status (status.all) what the table has (status.by-hand), and refuses everything else with 409 (status.by-hand.refused)',
    async (t) => {
      for (const from of KYC_STATUSES) {
        const allowed = byHand(from)
        const id = await at(from)
        const { kyc_status, decisions } = await sandbox.agent(id)
        t.equal(kyc_status, from)
        t.same([...decisions].sort(), [...allowed].sort(), `${from}: what can be decided is shown`)
        for (const to of KYC_STATUSES.filter((status) => !allowed.includes(status))) {
          const message =
            allowed.length > 0
              ? /is in \w+, from which it can become/
              : from === 'APPROVED'
                ? /is in APPROVED, which is final: create another agent/
                : /is in \w+, in which there is nothing to decide yet: upload both images/
          await refuses(
            t,
            decide(id, { kyc_status: to, ...code(to) }),
            409,
            message,
            `${from} → ${to}`,
          )
        }
        t.equal((await sandbox.agent(id)).kyc_status, from, 'and nothing has changed')
        for (const [index, to] of allowed.entries()) {
          const one = index === 0 ? id : await at(from)
          const decided = await decide(one, { kyc_status: to, ...code(to) })
          t.equal(decided.kyc_status, to, `${from} → ${to}`)
          if (to === 'PENDING' || to === 'UPLOAD_IDENTITY_SELFIE_PROGRESS') {
            const { check } = await sandbox.agent(one)
            t.equal(check, null, `${from} → ${to} schedules no check (status.by-hand.waits)`)
          }
        }
      }
    },
  )

  t.test(
    'refuses a reason where none belongs, none where one belongs, and what is none',
    async (t) => {
      const id = await at('PENDING')
      for (const [body, message] of [
        [
          { kyc_status: 'REJECTED' },
          /"rejected_reason_code" must be a whole number from 10 to 33 for REJECTED/,
        ],
        [
          { kyc_status: 'APPROVED', rejected_reason_code: 17 },
          /does not go with APPROVED; leave it out/,
        ],
        [
          { kyc_status: 'REJECTED', rejected_reason_code: 9 },
          /one of Flip's rejection reasons, 10 to 33/,
        ],
        [{ kyc_status: 'REJECTED', rejected_reason_code: 34 }, /one of Flip's rejection reasons/],
        [{ kyc_status: 'REJECTED', rejected_reason_code: 17.5 }, /must be a whole number/],
        [{ kyc_status: 'rejected' }, /"kyc_status" must be one of/],
        [{}, /"kyc_status" is missing/],
        [{ kyc_status: 'APPROVED', after: 'soon' }, /"after" must be a duration/],
        [{ kyc_status: 'APPROVED', reason: 1 }, /"reason" is not a parameter/],
      ] as const) {
        await refuses(t, decide(id, body), 400, message)
      }
      await refuses(t, decide(999, { kyc_status: 'APPROVED' }), 404, /There is no agent 999/)
      t.equal((await sandbox.agent(id)).kyc_status, 'PENDING')
    },
  )

  t.test(
    'has the effect of a decision: dated, announced (status.by-hand.cancels), in the history as made by hand',
    async (t) => {
      const id = await at('HELP')
      await sandbox.decide(id, { kycStatus: 'REJECTED', rejectedReasonCode: 17 })
      const { agent, callback } = await sandbox.wait({
        agentId: id,
        kycStatus: 'REJECTED',
        callback: 'delivered',
      })
      t.match(agent, {
        rejected_reason_code: 17,
        rejected_reason: /^Part of the data/,
        verified_at: /Z$/,
      })
      t.match(agent?.history.at(-1), { type: 'kyc-decided', by: 'hand', rejected_reason_code: 17 })
      t.match(JSON.parse((await sandbox.callback(callback?.id as number)).fields.data), {
        kyc_status: 'REJECTED',
        rejected_reason_code: '17',
      })
      const back = await sandbox.decide(id, { kycStatus: 'PENDING' })
      t.match(back, { rejected_reason_code: null, check: null })
      t.equal(back.callbacks.length, 2, 'PENDING is not announced')
    },
  )

  t.test('cancels the scheduled one (status.by-hand.cancels)', async (t) => {
    const company = await sandbox.createCompany({ callbackDelay: '1h', scenario: 'approved' })
    const own = api.of(company)
    const id = await own.newAgent()
    await own.upload(id)
    await own.selfie(id)
    t.match((await sandbox.agent(id)).check, { kind: 'upload', by: 'scenario', due: /Z$/ })
    await sandbox.decide(id, { kycStatus: 'UPLOAD_IDENTITY_SELFIE_FAILED', rejectedReasonCode: 14 })
    await company.clock.advance('2h')
    t.match(await sandbox.agent(id), { kyc_status: 'UPLOAD_IDENTITY_SELFIE_FAILED', check: null })
    t.equal((await company.callbacks()).total, 1)
  })

  t.test('takes effect after a time on the virtual clock', async (t) => {
    const company = await sandbox.createCompany({ scenario: 'pending' })
    const id = await api.of(company).decided({}, 'PENDING')
    await company.clock.freeze('2100-01-01T00:00:00Z')
    const planned = await sandbox.decide(id, { kycStatus: 'APPROVED', after: '2s' })
    t.match(planned, {
      kyc_status: 'PENDING',
      check: { kind: 'kyc', kyc_status: 'APPROVED', by: 'hand', due: '2100-01-01T00:00:02.000Z' },
    })
    await company.clock.advance('1999ms')
    t.equal((await sandbox.agent(id)).kyc_status, 'PENDING')
    await company.clock.advance('1ms')
    t.match(await sandbox.agent(id), {
      kyc_status: 'APPROVED',
      verified_at: '2100-01-01T00:00:02.000Z',
    })
    t.match((await sandbox.agent(id)).history.at(-1), { by: 'hand' })
  })

  t.test('after a time also for an upload check', async (t) => {
    const id = await at('UPLOAD_IDENTITY_SELFIE_PROGRESS')
    const planned = await sandbox.decide(id, {
      kycStatus: 'UPLOAD_IDENTITY_SELFIE_SUCCESS',
      after: '1h',
    })
    t.match(planned.check, { kind: 'upload', by: 'hand' })
    await sandbox.clock.advance('1h')
    t.equal((await sandbox.agent(id)).kyc_status, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
  })
})

t.test(
  'DELETE /_sandbox/agents/:id/decision takes back a decision that is still to come',
  async (t) => {
    const { sandbox, api } = await open(t, { callbackDelay: '1h', scenario: 'approved' })
    const id = await api.newAgent()
    await api.upload(id)
    await api.selfie(id)
    t.same(await scheduled(sandbox), [`check ${id}`])
    const taken = await sandbox.cancelDecision(id)
    t.match(taken, { kyc_status: 'UPLOAD_IDENTITY_SELFIE_PROGRESS', check: null })
    t.match(taken.history.at(-1), { type: 'check-cancelled' })
    t.same(await scheduled(sandbox), [])
    await sandbox.clock.advance('1d')
    t.equal(
      (await sandbox.agent(id)).kyc_status,
      'UPLOAD_IDENTITY_SELFIE_PROGRESS',
      'the agent waits',
    )
    await refuses(t, sandbox.cancelDecision(id), 409, /has no decision that is still to come/)
    const manual = await api.newAgent(magic('9604'))
    await api.upload(manual)
    await api.selfie(manual)
    await refuses(
      t,
      sandbox.cancelDecision(manual),
      409,
      /no decision that is still to come/,
      'one that waits for a hand',
    )
    await refuses(t, sandbox.cancelDecision(999), 404, /There is no agent/)
    await sandbox.decide(id, { kycStatus: 'UPLOAD_IDENTITY_SELFIE_SUCCESS' })
  },
)

t.test('PUT /_sandbox/agents/:id/scenario', async (t) => {
  const { sandbox, api } = await open(t, { callbackDelay: '1h' })
  const id = await api.newAgent()

  t.test('sets the scenario, and the history says so', async (t) => {
    const agent = await sandbox.setScenario(id, 'upload-failed-14')
    t.strictSame(agent.scenario, { name: 'upload-failed-14', because: 'set for this agent' })
    t.match(agent.history.at(-1), { type: 'scenario-set', scenario: { name: 'upload-failed-14' } })
    t.equal(agent.check, null)
  })

  t.test('plans a check under way anew', async (t) => {
    await api.upload(id)
    await api.selfie(id)
    t.match((await sandbox.agent(id)).check, { kyc_status: 'UPLOAD_IDENTITY_SELFIE_FAILED' })
    await sandbox.clock.advance('30m')
    const { check } = await sandbox.setScenario(id, 'approved')
    t.match(check, { kind: 'upload', kyc_status: 'UPLOAD_IDENTITY_SELFIE_SUCCESS' })
    t.same(await scheduled(sandbox), [`check ${id}`], 'in the place of the old one')
    await sandbox.clock.advance('1h')
    t.equal((await sandbox.agent(id)).kyc_status, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
    await api.submit(id)
    await sandbox.setScenario(id, 'always-rejected-12')
    await sandbox.clock.advance('1h')
    t.match(await sandbox.agent(id), { kyc_status: 'REJECTED', rejected_reason_code: 12 })
  })

  t.test('to one that waits: the decision is no longer scheduled', async (t) => {
    const other = await api.newAgent()
    await api.upload(other)
    await api.selfie(other)
    t.equal((await sandbox.setScenario(other, 'manual')).check?.due, null)
    await sandbox.clock.advance('1d')
    t.equal((await sandbox.agent(other)).kyc_status, 'UPLOAD_IDENTITY_SELFIE_PROGRESS')
    await sandbox.setScenario(other, 'approved')
    await sandbox.clock.advance('1h')
    t.equal((await sandbox.agent(other)).kyc_status, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
  })

  t.test('refuses what is no scenario', async (t) => {
    await refuses(
      t,
      sandbox.setScenario(id, 'rejected-99'),
      400,
      /There is no scenario "rejected-99"/,
    )
    await refuses(
      t,
      sandbox.call('PUT', `/agents/${id}/scenario`, {}, {}),
      400,
      /"scenario" is missing/,
    )
    await refuses(t, sandbox.setScenario(999, 'approved'), 404, /There is no agent 999/)
  })
})
