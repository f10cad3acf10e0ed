import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import type { FaultDetail, FaultInput, Page } from '../../src/client.js'
import { refuses } from '../helpers/control.js'
import { sendRaw } from '../helpers/raw.js'
import { AGENTS, KYC, magic, open, someAgent } from '../helpers/sandbox.js'

const broken = (t: Test, call: Promise<unknown>, about: string) =>
  t.rejects(call, { name: 'TypeError' }, about)

t.test('PUT /_sandbox/faults', async (t) => {
  const { sandbox, api } = await open(t)
  const id = await api.newAgent()
  const get = async () => (await api.get(`${AGENTS}/agents/${id}`)).status
  /** Past the check against the OpenAPI document, which has Flip's own statuses only. */
  const sent = (method: string, path: string) => {
    const head = `host: x\r\nauthorization: ${sandbox.authorization}\r\nrequest-id: bigflip-${randomUUID()}`
    return sendRaw(sandbox.url, `${method} ${path} HTTP/1.1\r\n${head}\r\n\r\n`)
  }
  const bare = async (method: string, path: string) => (await sent(method, path)).status

  t.test(
    'a status, in the shape of the host (faults.shape); the call changes nothing',
    async (t) => {
      const { items } = await sandbox.setFaults([{ status: 503 }])
      t.match(items, [
        { id: 'fault-1', status: 503, probability: 1, latency: '0', calls: 0, nth: null },
      ])
      const { total } = await sandbox.agents()
      const agents = await api.create()
      t.match([agents.status, agents.body], [503, { name: 'Service Unavailable', status: 503 }])
      const kyc = await api.upload(id)
      t.match([kyc.status, kyc.body.errors[0].code], [503, 503])
      t.match(kyc.hint, /scripted by a scenario or a fault/)
      t.equal((await sandbox.agents()).total, total)
      t.equal((await sandbox.agent(id)).kyc_status, 'BASIC_DATA')
      t.equal((await sandbox.faults()).items[0]?.calls, 2)
      await sandbox.clearFaults()
      t.strictSame((await sandbox.faults()).items, [])
      t.equal(await get(), 200)
    },
  )

  t.test('a status that Flip has no error of (faults.shape)', async (t) => {
    await sandbox.setFaults([{ status: 418, path: '/users/*' }, { status: 429 }])
    const kyc = await sent('PUT', `${KYC}/users/${id}/submit`)
    t.equal(kyc.status, 418)
    t.match(kyc.text, '{"errors":[{"code":500,"message":"Internal server error"}]}')
    t.equal(await bare('GET', `${AGENTS}/agents/${id}`), 429)
  })

  t.test(
    'each status of the agents host that is no mistake in the payload (errors.agents-host.other-shapes)',
    async (t) => {
      for (const [status, name, message] of [
        [400, 'Bad Request', 'Your request could not be read.'],
        [413, 'Payload Too Large', 'Payload too large'],
        [415, 'Unsupported Media Type', 'Unsupported media type'],
        [500, 'Internal Server Error', 'Internal server error'],
        [503, 'Service Unavailable', 'Internal server error'],
        [429, 'Too Many Requests', 'Internal server error'],
        [499, 'Error', 'Internal server error'],
      ] as const) {
        await sandbox.setFaults([{ status }])
        const { text } = await sent('GET', `${AGENTS}/agents/${id}`)
        t.match(text, JSON.stringify({ name, message, status }))
      }
    },
  )

  t.test(
    'by method and path, below the prefix or with it; the first that fits counts',
    async (t) => {
      await sandbox.setFaults([
        { method: 'POST', path: '/agents', status: 500 },
        { path: `${KYC}/users/*/submit`, status: 503 },
        { method: 'GET', status: 502 },
      ])
      t.equal((await api.create()).status, 500)
      t.equal((await api.submit(id)).status, 503)
      t.equal(await bare('GET', `${AGENTS}/agents/${id}`), 502)
      t.equal((await api.upload(id)).status, 200)
    },
  )

  t.test('the nth call alone', async (t) => {
    await sandbox.setFaults([{ method: 'GET', nth: 3, status: 500 }])
    const statuses = []
    for (let call = 0; call < 5; call++) statuses.push(await get())
    t.strictSame(statuses, [200, 200, 500, 200, 200])
  })

  t.test('which says how often it has struck, and may still', async (t) => {
    const counts = async () =>
      (await sandbox.faults()).items.map(({ calls, struck, left }) => [calls, struck, left])
    await sandbox.setFaults([
      { method: 'GET', nth: 2, status: 500 },
      { method: 'GET', status: 503 },
      { method: 'GET', probability: 0, status: 500 },
    ])
    t.strictSame(await counts(), [
      [0, 0, 1],
      [0, 0, null],
      [0, 0, 0],
    ])
    for (let call = 0; call < 3; call++) await get()
    t.strictSame(await counts(), [
      [3, 1, 0],
      [3, 2, null],
      [3, 0, 0],
    ])
  })

  t.test('also one of a state that does not say how often it has struck', async (t) => {
    await sandbox.setFaults([{ method: 'GET', status: 503 }])
    const { controls, ...rest } = await sandbox.export()
    const older = controls.map((own) => ({
      ...own,
      faults: own.faults.map(({ struck: _, ...fault }) => fault),
    }))
    await sandbox.import({ ...rest, controls: older })
    t.match((await sandbox.faults()).items, [{ calls: 0, struck: 0, left: null }])
    await get()
    t.match((await sandbox.faults()).items, [{ calls: 1, struck: 1 }])
  })

  t.test('by chance: the same seed, the same run', async (t) => {
    const run = async (fault: FaultInput) => {
      await sandbox.setFaults([{ status: 500, ...fault }])
      const statuses = []
      for (let call = 0; call < 40; call++) statuses.push(await get())
      return statuses
    }
    const first = await run({ probability: 0.5, seed: 7 })
    t.strictSame(await run({ probability: 0.5, seed: 7 }), first)
    t.notSame(await run({ probability: 0.5, seed: 8 }), first)
    const failed = first.filter((status) => status === 500).length
    t.ok(failed > 8 && failed < 32, `about half of them (${failed} of 40)`)
    t.notOk((await run({ probability: 0 })).includes(500))
    t.notOk((await run({ probability: 1 })).includes(200))
  })

  t.test('latency, on the virtual clock', async (t) => {
    await sandbox.clock.freeze()
    await sandbox.setFaults([{ method: 'GET', latency: '1h' }])
    const late = get()
    t.match((await heldResponse()).scheduled, [{ what: /^response/, in_ms: 3_600_000 }])
    await sandbox.clock.advance('1h')
    t.equal(await late, 200)
    await sandbox.setFaults([{ method: 'GET', latency: '1h', status: 503 }])
    const failing = get()
    await heldResponse()
    await sandbox.clock.advance('1h')
    t.equal(await failing, 503, 'with a status at its end')
    await sandbox.clock.resume()
  })

  t.test('latency that the client does not wait for', async (t) => {
    await sandbox.clock.freeze()
    await sandbox.setFaults([{ method: 'GET', latency: '1h' }])
    const gone = new AbortController()
    const waiting = api.send('GET', `${AGENTS}/agents/${id}`, { signal: gone.signal })
    await heldResponse()
    gone.abort()
    await t.rejects(waiting, { name: 'AbortError' })
    const idle = sandbox.waitFor({ idle: true, timeout: '1m' })
    const later = sandbox.waitFor({ agentId: id, kycStatus: 'HELP', timeout: '2s' })
    t.equal(await Promise.race([idle, later]), null, 'idle as soon as it has gone')
    later.catch(() => {})
    await sandbox.clock.resume()
  })

  /** The clock, as soon as a response is held back. */
  async function heldResponse() {
    for (;;) {
      const clock = await sandbox.clock.now()
      if (clock.scheduled.length > 0) return clock
    }
  }

  t.test('a call that is held twice is let go by the clock all the same', async (t) => {
    const number = await api.uploaded(magic('9303'))
    await sandbox.clock.freeze()
    await sandbox.setFaults([{ method: 'PUT', latency: '1s' }])
    const silent = api.submit(number)
    silent.catch(() => {})
    await heldResponse()
    await sandbox.setFaults([])
    await sandbox.clock.advance('2m')
    await broken(t, silent, 'without an answer, as its scenario says')
    await sandbox.clock.resume()
  })

  t.test('a scenario that cuts a body off late', async (t) => {
    const cut = await api.uploaded()
    await sandbox.clock.freeze()
    await sandbox.addScenario({
      name: 'late-cut',
      description: 'Cut off late.',
      answers: { submit: [{ fault: 'cut-body', after: '2s' }] },
    })
    await sandbox.setScenario(cut, 'late-cut')
    const late = api.submit(cut)
    late.catch(() => {})
    const held = (await heldResponse()).scheduled.find(({ what }) => what.startsWith('response'))
    t.equal(held?.in_ms, 2000)
    await sandbox.clock.advance('2s')
    await broken(t, late, 'the body ends before its length')
    await sandbox.clock.resume()
  })

  t.test('connection-reset, cut-body, no-answer: after the call has taken effect', async (t) => {
    const before = (await sandbox.agents()).total
    await sandbox.setFaults([{ fault: 'connection-reset' }])
    await broken(t, api.create(), 'the connection is reset')
    await sandbox.setFaults([{ fault: 'cut-body' }])
    await broken(t, api.create(), 'the body ends before its length')
    await sandbox.setFaults([{ fault: 'no-answer', latency: '1s' }])
    const silent = api.create()
    silent.catch(() => {})
    await heldResponse()
    t.equal((await sandbox.agents()).total, before + 3)
    await sandbox.clock.advance('1s')
    await broken(t, silent, 'no answer: the connection is closed at the end')
    await sandbox.setFaults([{ fault: 'no-answer' }])
    const minute = api.create()
    minute.catch(() => {})
    t.match((await heldResponse()).scheduled, [{ in_ms: Number }])
    await sandbox.clock.advance('60s')
    await broken(t, minute, 'after a minute, where it does not say')
  })

  t.test('upload-cut: the connection is reset while the body is being sent', async (t) => {
    const before = (await sandbox.agents()).total
    await sandbox.setFaults([{ fault: 'upload-cut', afterBytes: 10 }])
    const { status, text } = await sendRaw(
      sandbox.url,
      `POST ${AGENTS}/agents HTTP/1.1\r\nhost: x\r\nauthorization: ${sandbox.authorization}\r\n` +
        `content-type: application/x-www-form-urlencoded\r\ncontent-length: 400\r\n\r\n${'a'.repeat(100)}`,
    )
    t.strictSame([status, text], [null, ''])
    t.equal((await sandbox.agents()).total, before, 'nothing has been made')
  })

  t.test('upload-cut: a body shorter than after_bytes is cut at its end', async (t) => {
    await sandbox.setFaults([{ fault: 'upload-cut', afterBytes: 1_000_000 }])
    const signal = AbortSignal.timeout(1000)
    await broken(
      t,
      api.send('POST', `${AGENTS}/agents`, { body: new URLSearchParams(someAgent()), signal }),
      'reset, and not hung',
    )
    await broken(
      t,
      api.send('GET', `${AGENTS}/agents/${id}`, { signal: AbortSignal.timeout(1000) }),
      'no body at all',
    )
  })

  t.test(
    'ip-not-whitelisted: the 401 of each host, and nothing has been done (faults.ip-not-whitelisted, faults.ip-not-whitelisted.agents-host)',
    async (t) => {
      const before = (await sandbox.agents()).total
      await sandbox.setFaults([{ fault: 'ip-not-whitelisted' }])
      const agents = await api.create()
      t.strictSame(
        [agents.status, agents.body],
        [401, { name: 'Unauthorized', message: 'IP is not Whitelisted', status: 401 }],
      )
      const kyc = await api.submit(id)
      t.strictSame(
        [kyc.status, kyc.body],
        [401, { errors: [{ code: 401, message: 'Invalid token' }] }],
      )
      for (const { hint } of [agents, kyc]) t.match(hint, /not whitelisted.*\/_sandbox\/faults/)
      t.equal((await sandbox.agents()).total, before)
      await sandbox.setFaults([{ fault: 'ip-not-whitelisted', latency: '1h' }])
      const late = api.create()
      await heldResponse()
      await sandbox.clock.advance('1h')
      t.equal((await late).status, 401, 'late, where it has a latency')
      await sandbox.clearFaults()
      t.equal(
        (await api.create()).status,
        200,
        'otherwise never (faults.ip-not-whitelisted.only-scripted)',
      )
    },
  )

  t.test(
    'of one company: instead of everybody’s where both fit (faults.first-that-strikes)',
    async (t) => {
      const company = await sandbox.createCompany()
      const own = api.of(company)
      await sandbox.setFaults([{ status: 500 }])
      await sandbox.setFaults([{ status: 503, nth: 1 }], { companyId: company.id })
      t.equal((await own.create()).status, 503)
      t.equal((await own.create()).status, 500, 'one that does not strike lets everybody’s strike')
      t.equal((await api.create()).status, 500)
      t.equal((await sandbox.faults({ companyId: company.id })).items[0]?.calls, 2)
      await sandbox.clearFaults()
      t.equal((await own.create()).status, 200)
      t.equal((await sandbox.faults({ companyId: company.id })).total, 0, 'all means all')
    },
  )

  t.test('a reset takes them away', async (t) => {
    await sandbox.setFaults([{ status: 500 }])
    await sandbox.reset()
    t.equal((await sandbox.faults()).total, 0)
  })
})

t.test('the log of calls names the fault that struck one', async (t) => {
  const { sandbox, api } = await open(t)
  const struck = async () => (await sandbox.requests({ limit: 1 })).items[0]?.fault
  await api.create()
  t.equal(await struck(), null, 'none')
  await sandbox.setFaults([{ status: 503, latency: '1ms' }])
  await api.create()
  t.equal(await struck(), 'status 503')
  await sandbox.setFaults([{ latency: '1ms' }])
  t.equal((await api.create()).status, 200)
  t.equal(await struck(), 'latency 1ms')
  await sandbox.setFaults([{ fault: 'ip-not-whitelisted' }])
  await api.create()
  t.equal(await struck(), 'ip-not-whitelisted')
  await sandbox.clearFaults()
  await sandbox.addScenario({
    name: 'silent',
    description: 'The submit is cut off.',
    answers: { submit: [{ fault: 'cut-body' }] },
  })
  await sandbox.next('silent')
  const id = await api.uploaded()
  await broken(t, api.submit(id), 'half an answer')
  t.equal(await struck(), 'cut-body', 'of a scenario')
})

t.test('POST /_sandbox/faults adds one to those that are set', async (t) => {
  const { sandbox, api } = await open(t)
  const company = await sandbox.createCompany()
  await company.setFaults([
    { path: '/countries', status: 500 },
    { nth: 3, status: 500 },
  ])
  t.equal((await api.of(company).create()).status, 200)
  const after = await company.addFault({ nth: 1, fault: 'ip-not-whitelisted' })
  t.match(after.items, [
    { id: 'fault-1', calls: 0 },
    { id: 'fault-2', calls: 1 },
    { id: 'fault-3', calls: 0, fault: 'ip-not-whitelisted' },
  ])
  t.equal((await api.of(company).create()).status, 401)
  t.equal((await sandbox.addFault({ status: 503 })).total, 1, 'of everybody')
  await refuses(t, company.addFault({}), 400, /needs "latency", "status" or "fault"/)
  await refuses(t, sandbox.addFault({ status: 500 }, { companyId: 99 }), 404, /no company 99/)
  await sandbox.setFaults(Array(1000).fill({ status: 500 }))
  await refuses(t, sandbox.addFault({ status: 500 }), 409, /There are 1000 faults/)
})

t.test('DELETE /_sandbox/faults/:id takes one away; the others go on counting', async (t) => {
  const { sandbox, api } = await open(t)
  const company = await sandbox.createCompany()
  const shown = async () =>
    (await sandbox.faults({ companyId: company.id })).items.map(({ id, calls }) => `${id} ${calls}`)
  await company.setFaults([{ nth: 9, status: 500 }, { status: 503 }, { nth: 7, status: 500 }])
  t.equal((await api.of(company).create()).status, 503)
  await company.removeFault('fault-2')
  t.equal((await api.of(company).create()).status, 200)
  t.strictSame(await shown(), ['fault-1 2', 'fault-3 2'])

  t.test('of everybody, and each company keeps its own', async (t) => {
    await sandbox.addFault({ status: 502 })
    t.equal((await api.create()).status, 502)
    await sandbox.removeFault('fault-1')
    t.equal((await api.create()).status, 200)
    t.strictSame(await shown(), ['fault-1 2', 'fault-3 2'])
  })

  t.test('refuses one that is not there', async (t) => {
    await refuses(t, company.removeFault('fault-2'), 404, /no fault "fault-2" of company 2\. GET/)
    await refuses(t, sandbox.removeFault('fault-1'), 404, /no fault "fault-1" for all companies/)
    await refuses(t, sandbox.removeFault('fault-1', { companyId: 99 }), 404, /no company 99/)
    t.strictSame(await shown(), ['fault-1 2', 'fault-3 2'])
  })
})

t.test('a fault that can strike no call is refused, with what there is', async (t) => {
  const { sandbox } = await open(t)
  const set = (path: string, method?: 'GET' | 'POST' | 'PUT') =>
    sandbox.setFaults([{ status: 500 }, { path, status: 500, ...(method && { method }) }])
  for (const [path, near] of [
    ['identities', '"/users/:id/identities"'],
    ['repair', '"/users/:id/repair" or "/users/:id/repairPhoto" or "/users/:id/repairSelfie"'],
    ['/user/:id/submit', '"/users/:id/submit"'],
    ['/agents/1/submit', '"/users/:id/submit"'],
    ['/kyc-sandbox/api/v2/users/1/submit', '"/users/:id/submit"'],
    ['/agents/', '"/agents" or "/agents/:id"'],
    ['/_sandbox/agents', '"/agents" or "/agents/:id"'],
    ['*agents/*/documents', '"/documents"'],
  ] as const) {
    await t.rejects(set(path), {
      status: 400,
      message: `"faults[1].path" fits no endpoint of the emulated API; did you mean ${near}?`,
    })
  }
  await refuses(
    t,
    sandbox.addFault({ path: '/', status: 500 }),
    400,
    /^"path" fits no endpoint of the emulated API; write one such as "\/agents" or /,
  )
  await refuses(
    t,
    set('/agents/:id', 'POST'),
    400,
    /"faults\[1\]\.path" fits endpoints with GET or PUT only, not with POST/,
  )
  await refuses(t, set('/agents/'.padEnd(201, 'x')), 400, /must be a text of 1 to 200 characters/)
  t.equal((await sandbox.faults()).total, 0)

  for (const path of [
    '*',
    '/*',
    '/agents/17',
    '/AGENTS/:agent',
    '*/submit',
    '*submit*',
    '/users/1*/submit',
    '/users/**/s*t',
    '/*/api/v1/*',
    '/big_sandbox_api/v3/get-disbursement',
    '/api/v2/agents/:id',
    '/agents/'.padEnd(200, 'x'),
    '*'.repeat(200),
  ]) {
    t.equal((await set(path)).total, 2, path)
  }
})

t.test('PUT /_sandbox/faults refuses, and changes nothing', async (t) => {
  const { sandbox } = await open(t)
  await sandbox.setFaults([{ status: 599, path: '/countries' }])
  const put = (body: unknown) => sandbox.call('PUT', '/faults', {}, body)
  for (const [fault, message] of [
    [{}, /"faults\[1\]" needs "latency", "status" or "fault"/],
    [{ latency: '0' }, /"faults\[1\]" needs "latency"/],
    [{ status: 500, fault: 'cut-body' }, /"faults\[1\]" takes "status" or "fault", not both/],
    [{ status: 200 }, /"faults\[1\]\.status" must be a whole number from 400 to 599/],
    [{ status: 600 }, /"faults\[1\]\.status" must be/],
    [
      { fault: 'hang' },
      /"faults\[1\]\.fault" must be one of: no-answer, connection-reset, cut-body, upload-cut, ip-not-whitelisted/,
    ],
    [{ status: 500, method: 'get' }, /"faults\[1\]\.method" must be one of: GET, POST, PUT/],
    [{ status: 500, path: '' }, /"faults\[1\]\.path" must be a text/],
    [{ status: 500, nth: 0 }, /"faults\[1\]\.nth" must be a whole number from 1/],
    [{ status: 500, probability: 1.5 }, /"faults\[1\]\.probability" must be a number from 0 to 1/],
    [
      { status: 500, probability: '0.5' },
      /"faults\[1\]\.probability" must be a number from 0 to 1/,
    ],
    [{ status: 500, seed: -1 }, /"faults\[1\]\.seed" must be a whole number/],
    [{ latency: 'long' }, /"faults\[1\]\.latency" must be a duration/],
    [{ fault: 'upload-cut', after_bytes: -1 }, /"faults\[1\]\.after_bytes" must be a whole number/],
    [{ status: 500, every: 2 }, /"faults\[1\]" has an unknown key "every"; it takes method, /],
    ['500', /"faults\[1\]" must be a JSON object/],
  ] as const) {
    await refuses(t, put({ faults: [{ status: 500 }, fault] }), 400, message)
  }
  await refuses(t, put([{ status: 500 }]), 400, /must be a JSON object: send \{"faults":\[…\]\}/)
  await refuses(t, put({}), 400, /"faults" is missing/)
  await refuses(t, put({ faults: {} }), 400, /"faults" must be a list of at most 1000/)
  await refuses(t, put({ faults: Array(1001).fill({ status: 500 }) }), 400, /at most 1000/)
  await refuses(t, put({ faults: [], company_id: 99 }), 404, /There is no company 99/)
  await refuses(t, sandbox.faults({ companyId: 99 }), 404, /There is no company 99/)
  await refuses(t, sandbox.clearFaults({ companyId: 99 }), 404, /There is no company 99/)
  t.match((await sandbox.faults()).items, [{ status: 599 }])
})

t.test('/_sandbox/maintenance, of one company or of everybody', async (t) => {
  const { sandbox, api } = await open(t)
  const company = await sandbox.createCompany()
  const own = api.of(company)
  const shown = async () => (await api.get(`${AGENTS}/general/maintenance`)).body
  const read = (query = {}) => sandbox.call('GET', '/maintenance', query)

  const on = { maintenance: true, status: 503 }
  const off = { maintenance: false, status: null }
  t.strictSame(await sandbox.setMaintenance(true, { companyId: company.id }), on)
  t.equal((await own.create()).status, 503)
  t.equal((await api.create()).status, 200)
  t.strictSame(await read(), off)
  t.strictSame(await read({ company_id: company.id }), on)
  await sandbox.setMaintenance(false, { companyId: company.id })

  await sandbox.setMaintenance(true)
  t.equal((await own.create()).status, 503)
  t.equal((await api.create()).status, 503)
  t.match(await shown(), { maintenance: true })
  await sandbox.setMaintenance(false)
  t.match(await shown(), { maintenance: false })

  const put = (body: unknown) => sandbox.call('PUT', '/maintenance', {}, body)
  await refuses(t, put({}), 400, /"maintenance" is missing/)
  await refuses(t, put({ maintenance: 'on' }), 400, /"maintenance" must be true or false/)
  await refuses(
    t,
    put({ maintenance: true, status: 500 }),
    400,
    /"status" must be one of: 503, 401/,
  )
  await refuses(t, put({ maintenance: true, company_id: 99 }), 404, /There is no company 99/)
  await refuses(t, read({ company_id: 99 }), 404, /There is no company 99/)
})

t.test(
  'several faults: each counts the calls it concerns, the first that would strike does (faults.first-that-strikes)',
  async (t) => {
    const { sandbox, api } = await open(t)
    const company = await sandbox.createCompany()
    await sandbox.setFaults([
      { path: '/agents', nth: 1, status: 500 },
      { path: '/agents', nth: 2, status: 503 },
      { path: '/agents', nth: 2, status: 500 },
    ])
    await sandbox.setFaults([{ path: '/agents/:id', status: 503 }], { companyId: company.id })
    const statuses = []
    for (let call = 0; call < 3; call++) statuses.push((await api.create()).status)
    t.strictSame(statuses, [500, 503, 200])
    t.strictSame(
      (await sandbox.faults()).items.map(({ calls }) => calls),
      [3, 3, 3],
    )
    t.equal((await api.of(company).get(`${AGENTS}/agents/1`)).status, 503)
    t.equal((await api.of(company).create()).status, 200)
  },
)

t.test(
  'a refusal is cut with its own status, and where it is made before the handler',
  async (t) => {
    const { sandbox, api } = await open(t)
    await sandbox.setFaults([{ fault: 'cut-body' }])
    const cut = async (type: string, body: string) => {
      const head = `host: x\r\nauthorization: ${api.authorization}\r\ncontent-type: ${type}`
      const bytes = `POST ${AGENTS}/agents HTTP/1.1\r\n${head}\r\ncontent-length: ${body.length}\r\n\r\n${body}`
      return (await sendRaw(sandbox.url, bytes)).text
    }
    for (const [type, status, begins] of [
      ['application/x-www-form-urlencoded', 422, '{"code":"VALIDATION_ERROR"'],
      ['application/json', 415, '{"name":"Unsupported'],
    ] as const) {
      const text = await cut(type, 'name=x')
      t.ok(text.startsWith(`HTTP/1.1 ${status} `), type)
      t.ok(text.includes(begins), type)
      t.notOk(text.endsWith('}'), type)
    }
  },
)

t.test('the list comes in pages, where one is asked for', async (t) => {
  const { sandbox } = await open(t)
  await sandbox.setFaults(Array.from({ length: 5 }, () => ({ status: 500 })))
  const list = (query: Record<string, string>) =>
    sandbox.call<Page<FaultDetail>>('GET', '/faults', query)
  t.match(await list({}), { total: 5, next: null })
  const first = await list({ limit: '3' })
  t.match(first, { total: 5, next: '3' })
  const second = await list({ limit: '3', cursor: first.next as string })
  t.strictSame(
    [...first.items, ...second.items].map(({ id }) => id),
    [1, 2, 3, 4, 5].map((n) => `fault-${n}`),
  )
  t.equal(second.next, null)
})
