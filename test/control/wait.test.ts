import t from 'tap'
import type { WaitCondition } from '../../src/index.js'
import { refuses } from '../helpers/control.js'
import { receiver } from '../helpers/receiver.js'
import { magic, open } from '../helpers/sandbox.js'
import { transferred } from '../helpers/transfers.js'

t.test('GET /_sandbox/wait accepts', async (t) => {
  const { sandbox, api } = await open(t)

  t.test('a status that the agent has already', async (t) => {
    const id = await api.newAgent()
    const { agent, callback, idle } = await sandbox.wait({ agentId: id, kycStatus: 'BASIC_DATA' })
    t.equal(agent?.id, id)
    t.strictSame([callback, idle], [null, true])
  })

  t.test('a status that comes later, and answers when it comes', async (t) => {
    const id = await api.uploaded(magic('9600'))
    await api.submit(id)
    const waiting = sandbox.waitFor({ agentId: id, kycStatus: 'APPROVED' })
    await sandbox.decide(id, { kycStatus: 'HELP' })
    await sandbox.decide(id, { kycStatus: 'APPROVED' })
    t.equal((await waiting).kyc_status, 'APPROVED')
  })

  t.test('the state of the callback that announces the status', async (t) => {
    const id = await api.decided(magic('9403'))
    const first = await sandbox.wait({
      agentId: id,
      callback: 'dropped',
      kycStatus: 'APPROVED',
    })
    t.match(first.callback, { kyc_status: 'APPROVED', state: 'dropped' })
    const latest = await sandbox.wait({ agentId: id, callback: 'dropped' })
    t.equal(latest.callback?.id, first.callback?.id, 'without a status: of the latest')
  })

  t.test('idle: of one company, or of all', async (t) => {
    const { url, next, received } = await receiver(t, 200)
    const company = await sandbox.createCompany({ callbackUrl: url })
    await api.of(company).decided()
    t.equal((await sandbox.wait({ idle: true, companyId: company.id })).agent, null)
    t.equal(received.length, 2, 'both deliveries are over')
    await next(2)
    t.equal((await sandbox.wait({ idle: true })).idle, true)
    const late = await sandbox.createCompany({ callbackDelay: '1h' })
    const id = await api.of(late).newAgent()
    await api.of(late).upload(id)
    await api.of(late).selfie(id)
    t.equal((await sandbox.wait({ idle: true, companyId: company.id })).idle, true)
    await refuses(t, sandbox.wait({ idle: true, timeout: '0' }), 408, /1 still scheduled/)
    const waiting = sandbox.wait({ idle: true })
    await late.clock.advance('1h')
    t.equal((await waiting).idle, true)
  })

  t.test('everything named must hold together', async (t) => {
    const { url } = await receiver(t, 500)
    const company = await sandbox.createCompany({ callbackUrl: url })
    const id = await api.of(company).decided()
    const agent = await company.waitFor({
      agentId: id,
      kycStatus: 'APPROVED',
      callback: 'failed',
      idle: true,
    })
    t.equal(agent.callbacks.at(-1)?.answer_status, 500)
  })
})

t.test(
  'GET /_sandbox/wait answers 408 with what was seen and what is still scheduled',
  async (t) => {
    const { sandbox, api } = await open(t, { callbackDelay: '1h' })
    const id = await api.newAgent()
    await api.upload(id)
    await api.selfie(id)

    t.test('something to come: move the clock', async (t) => {
      const { details } = await refuses(
        t,
        sandbox.wait({ agentId: id, kycStatus: 'APPROVED', timeout: '1ms' }),
        408,
        /within 0\.001 s\. The agent is in UPLOAD_IDENTITY_SELFIE_PROGRESS\. 1 still scheduled: move the clock/,
      )
      t.match(details, {
        code: 'timeout',
        timeout_ms: 1,
        seen: { kyc_status: 'UPLOAD_IDENTITY_SELFIE_PROGRESS', callback: null, idle: false },
        scheduled: [{ what: `check ${id}`, company_id: 1, due: /Z$/, in_ms: Number }],
      })
    })

    t.test('nothing to come: decide by hand', async (t) => {
      await sandbox.cancelDecision(id)
      await refuses(
        t,
        sandbox.wait({ agentId: id, kycStatus: 'APPROVED', timeout: '0' }),
        408,
        /Nothing is scheduled: decide by hand/,
      )
    })

    t.test('with the callback that was seen', async (t) => {
      const done = await api.newAgent()
      await api.upload(done)
      await api.selfie(done)
      await sandbox.clock.advance('1h')
      const { details } = await refuses(
        t,
        sandbox.wait({ agentId: done, callback: 'failed', timeout: '0' }),
        408,
        /in UPLOAD_IDENTITY_SELFIE_SUCCESS\. Its callback is delivered, not failed\. Nothing is scheduled, so this does not change by itself\.$/,
      )
      t.match(
        details['seen'],
        { callback: { state: 'delivered' }, idle: true },
        'advance has delivered it',
      )
    })

    t.test('in real time, though the clock stands still', async (t) => {
      await sandbox.clock.freeze()
      await refuses(
        t,
        sandbox.wait({ agentId: id, kycStatus: 'HELP', timeout: '2ms' }),
        408,
        /did not hold/,
      )
    })

    t.test('an agent that a reset takes away meanwhile', async (t) => {
      const waiting = sandbox.wait({ agentId: id, kycStatus: 'HELP', timeout: '10m' })
      await sandbox.reset()
      await refuses(t, waiting, 404, /no agent \d+ any more\. It has gone with a reset/)
    })
  },
)

t.test('GET /_sandbox/wait says what did not hold, and what cannot come any more', async (t) => {
  const { sandbox, api } = await open(t)
  const agentId = await api.decided()
  await sandbox.waitFor({ agentId, kycStatus: 'APPROVED', callback: 'delivered' })
  const says = (condition: WaitCondition, message: RegExp) =>
    refuses(t, sandbox.wait({ ...condition, timeout: '0' }), 408, message)
  await says(
    { agentId, kycStatus: 'APPROVED', callback: 'failed' },
    /in APPROVED\. Its callback is delivered, not failed\. Nothing is scheduled, so this/,
  )
  await says(
    { agentId, kycStatus: 'REJECTED', callback: 'failed' },
    /in APPROVED\. That is final: REJECTED cannot come any more\.$/,
  )
  const fresh = await api.newAgent()
  await says({ agentId: fresh, callback: 'failed' }, /in BASIC_DATA\. It has no such callback\./)
  const disbursementId = await transferred(api, agentId)
  await sandbox.waitFor({ disbursementId, status: 'DONE', callback: 'delivered' })
  await says(
    { disbursementId, status: 'CANCELLED' },
    /is DONE\. That is final: CANCELLED cannot come any more\.$/,
  )
  await says({ disbursementId, status: 'DONE', callback: 'failed' }, /is DONE\. Its callback is d/)
})

t.test("a wait that is over takes nobody else's eyes away", async (t) => {
  const { sandbox, api } = await open(t)
  const id = await api.newAgent()
  const blocked = { companyId: 1, agentId: id, kycStatus: 'UPLOAD_IDENTITY_SUCCESS' } as const
  for (let waited = 0; waited < 6; waited++) {
    await refuses(t, sandbox.wait({ ...blocked, timeout: '1ms' }), 408, /did not hold/)
  }
  const company = await sandbox.createCompany()
  t.equal((await api.of(company).create()).status, 200, 'the key of a new company is known')
  t.equal((await api.of(company).upload('x')).status, 400, 'on both hosts')
})

t.test('GET /_sandbox/wait lets go when the client has gone', async (t) => {
  const { sandbox, api } = await open(t)
  const id = await api.newAgent()
  const gone = new AbortController()
  const waiting = fetch(`${sandbox.url}/_sandbox/wait?agent_id=${id}&kyc_status=HELP&timeout=1h`, {
    signal: gone.signal,
  })
  await sandbox.health()
  gone.abort()
  await t.rejects(waiting, { name: 'AbortError' })
})

t.test('GET /_sandbox/wait refuses', async (t) => {
  const { sandbox, api } = await open(t)
  const id = await api.newAgent()
  const wait = (query: Record<string, string | number>) => sandbox.call('GET', '/wait', query)
  for (const [query, message] of [
    [{}, /Say what to wait for: "kyc_status", "status", "callback" or "idle=true"/],
    [{ agent_id: id }, /Say what to wait for/],
    [{ agent_id: id, idle: 'false' }, /Say what to wait for/],
    [{ idle: 'yes' }, /"idle" must be true or false/],
    [{ kyc_status: 'APPROVED' }, /"kyc_status" needs an "agent_id"/],
    [{ callback: 'delivered' }, /"callback" an "agent_id" or a "disbursement_id"/],
    [{ agent_id: id, kyc_status: 'DONE' }, /"kyc_status" must be one of/],
    [{ agent_id: id, callback: 'sent' }, /"callback" must be one of: scheduled, sending/],
    [{ agent_id: 'x', kyc_status: 'HELP' }, /"agent_id" must be a whole number/],
    [{ idle: 'true', timeout: '10' }, /"timeout" must be a duration/],
    [{ idle: 'true', timeout: '2h' }, /"timeout" must be an hour at the longest/],
    [{ idle: 'true', state: 'x' }, /"state" is not a parameter of this call; did you mean/],
    [{ idle: 'true', status: 'x' }, /"status" must be one of: PENDING, DONE, CANCELLED/],
  ] as const) {
    await refuses(t, wait(query as Record<string, string>), 400, message)
  }
  await refuses(t, wait({ agent_id: 999, kyc_status: 'HELP' }), 404, /There is no agent 999/)
  await refuses(t, wait({ idle: 'true', company_id: 99 }), 404, /There is no company 99/)
})

t.test('idle is not told between a decision and its callback', async (t) => {
  const hook = await receiver(t)
  const { sandbox, api } = await open(t, { callbackUrl: hook.url, callbackDelay: '1h' })
  const id = await api.newAgent()
  await api.upload(id)
  await api.selfie(id)
  const waiting = sandbox.wait({ idle: true })
  await sandbox.decide(id, { kycStatus: 'UPLOAD_IDENTITY_SELFIE_SUCCESS' })
  await waiting
  t.match((await sandbox.callbacks()).items, [{ state: 'delivered' }])
})
