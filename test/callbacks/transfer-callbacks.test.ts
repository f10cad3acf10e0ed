import t from 'tap'
import { receiver } from '../helpers/receiver.js'
import { open } from '../helpers/sandbox.js'
import { inquire, transfer, transferred } from '../helpers/transfers.js'

t.test('a callback about a transfer', async (t) => {
  const { url, next, received } = await receiver(t)
  const { api, sandbox } = await open(t, { disbursementCallbackUrl: url })
  const agent = await api.decided()

  t.test('tells how it ended, after the answer to the call', async (t) => {
    const created = await transfer(api, agent)
    const [callback] = await next(1)
    t.match(
      callback?.data,
      { status: 'DONE', reason: '', amount: 10_000, fee: 5000 },
      '(transfers.status.auto)',
    )
    const { beneficiary_email, idempotency_key, ...others } = created.body
    t.strictSame(
      Object.keys(callback?.data),
      Object.keys(others),
      '20 keys (transfers.callbacks.keys)',
    )
    const digits = /"id":(\d+)/.exec(new URLSearchParams(callback?.body).get('data') ?? '')?.[1]
    t.equal(digits, /"id":(\d+)/.exec(created.text)?.[1], 'its id unrounded (transfers.ids.long)')
    t.equal(callback?.token, 'sandbox-validation-token')
  })

  t.test(
    'comes never or twice where its scenario says so (transfers.callbacks.once)',
    async (t) => {
      const never = await transferred(api, agent, { account_number: '9131' })
      await sandbox.waitFor({ disbursementId: never, callback: 'dropped' })
      const twice = await transferred(api, agent, { account_number: '9132' })
      await sandbox.waitFor({ disbursementId: twice, callback: 'delivered' })
      const { callbacks } = await sandbox.disbursement(twice)
      t.match(callbacks, [{ kind: 'disbursement', repeats: null }, { repeats: callbacks[0]?.id }])
      await sandbox.addScenario({
        name: 'odd',
        description: 'Comes later, with a wrong token.',
        match: { account_number: '31' },
        disbursement: { callback: { fault: 'wrong-token', after: '1h' } },
      })
      const odd = await transferred(api, agent, { account_number: '31' })
      await sandbox.waitFor({ disbursementId: odd, callback: 'scheduled' })
      await sandbox.clock.advance('1h')
      t.equal(received.at(-1)?.token, 'sandbox-validation-tokex')
    },
  )
})

t.test('where a receiver fails', async (t) => {
  let status = 500
  const { url, received } = await receiver(t, () => status)
  const { api, sandbox } = await open(t, { disbursementCallbackUrl: url })
  const agent = await api.decided()
  await sandbox.clock.freeze()

  t.test(
    'it is sent again, six times in all, two minutes apart (transfers.callbacks.retries)',
    async (t) => {
      const id = await transferred(api, agent)
      await sandbox.waitFor({ disbursementId: id, callback: 'scheduled' })
      const callback = async () => {
        const { callbacks } = await sandbox.disbursement(id)
        return sandbox.callback(callbacks[0]?.id ?? 0)
      }
      await sandbox.clock.advance('1ms')
      for (let attempt = 1; attempt < 6; attempt++) {
        t.match(await callback(), { state: 'scheduled', error: null, answer_status: null })
        t.equal((await callback()).attempts.length, attempt)
        await sandbox.clock.advance('119s')
        t.equal(received.length, attempt, 'not before two minutes are over')
        await sandbox.clock.advance('1s')
        t.equal(received.length, attempt + 1)
      }
      const failed = await callback()
      t.match(failed, { state: 'failed', answer_status: 500 })
      t.equal(failed.attempts.length, 6)
      const times = failed.attempts.map(({ sent_at }) => Date.parse(sent_at ?? ''))
      t.ok(times.every((at, n) => n === 0 || at - (times[n - 1] as number) >= 120_000))
      t.match(failed.attempts[0], {
        answer_status: 500,
        response: /^HTTP\/1.1 500/,
        error: /nothing but 200/,
      })
      t.equal(new Set(received.map(({ body }) => body)).size, 1, 'each the same bytes')
      await sandbox.clock.advance('1d')
      t.equal(received.length, 6)
      const resent = await sandbox.resendCallback(failed.id)
      t.match(resent, { kind: 'disbursement', disbursement_id: id, attempts: [] })
      await sandbox.waitFor({ idle: true })
      t.match(await sandbox.callback(resent.id), { state: 'failed', attempts: [{}] })
      t.equal(received.length, 7, 'by hand it is sent once')
    },
  )

  t.test('it is delivered by the attempt that gets 200', async (t) => {
    const id = await transferred(api, agent)
    await sandbox.clock.advance('1s')
    status = 200
    await sandbox.clock.advance('2m')
    await sandbox.waitFor({ disbursementId: id, callback: 'delivered', idle: true })
    const [callback] = (await sandbox.callbacks({ disbursementId: id })).items
    t.match(await sandbox.callback(callback?.id ?? 0), {
      state: 'delivered',
      attempts: [{ answer_status: 500 }, { answer_status: 200, error: null }],
    })
  })

  t.test('a reset ends the attempts', async (t) => {
    status = 500
    await transferred(api, agent)
    await sandbox.clock.advance('1s')
    const before = received.length
    await sandbox.reset()
    await sandbox.clock.advance('1h')
    t.equal(received.length, before)
    t.equal((await sandbox.disbursements()).total, 0)
  })
})

t.test(
  'each kind goes to its own URL, and all but one are sent once (transfers.callbacks.urls)',
  async (t) => {
    const transfers = await receiver(t, 500)
    const inquiries = await receiver(t, 500)
    const banks = await receiver(t, 500)
    const agents = await receiver(t, 200)
    const { api, sandbox } = await open(t)
    await sandbox.clock.freeze()
    const company = await sandbox.createCompany({
      callbackUrl: agents.url,
      disbursementCallbackUrl: transfers.url,
      inquiryCallbackUrl: inquiries.url,
      bankStatusCallbackUrl: banks.url,
    })
    const own = api.of(company)
    const agent = await own.decided()
    await transferred(own, agent)
    await inquire(own, '1')
    await company.setBankStatus('bca', 'HEAVILY_DISTURBED')
    await company.clock.advance('1h')
    t.equal(transfers.received.length, 6)
    t.equal(inquiries.received.length, 1, '(transfers.callbacks.inquiry)')
    t.equal(banks.received.length, 1)
    t.match(
      banks.received[0]?.data,
      [{ bank_code: 'bca', status: 'HEAVILY_DISTURBED', message: /severe/, updated_at: /^20/ }],
      '(transfers.callbacks.bank-status)',
    )
    t.ok(agents.received.every(({ data }) => data.agent_id === agent))
    t.equal((await company.callbacks({ kind: 'bank-status' })).total, 1)
    t.equal((await company.callbacks({ kind: 'kyc' })).total, 2)
    t.equal((await sandbox.inbox()).total, 0)
    await sandbox.setBankStatus('bca', 'OPERATIONAL')
    await sandbox.waitFor({ idle: true })
    t.equal((await sandbox.inbox({ companyId: 1 })).total, 0, 'where it was OPERATIONAL before')
    t.equal(banks.received.length, 2, 'a status for all reaches each company that had another')
    await sandbox.setBankStatus('bca', 'OPERATIONAL')
    await sandbox.waitFor({ idle: true })
    t.equal(banks.received.length, 2, 'and what is so already is no news')
  },
)

t.test('the inbox keeps the digits of a transfer’s id (transfers.ids.long)', async (t) => {
  const { api, sandbox } = await open(t)
  const id = await transferred(api, await api.decided())
  await sandbox.waitFor({ disbursementId: id, callback: 'delivered' })
  const [newest] = (await sandbox.inbox()).items
  t.match(newest?.data, { id, amount: 10_000 })
})
