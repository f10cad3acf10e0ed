import t from 'tap'
import { ALL_COMPANIES } from '../../src/kyc/company.js'
import { RequestLog } from '../../src/requests/request-log.js'
import { refuses } from '../helpers/control.js'
import { card, jpeg, png } from '../helpers/images.js'
import { sendRaw } from '../helpers/raw.js'
import { AGENTS, KYC, open, someAgent } from '../helpers/sandbox.js'
import { transfer } from '../helpers/transfers.js'

t.test('GET /_sandbox/requests', async (t) => {
  const { sandbox, api } = await open(t)
  const company = await sandbox.createCompany()
  const id = await api.newAgent({ name: 'Budi' })
  await api.upload(id)
  await api.send('PUT', `${KYC}/users/${id}/submit`, {
    headers: { 'request-id': 'bigflip-8be29a6f-7f0c-4f9e-b4d1-000000000001' },
  })
  await api.of(company).create({ name: '!' })
  await api.get(`${AGENTS}/agents/${id}?with=query`)
  await fetch(`${sandbox.url}${AGENTS}/agents`, { method: 'POST' })
  const statuses = async (filter: Parameters<typeof sandbox.requests>[0]) =>
    (await sandbox.requests(filter)).items.map(({ status }) => status)

  t.test('shows what came and what went, newest first', async (t) => {
    t.strictSame(await statuses({}), [401, 200, 422, 403, 200, 200])
    const [create] = (await sandbox.requests({ agentId: id })).items.slice(-1)
    t.match(create, {
      method: 'POST',
      path: `${AGENTS}/agents`,
      company_id: 1,
      agent_id: id,
      status: 200,
      duration_ms: Number,
      hint: null,
      at: /Z$/,
      head: /^POST \/big_sandbox_api\/v2\/agents HTTP\/1\.1\r\nhost: /i,
      body: /name=Budi/,
      body_bytes: Number,
      response: /"name":"Budi"/,
    })
    t.match((await sandbox.requests({ status: 422 })).items[0], { hint: /name/ })
  })

  t.test(
    'filters by company, agent, Request-ID, part of the path, status, and pages',
    async (t) => {
      t.strictSame(await statuses({ companyId: company.id }), [422])
      const about = (await sandbox.requests({ agentId: id })).items
      t.ok(about.length > 0 && about.every(({ agent_id }) => agent_id === id))
      t.strictSame(
        await statuses({ requestId: 'bigflip-8be29a6f-7f0c-4f9e-b4d1-000000000001' }),
        [403],
      )
      t.strictSame(await statuses({ path: '/identities' }), [200])
      t.strictSame(await statuses({ path: 'with=query' }), [200])
      t.strictSame(await statuses({ status: 401 }), [401])
      t.strictSame(await statuses({ status: 422, companyId: 1 }), [])
      t.strictSame(await statuses({ refused: true }), [401, 422, 403])
      t.strictSame(await statuses({ refused: false }), [200, 200, 200])
      const first = await sandbox.requests({ limit: 4 })
      t.strictSame([first.items.length, first.total], [4, 6])
      t.strictSame(await statuses({ limit: 4, cursor: first.next as string }), [200, 200])
    },
  )

  t.test('refuses filters that mean nothing', async (t) => {
    const list = (query: Record<string, string>) => sandbox.call('GET', '/requests', query)
    await refuses(t, list({ status: '99' }), 400, /"status" must be a whole number from 100 to 599/)
    await refuses(t, list({ path: '' }), 400, /"path" must be a text/)
    await refuses(t, list({ request_id: '' }), 400, /"request_id" must be a text/)
    await refuses(t, list({ agent_id: 'x' }), 400, /"agent_id" must be a whole number/)
    await refuses(t, list({ requestid: 'x' }), 400, /did you mean "request_id"/)
    await refuses(t, list({ company_id: '99' }), 404, /There is no company 99/)
  })

  t.test('holds no key', async (t) => {
    const log = JSON.stringify(await sandbox.requests())
    for (const secret of [
      sandbox.secretKey,
      sandbox.authorization,
      company.secretKey,
      company.authorization,
    ])
      t.notOk(log.includes(secret.replace(/^Basic /, '')))
    t.match(log, /authorization: \[redacted\]/i)
  })

  t.test('nor one that stands in a wrong place', async (t) => {
    const key = sandbox.secretKey
    const pair = sandbox.authorization.replace('Basic ', '')
    const { host } = new URL(sandbox.url)
    const path = `${AGENTS}/agents/1`
    for (const authorization of [`Authorization: ${sandbox.authorization}\r\n`, '']) {
      for (const [target, more] of [
        [`http://${key}:@${host}${path}`, 'X-Any: x'],
        ['http://somebody:else@h/big_sandbox_api/v2/agents/1', 'X-Any: x'],
        [path, `Proxy-Authorization: Basic ${pair}`],
        [path, 'Proxy-Authorization: Basic c29tZWJvZHk6ZWxzZQ=='],
        [path, `X-Api-Key: ${key}`],
        [path, `Authorisation: Basic ${pair}`],
        [path, `Cookie: k=${key}`],
        [path, `Request-ID: ${key}`],
        [`${path}?key=${key}`, 'X-Any: x'],
      ])
        await sendRaw(
          sandbox.url,
          `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${authorization}${more}\r\nConnection: close\r\n\r\n`,
        )
    }
    const { items } = await sandbox.requests({ path: '/agents/1' })
    t.ok(items.length >= 18)
    const log = JSON.stringify(items)
    for (const secret of [key, pair, 'somebody', 'c29tZWJvZHk6ZWxzZQ=='])
      t.notOk(log.includes(secret), secret)
    t.match(log, /x-api-key: \[redacted\]/i)
  })

  t.test('holds no control call, and no more than a body’s beginning', async (t) => {
    t.notOk((await sandbox.requests({ path: '/_sandbox' })).total)
    const form = new URLSearchParams({ ...someAgent(), email: 'x'.repeat(20_000) })
    await api.send('POST', `${AGENTS}/agents`, { body: form })
    const [long] = (await sandbox.requests({ limit: 1 })).items
    t.equal(long?.body.length, 8192)
    t.ok((long?.body_bytes ?? 0) > 20_000)
  })

  t.test('shows each body byte by byte, whichever way it came', async (t) => {
    const logged = async (
      type: string,
      text: string,
      path = `${AGENTS}/agents`,
      method = 'POST',
    ) => {
      const body = Buffer.from(text, 'latin1')
      await api.send(method, path, { headers: { 'content-type': type }, body })
      const [request] = (await sandbox.requests({ limit: 1 })).items
      t.equal(request?.body, text)
      t.equal(request?.body_bytes, text.length)
    }
    await logged('application/x-www-form-urlencoded', 'name=Andr\u00e9&gender=%C3%A9')
    await logged('application/json', '{"name":"\u00e9"}')
    const part =
      '--x\r\nContent-Disposition: form-data; name="user_type"\r\n\r\n1\u00e9\r\n--x--\r\n'
    await logged('multipart/form-data; boundary=x', part, `${KYC}/users/1/submit`, 'PUT')
    await logged('application/x-www-form-urlencoded; charset=UTF-8', 'name=Budi')
    await logged('garbage', 'name=Budi')
    await logged('text/plain', 'nowhere', '/nowhere')
    await logged('application/x-www-form-urlencoded', 'no=where', '/nowhere')
  })

  t.test('is no part of an export', async (t) => {
    t.notMatch(JSON.stringify(await sandbox.export()), /with=query/)
  })

  t.test('forgets a company’s calls at its reset, and all at a reset of all', async (t) => {
    await company.reset()
    t.strictSame(await statuses({ companyId: company.id }), [])
    t.ok((await statuses({})).length > 0)
    await sandbox.reset()
    t.strictSame(await statuses({}), [])
    await api.create()
    t.strictSame(await statuses({}), [200])
  })
})

t.test('the request log is bounded', async (t) => {
  const add = (log: RequestLog, company_id: number, response = '') =>
    log.add(
      {
        at: 0,
        seq: 0,
        company_id,
        agent_id: null,
        status: 200,
        duration: 1,
        method: 'GET',
        path: '/x',
        request_id: null,
        hint: null,
        body_bytes: 0,
        exercised: { endpoint: null, errors: [], fault: null },
      },
      { head: '', body: '', response_head: '', response },
    )
  const ids = (log: RequestLog) => log.newestFirst().map(({ id }) => id)

  t.test('in number: the oldest give way, and an id is not used again', async (t) => {
    const log = new RequestLog(3)
    const told: number[] = []
    const end = log.subscribe(({ id }) => told.push(id))
    for (let added = 0; added < 10; added++) add(log, added % 2)
    t.strictSame(ids(log), [10, 9, 8])
    log.clear(1)
    t.strictSame(ids(log), [9], 'of those that stay, none is written again')
    add(log, 1)
    t.strictSame(ids(log), [11, 9])
    add(log, 1)
    t.strictSame(ids(log), [12, 11], 'what is forgotten gives way in its turn')
    log.clear(99)
    t.strictSame(ids(log), [12, 11])
    add(log, 1)
    t.strictSame(ids(log), [13, 12, 11])
    end()
    add(log, 1)
    t.equal(told.length, 13)
    log.clear(ALL_COMPANIES)
    t.strictSame(ids(log), [])
    for (let added = 0; added < 300; added++) add(log, 1)
    t.strictSame(ids(log), [314, 313, 312])
    log.clear(ALL_COMPANIES)
    add(log, 1)
    t.strictSame(ids(log), [315])
    const ofSmallPages = new RequestLog(2, 64_000)
    for (let added = 0; added < 30; added++) add(ofSmallPages, 1)
    t.strictSame(ids(ofSmallPages), [30, 29])
  })

  t.test('in size: of long answers the beginning is kept, and fewer of them', async (t) => {
    const log = new RequestLog(100, 400_000)
    const small = new RequestLog(100, 10)
    for (const text of ['a', 'b']) add(small, 1, text.repeat(20))
    t.strictSame(ids(small), [2], 'the newest always stays')
    for (let added = 0; added < 10; added++) add(log, 1, 'é'.repeat(100_000))
    t.strictSame(ids(log), [10, 9])
    t.equal(log.newestFirst()[0]?.response, 'é'.repeat(65_536))
    for (let added = 0; added < 10; added++) add(log, 1, 'x'.repeat(20_000))
    t.strictSame(ids(log), [20, 19, 18, 17, 16, 15])
    add(log, 1)
    t.equal(ids(log).length, 7)
  })
})

t.test('GET /_sandbox/health and /_sandbox/config', async (t) => {
  const { sandbox } = await open(t, { callbackDelay: '2h', controlToken: 'secret-control-token' })
  t.match(await sandbox.health(), { status: 'ok', version: /^\d+\.\d+\.\d+/ })
  const config = await sandbox.config()
  t.match(config, {
    port: 0,
    host: 'localhost',
    state: 'memory',
    callback_delay: '2h',
    callback_url: null,
    scenario: 'approved',
    secret_key: /^.{4}…$/,
    validation_token: /^.{4}…$/,
    control_token: 'secr…',
    allowed_hosts: [],
  })
  t.equal((await (await open(t)).sandbox.config()).control_token, null)
  t.equal((await (await open(t, { controlToken: 'none' })).sandbox.config()).control_token, 'none')
})

t.test('GET /_sandbox/images/:file answers the very bytes', async (t) => {
  const { sandbox, api } = await open(t)
  const id = await api.newAgent()
  for (const [bytes, type] of [
    [png(300, 300), 'image/png'],
    [jpeg(300, 300), 'image/jpeg'],
  ] as const) {
    const { body } = await api.upload(id, { image: card(bytes) })
    const response = await fetch(body.image_url)
    t.equal(response.headers.get('content-type'), type)
    t.equal(response.headers.get('x-content-type-options'), 'nosniff')
    t.match(response.headers.get('cache-control'), /immutable/)
    t.ok(Buffer.from(await response.arrayBuffer()).equals(bytes))
  }
  for (const file of [
    `${'0'.repeat(24)}.png`,
    'x.png',
    '..%2f..%2fpackage.json',
    `${'0'.repeat(24)}.gif`,
  ]) {
    await refuses(t, sandbox.call('GET', `/images/${file}`), 404, /There is no such image/, file)
  }
})

t.test('GET /_sandbox/openapi.json, openapi-control.json and docs', async (t) => {
  const { sandbox } = await open(t)
  const read = (path: string) =>
    sandbox.call<{ servers: { url: string }[]; openapi: string }>('GET', path)
  for (const path of ['/openapi.json', '/openapi-control.json', '/openapi.json']) {
    t.match(await read(path), { openapi: '3.1.1', servers: [{ url: sandbox.url }] }, path)
  }
  const docs = await fetch(`${sandbox.url}/_sandbox/docs`)
  t.equal(docs.status, 200)
  t.match(docs.headers.get('content-type'), /^text\/html/)
  t.match(docs.headers.get('content-security-policy'), /default-src 'none'/)
})

t.test('a transfer belongs to the agent that its form names, a refused one too', async (t) => {
  const { sandbox, api } = await open(t)
  const id = await api.newAgent()
  await transfer(api, id)
  await transfer(api, 'x')
  t.match(await sandbox.requests({ agentId: id, status: 422 }), { total: 1 })
})
