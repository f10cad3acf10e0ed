import t from 'tap'
import type { CallbackDetail } from '../../src/client.js'
import { refuses } from '../helpers/control.js'
import { receiver } from '../helpers/receiver.js'
import { magic, open } from '../helpers/sandbox.js'

t.test('GET /_sandbox/callbacks', async (t) => {
  const { sandbox, api } = await open(t)
  const { url } = await receiver(t, ({ data }) => (data.kyc_status === 'APPROVED' ? 500 : 200))
  const company = await sandbox.createCompany({ callbackUrl: url })
  const one = await api.decided()
  const two = await api.of(company).decided()
  await api.of(company).uploaded(magic('9403'))
  await api.of(company).uploaded(magic('9404'))
  await company.waitFor({ agentId: two, callback: 'failed' })
  await sandbox.waitFor({ agentId: one, callback: 'delivered' })
  const ids = async (filter: Parameters<typeof sandbox.callbacks>[0]) =>
    (await sandbox.callbacks(filter)).items.map(({ id }) => id)

  t.test('lists newest first, filtered by company, agent and state, by the page', async (t) => {
    t.strictSame(await ids({}), [6, 5, 4, 3, 2, 1])
    t.strictSame(await ids({ companyId: 1 }), [2, 1])
    t.strictSame(await ids({ agentId: two }), [4, 3])
    t.strictSame(await ids({ state: 'failed' }), [4])
    t.strictSame(await ids({ state: 'dropped', companyId: company.id }), [5])
    t.strictSame(await ids({ state: 'scheduled', agentId: one }), [])
    t.strictSame(await ids({ limit: 2, cursor: '5' }), [4, 3])
    t.equal((await company.callbacks({ state: 'scheduled' })).total, 1)
    t.match((await sandbox.callbacks({ state: 'failed' })).items[0], {
      company_id: company.id,
      agent_id: two,
      kyc_status: 'APPROVED',
      url,
      answer_status: 500,
      error: 'The receiver answered 500; Flip counts nothing but 200 as delivered.',
      duration_ms: Number,
      sent_at: /Z$/,
    })
  })

  t.test('refuses filters that mean nothing', async (t) => {
    const list = (query: Record<string, string | number>) =>
      sandbox.call('GET', '/callbacks', query)
    await refuses(
      t,
      list({ state: 'sent' }),
      400,
      /"state" must be one of: scheduled, sending, delivered/,
    )
    await refuses(t, list({ agent_id: 'x' }), 400, /"agent_id" must be a whole number/)
    await refuses(
      t,
      list({ status: 'failed' }),
      400,
      /"status" is not a parameter.*did you mean "state"/,
    )
    await refuses(t, list({ company_id: 99 }), 404, /There is no company 99/)
    await refuses(
      t,
      sandbox.callback(99),
      404,
      /There is no callback 99\. GET \/_sandbox\/callbacks/,
    )
    await refuses(t, sandbox.call('GET', '/callbacks/x'), 404, /no callback with that id/)
  })
})

t.test('GET /_sandbox/callbacks/:id shows the exact bytes both ways', async (t) => {
  const { sandbox, api } = await open(t)
  const { url, received } = await receiver(t)
  const company = await sandbox.createCompany({ callbackUrl: `${url}?a=b`, validationToken: 'a+b' })
  const id = await api.of(company).uploaded({ name: 'Budi' })
  const { callback } = await sandbox.wait({ agentId: id, callback: 'delivered' })
  const shown = await sandbox.callback(callback?.id as number)
  const [got] = received
  t.equal(shown.request.split('\r\n\r\n')[1], got?.body)
  t.match(shown.request, /^POST \/callback\?a=b HTTP\/1\.1\r\nhost: 127\.0\.0\.1:\d+\r\n/)
  for (const [name, value] of Object.entries(got?.headers ?? {}))
    t.ok(shown.request.includes(`\r\n${name}: ${value}`), name)
  t.match(shown.fields, { token: 'a+b', data: /"agent_name":"Budi"/ })
  t.match(shown.response, /^HTTP\/1\.1 200 OK\r\nx-receiver: test\r\n[\s\S]*\r\n\r\nthanks$/)
  const inbox = await api.uploaded()
  const { callback: own } = await sandbox.wait({ agentId: inbox, callback: 'delivered' })
  t.match(own, {
    url: null,
    error: null,
    note: 'Delivered to the inbox: the company has no callback URL.',
  })
  t.match((await sandbox.callback(own?.id as number)).request, /^POST \/_sandbox\/inbox\/1 HTTP/)
})

t.test('POST /_sandbox/callbacks/:id/resend', async (t) => {
  const { sandbox, api } = await open(t)
  const { url, received, next } = await receiver(t)
  const other = await receiver(t)
  const company = await sandbox.createCompany({ callbackUrl: url })
  const id = await api.of(company).uploaded()
  const first = (await sandbox.wait({ agentId: id, callback: 'delivered' })).callback?.id as number

  t.test('sends the same once more, under an id of its own', async (t) => {
    const again = await sandbox.resendCallback(first)
    t.match(again, { repeats: first, agent_id: id, kyc_status: 'UPLOAD_IDENTITY_SELFIE_SUCCESS' })
    t.not(again.id, first)
    const [one, two] = await next(2)
    t.equal(two?.body, one?.body)
    t.same(
      (await sandbox.agent(id)).callbacks.map((callback) => callback.id),
      [first, again.id],
    )
  })

  t.test('with edits: address, data, token, fault, time', async (t) => {
    await sandbox.resendCallback(first, {
      url: other.url,
      data: { kyc_status: 'HELP' },
      token: 'no',
    })
    t.match((await other.next(1))[0], { data: { kyc_status: 'HELP' }, token: 'no' })
    await sandbox.resendCallback(first, { url: other.url, data: '"as it stands"' })
    t.match((await other.next(2))[1], { data: 'as it stands', token: company.validationToken })
    const lost = await sandbox.resendCallback(first, { fault: 'dropped' })
    await sandbox.waitFor({ idle: true })
    t.equal((await sandbox.callback(lost.id)).state, 'dropped')
    const late = await sandbox.resendCallback(first, { after: '1h' })
    t.equal(late.state, 'scheduled')
    await sandbox.clock.advance('1h')
    t.equal((await sandbox.callback(late.id)).state, 'delivered')
    t.equal(received.length, 3)
  })

  t.test('refuses', async (t) => {
    const resend = (body: unknown) => sandbox.call('POST', `/callbacks/${first}/resend`, {}, body)
    for (const [body, message] of [
      [{ url: 'example.com' }, /"url" must be an http or https URL/],
      [{ url: 'ftp://example.com' }, /"url" must be an http or https URL/],
      [{ url: 5 }, /"url" must be an http or https URL/],
      [{ token: '' }, /"token" must be a text that is not empty/],
      [{ fault: 'late' }, /"fault" must be one of: dropped/],
      [{ after: '-1s' }, /"after" must be a duration/],
      [{ agent_id: id }, /"agent_id" is not a parameter/],
    ] as const) {
      await refuses(t, resend(body), 400, message)
    }
    await refuses(t, sandbox.resendCallback(999), 404, /There is no callback 999/)
  })
})

t.test('POST /_sandbox/callbacks, by hand', async (t) => {
  const { sandbox, api } = await open(t)
  const { url, next } = await receiver(t)
  const company = await sandbox.createCompany({ callbackUrl: url })
  const settled = async ({ id }: CallbackDetail) => {
    await sandbox.waitFor({ idle: true })
    return sandbox.callback(id)
  }

  t.test('about an agent as it is now', async (t) => {
    const id = await api.of(company).newAgent({ name: 'Siti' })
    const made = await sandbox.sendCallback({ agentId: id })
    t.match(made, {
      agent_id: id,
      company_id: company.id,
      kyc_status: 'BASIC_DATA',
      repeats: null,
      url,
    })
    t.match((await next(1))[0], {
      data: { agent_id: id, agent_name: 'Siti', kyc_status: 'BASIC_DATA' },
      token: company.validationToken,
    })
    t.equal((await sandbox.agent(id)).callbacks.length, 1)
  })

  t.test('with data of one’s own, about nobody, to company 1 where none is named', async (t) => {
    const made = await settled(await sandbox.sendCallback({ data: { hello: 'world' } }))
    t.match(made, {
      agent_id: null,
      company_id: 1,
      kyc_status: null,
      state: 'delivered',
      url: null,
    })
    t.strictSame((await sandbox.inbox()).items[0]?.data, { hello: 'world' })
    const other = await settled(await sandbox.sendCallback({ companyId: company.id, data: 'null' }))
    t.match(other, { company_id: company.id, fields: { data: 'null' } })
  })

  t.test('not as JSON at all', async (t) => {
    const made = await settled(await sandbox.sendCallback({ data: 'no json' }))
    t.equal(made.fields.data, 'no json')
    t.equal((await sandbox.inbox()).items[0]?.data, 'no json')
  })

  t.test('refuses', async (t) => {
    const send = (body: unknown) => sandbox.call('POST', '/callbacks', {}, body)
    await refuses(t, send({}), 400, /needs "agent_id", for a callback .* or "data" of your own/)
    await refuses(t, send({ agent_id: 'x' }), 400, /"agent_id" must be a whole number/)
    await refuses(t, send({ agent_id: 999 }), 404, /There is no agent 999/)
    await refuses(t, send({ data: 'x', company_id: 99 }), 404, /There is no company 99/)
    await refuses(t, send({ data: 'x', status: 'x' }), 400, /"status" is not a parameter/)
  })
})

t.test('DELETE /_sandbox/callbacks/:id cancels one that is still to come', async (t) => {
  const { sandbox, api } = await open(t)
  const id = await api.uploaded(magic('9404'))
  const { callback } = await sandbox.wait({ agentId: id, callback: 'scheduled' })
  const late = callback?.id as number
  t.match(await sandbox.cancelCallback(late), { state: 'cancelled', sent_at: null })
  t.strictSame((await sandbox.clock.now()).scheduled, [])
  await sandbox.clock.advance('2h')
  t.equal((await sandbox.inbox()).total, 0, 'it never comes')
  await refuses(t, sandbox.cancelCallback(late), 409, /is cancelled; only a scheduled one/)
  const sent = await sandbox.resendCallback(late)
  await sandbox.waitFor({ idle: true })
  await refuses(t, sandbox.cancelCallback(sent.id), 409, /is delivered; only a scheduled one/)
  await refuses(t, sandbox.cancelCallback(999), 404, /There is no callback 999/)
})

t.test('/_sandbox/inbox', async (t) => {
  const { sandbox, api } = await open(t)
  const company = await sandbox.createCompany()
  await api.uploaded(magic('9402'))
  await api.of(company).decided()
  await sandbox.waitFor({ idle: true })

  t.test('GET lists what the built-in receiver got, newest first', async (t) => {
    const { items, total } = await sandbox.inbox()
    t.equal(total, 3)
    t.match(items[0], {
      company_id: company.id,
      token_valid: true,
      token: company.validationToken,
      data: { kyc_status: 'APPROVED' },
      body: /^data=%7B/,
      received_at: /Z$/,
    })
    t.equal((await company.inbox()).total, 2)
    t.strictSame(
      (await sandbox.inbox({ limit: 1, cursor: '2' })).items.map(({ id }) => id),
      [1],
    )
    await refuses(t, sandbox.inbox({ companyId: 99 }), 404, /There is no company 99/)
  })

  t.test('a wrong token is told apart', async (t) => {
    const [message] = (await sandbox.inbox({ companyId: 1 })).items
    t.equal(message?.token_valid, false)
    t.not(message?.token, sandbox.validationToken)
    t.equal(message?.token?.length, sandbox.validationToken.length)
  })

  t.test('takes forms from anybody, for a company that there is', async (t) => {
    const post = (id: string, body: URLSearchParams | string, type?: string) =>
      fetch(`${sandbox.url}/_sandbox/inbox/${id}`, {
        method: 'POST',
        body,
        ...(type !== undefined && { headers: { 'content-type': type } }),
      })
    t.equal((await post('1', new URLSearchParams({ a: 'b' }))).status, 200)
    t.match((await sandbox.inbox()).items[0], {
      data: null,
      token: null,
      token_valid: false,
      body: 'a=b',
    })
    const bare = await fetch(`${sandbox.url}/_sandbox/inbox/1`, { method: 'POST' })
    t.equal(bare.status, 200, 'no body at all')
    t.match((await sandbox.inbox()).items[0], { body: '', token_valid: false })
    t.equal((await post('99', new URLSearchParams())).status, 404)
    t.equal((await post('x', new URLSearchParams())).status, 404)
    t.equal((await post('1', '<xml/>', 'text/xml')).status, 415)
  })

  t.test('DELETE empties it, of one company or of all', async (t) => {
    await sandbox.emptyInbox({ companyId: company.id })
    t.equal((await company.inbox()).total, 0)
    t.ok((await sandbox.inbox()).total > 0)
    await sandbox.emptyInbox()
    t.equal((await sandbox.inbox()).total, 0)
    await refuses(t, sandbox.emptyInbox({ companyId: 99 }), 404, /There is no company 99/)
    t.equal((await sandbox.callbacks({ state: 'delivered' })).total, 3, 'the callbacks stay')
  })
})

t.test('a callback by hand names its company in the body or in the query', async (t) => {
  const { sandbox, api } = await open(t)
  const company = await sandbox.createCompany()
  const agent_id = await api.newAgent()
  const send = (query: Record<string, number>, body: object) =>
    sandbox.call<{ company_id: number }>('POST', '/callbacks', query, body)
  t.match(await send({ company_id: company.id }, { data: {} }), { company_id: company.id })
  t.match(await send({}, { data: {}, company_id: company.id }), { company_id: company.id })
  t.match(await send({}, { agent_id }), { company_id: 1 })
  await refuses(
    t,
    send({ company_id: company.id }, { agent_id }),
    404,
    /There is no agent \d+ in company/,
  )
})

t.test('a busy company does not push others out of the inbox', async (t) => {
  const { sandbox } = await open(t)
  const busy = await sandbox.createCompany()
  await sandbox.sendCallback({ data: {} })
  await sandbox.waitFor({ idle: true })
  const post = () =>
    fetch(`${sandbox.url}/_sandbox/inbox/${busy.id}`, {
      method: 'POST',
      body: new URLSearchParams({ data: '{}' }),
    })
  for (let message = 0; message < 1010; message++) await post()
  t.equal((await sandbox.inbox({ companyId: busy.id })).total, 1000)
  t.equal((await sandbox.inbox({ companyId: 1 })).total, 1)
  t.equal((await sandbox.inbox()).total, 1001)
})
