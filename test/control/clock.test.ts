import { readFileSync } from 'node:fs'
import t from 'tap'
import type { Clock } from '../../src/control/types.js'
import { refuses } from '../helpers/control.js'
import { receiver } from '../helpers/receiver.js'
import { type Api, magic, open } from '../helpers/sandbox.js'

const NEW_YEAR = '2100-01-01T00:00:00.000Z'

/** An agent with both images there, whatever its checks take. */
async function bothImages(api: Api, fields = {}): Promise<number> {
  const id = await api.newAgent(fields)
  await api.upload(id)
  await api.selfie(id)
  return id
}

t.test('GET /_sandbox/clock', async (t) => {
  const { sandbox, api } = await open(t, { callbackDelay: '1h' })
  const real = await sandbox.clock.now()
  t.match(real, { mode: 'running', ahead_ms: 0, scheduled: [] })
  t.ok(
    Math.abs(Date.parse(real.now) - Date.now()) < 5000,
    'goes by real time until somebody moves it',
  )

  t.test('says what is scheduled, soonest first, of one company or all', async (t) => {
    await sandbox.clock.freeze(NEW_YEAR)
    const sooner = await sandbox.createCompany({ callbackDelay: '1m' })
    const one = await bothImages(api)
    const two = await bothImages(api.of(sooner))
    t.match(await sandbox.clock.now(), {
      mode: 'frozen',
      now: NEW_YEAR,
      ahead_ms: null,
      scheduled: [
        {
          what: `check ${two}`,
          company_id: sooner.id,
          due: '2100-01-01T00:01:00.000Z',
          in_ms: 60_000,
        },
        { what: `check ${one}`, company_id: 1, due: '2100-01-01T01:00:00.000Z', in_ms: 3_600_000 },
      ],
    })
    t.strictSame((await sooner.clock.now()).scheduled.length, 1)
  })
  await refuses(t, sandbox.call('GET', '/clock', { company_id: 99 }), 404, /There is no company 99/)
})

/** The bodies that the document shows for a call of the clock, under their titles. */
function shownFor(
  path: string,
  method: string,
): readonly { summary: string; value: Readonly<Record<string, string>> }[] {
  const { paths, components } = JSON.parse(readFileSync('openapi/control.json', 'utf8'))
  const { examples } = paths[path][method].requestBody.content['application/json']
  return Object.keys(examples).map((name) => components.examples[name])
}

t.test('the examples in the document work, for one company and for all', async (t) => {
  const freeze = shownFor('/_sandbox/clock', 'put')
  const advance = shownFor('/_sandbox/clock/advance', 'post')
  const shapes = freeze.map(({ value }) => [...Object.keys(value), value['mode'] ?? []].flat())
  t.strictSame(shapes.map((shape) => shape.join(' ')).sort(), [
    'mode frozen',
    'mode now frozen',
    'mode now running',
    'mode running',
    'now',
  ])
  for (const { summary, value } of freeze) {
    const { sandbox } = await open(t)
    const company = await sandbox.createCompany()
    const { mode = 'running', now } = value
    for (const scope of [{ company_id: company.id }, {}]) {
      const answer = await sandbox.call<Clock>('PUT', '/clock', { ...value, ...scope })
      t.equal(answer.mode, mode, summary)
      if (now !== undefined) t.equal(answer.now.slice(0, 16), now.slice(0, 16), summary)
    }
  }
  for (const { summary, value } of advance) {
    const { sandbox } = await open(t)
    const { now } = await sandbox.clock.freeze()
    const after = await sandbox.call<Clock>('POST', '/clock/advance', value)
    t.equal(Date.parse(after.now) - Date.parse(now), 7_200_000, summary)
  }
})

t.test('PUT /_sandbox/clock', async (t) => {
  const { sandbox, api } = await open(t)

  t.test('freezes where the clock is, and resumes from there', async (t) => {
    const { now } = await sandbox.clock.freeze()
    t.equal((await sandbox.clock.now()).now, now)
    const id = await api.decided()
    t.equal((await sandbox.agent(id)).created_at, now, 'what is due now happens now all the same')
    t.equal((await sandbox.agent(id)).verified_at, now)
    const resumed = await sandbox.clock.resume()
    t.equal(resumed.mode, 'running')
    t.ok(resumed.now >= now)
  })

  t.test('sets a time, with or without a mode, as text or as a Date', async (t) => {
    t.match(await sandbox.clock.freeze(new Date('2099-01-01T00:00:00Z')), {
      mode: 'frozen',
      now: '2099-01-01T00:00:00.000Z',
    })
    t.match(await sandbox.clock.set('2099-06-01T07:00:00+07:00'), {
      mode: 'frozen',
      now: '2099-06-01T00:00:00.000Z',
    })
    const resumed = await sandbox.call<{ mode: string; now: string }>(
      'PUT',
      '/clock',
      {},
      {
        mode: 'running',
        now: NEW_YEAR,
      },
    )
    t.match(resumed, { mode: 'running', now: /^2100-01-01T00:00:0/ })
    t.match(await sandbox.clock.set('2100-02-01T00:00:00Z'), {
      mode: 'running',
      now: /^2100-02-01T00:00:0/,
      ahead_ms: Number,
    })
  })

  t.test('moves one company alone; one for all takes the place of their own', async (t) => {
    const company = await sandbox.createCompany()
    await company.clock.freeze('2150-01-01T00:00:00Z')
    t.equal((await sandbox.clock.now()).mode, 'running')
    t.equal((await company.clock.now()).mode, 'frozen')
    await sandbox.clock.resume()
    t.equal((await company.clock.now()).mode, 'running')
  })

  t.test('refuses to go backwards, and what is no time', async (t) => {
    const before = await sandbox.clock.freeze('2200-01-01T00:00:00Z')
    const put = (body: unknown) => sandbox.call('PUT', '/clock', {}, body)
    await refuses(
      t,
      sandbox.clock.set('2199-12-31T23:59:59Z'),
      400,
      /never goes backwards; a reset makes it real/,
    )
    for (const [body, message] of [
      [{}, /needs "mode" \(running or frozen\), "now", or both/],
      [{ mode: 'stopped' }, /"mode" must be one of: running, frozen/],
      [{ now: '2300-01-01' }, /"now" must be an RFC 3339 time such as/],
      [{ now: '2300-13-01T00:00:00Z' }, /"now" must be an RFC 3339 time/],
      [{ now: 4_000_000_000_000 }, /"now" must be an RFC 3339 time/],
      [{ now: '9999-01-01T00:00:00Z' }, /goes forward a hundred years at most/],
      [{ at: 'x' }, /"at" is not a parameter/],
      [[], /must be a JSON object/],
      [{ mode: 'frozen', company_id: 'x' }, /"company_id" must be a whole number/],
    ] as const) {
      await refuses(t, put(body), 400, message)
    }
    await refuses(t, put({ mode: 'frozen', company_id: 99 }), 404, /There is no company 99/)
    t.strictSame(await sandbox.clock.now(), before)
  })
})

t.test('no clock goes backwards, whoever is moved', async (t) => {
  const { sandbox } = await open(t)
  const company = await sandbox.createCompany()
  await company.clock.freeze(NEW_YEAR)
  await sandbox.clock.freeze()
  t.ok((await company.clock.now()).now >= NEW_YEAR, 'frozen for all')
  await sandbox.clock.resume()
  t.ok((await company.clock.now()).now >= NEW_YEAR, 'resumed for all')
})

t.test('POST /_sandbox/clock/advance', async (t) => {
  t.test(
    'runs what falls due in order, each at its time, deliveries included, before it answers',
    async (t) => {
      const { sandbox, api } = await open(t)
      const { url, received } = await receiver(t)
      const company = await sandbox.createCompany({ callbackUrl: url, callbackDelay: '1h' })
      await company.clock.freeze(NEW_YEAR)
      const ids = []
      for (const minutes of [0, 10, 20]) {
        if (minutes > 0) await company.clock.advance('10m')
        ids.push(await bothImages(api.of(company)))
      }
      const clock = await company.clock.advance('1h')
      t.equal(clock.now, '2100-01-01T01:20:00.000Z')
      t.strictSame(clock.scheduled, [])
      t.strictSame(
        received.map(({ data }) => data.agent_id),
        ids,
      )
      const { items } = await company.callbacks()
      t.ok(items.every(({ state }) => state === 'delivered'))
      t.strictSame(
        items.map(({ sent_at }) => sent_at).reverse(),
        ['01:00', '01:10', '01:20'].map((at) => `2100-01-01T${at}:00.000Z`),
      )
    },
  )

  t.test(
    'what becomes due on the way included: a check, and its callback an hour later',
    async (t) => {
      const { sandbox, api } = await open(t, { callbackDelay: '1h' })
      await sandbox.clock.freeze(NEW_YEAR)
      const id = await bothImages(api, magic('9404'))
      await sandbox.clock.advance('90m')
      t.equal((await sandbox.agent(id)).kyc_status, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
      t.match((await sandbox.callbacks()).items, [
        { state: 'scheduled', due: '2100-01-01T02:00:00.000Z' },
      ])
      await api.submit(id)
      await sandbox.clock.advance('2h')
      t.strictSame(
        (await sandbox.callbacks()).items.map(({ kyc_status, state, sent_at }) => [
          kyc_status,
          state,
          sent_at,
        ]),
        [
          ['APPROVED', 'delivered', '2100-01-01T03:30:00.000Z'],
          ['UPLOAD_IDENTITY_SELFIE_SUCCESS', 'delivered', '2100-01-01T02:00:00.000Z'],
        ],
      )
    },
  )

  t.test('at once: a callback that is an hour late', async (t) => {
    const { sandbox, api } = await open(t)
    const id = await api.decided(magic('9404'))
    t.equal((await sandbox.callbacks({ state: 'scheduled' })).total, 2)
    await sandbox.clock.advance('2h')
    t.equal((await sandbox.callbacks({ state: 'delivered', agentId: id })).total, 2)
    t.equal((await sandbox.inbox()).total, 2)
  })

  t.test('of all companies together, each on its own clock', async (t) => {
    const { sandbox, api } = await open(t, { callbackDelay: '1h' })
    const [ahead, plain] = [await sandbox.createCompany(), await sandbox.createCompany()]
    await ahead.clock.freeze(NEW_YEAR)
    const ids = [
      await bothImages(api),
      await bothImages(api.of(ahead)),
      await bothImages(api.of(plain)),
    ]
    await plain.clock.advance('30m')
    await sandbox.clock.advance('1h')
    for (const id of ids)
      t.equal((await sandbox.agent(id)).kyc_status, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
    t.equal((await ahead.clock.now()).now, '2100-01-01T01:00:00.000Z')
    t.equal((await ahead.clock.now()).mode, 'frozen')
    const apart =
      Date.parse((await plain.clock.now()).now) - Date.parse((await sandbox.clock.now()).now)
    t.ok(Math.abs(apart - 30 * 60_000) < 5000, 'who was ahead stays ahead')
  })

  t.test('a clock that runs: what falls due at its very end is delivered, too', async (t) => {
    const { sandbox, api } = await open(t, { callbackDelay: '1h' })
    await sandbox.clock.freeze(NEW_YEAR)
    for (let made = 0; made < 30; made++) await bothImages(api)
    await sandbox.clock.resume()
    await sandbox.clock.set('2100-01-01T01:00:00Z')
    t.strictSame((await sandbox.clock.now()).scheduled, [])
    t.equal((await sandbox.callbacks({ state: 'delivered' })).total, 30)
  })

  t.test('several calls at once: one after the other, and nothing twice', async (t) => {
    const { sandbox, api } = await open(t, { callbackDelay: '1h' })
    await sandbox.clock.freeze(NEW_YEAR)
    await bothImages(api)
    await Promise.all(['20m', '20m', '20m', '20m'].map((by) => sandbox.clock.advance(by)))
    t.equal((await sandbox.clock.now()).now, '2100-01-01T01:20:00.000Z')
    t.equal((await sandbox.inbox()).total, 1)
  })

  t.test('freezing and resuming begin no delay anew', async (t) => {
    const { sandbox, api } = await open(t, { callbackDelay: '1h' })
    const id = await bothImages(api)
    const left = async () => (await sandbox.clock.now()).scheduled[0]?.in_ms as number
    await sandbox.clock.advance('20m')
    const running = await left()
    await sandbox.clock.freeze()
    const frozen = await left()
    await sandbox.clock.resume()
    const resumed = await left()
    t.ok(running <= 40 * 60_000 && frozen <= running && resumed <= frozen)
    await sandbox.clock.advance('40m')
    await api.settled(id, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
  })

  t.test('a receiver that answers by a call of its own is waited for', async (t) => {
    const { sandbox, api } = await open(t)
    let own: Api | undefined
    const { url, received } = await receiver(t, async ({ data }) => {
      if (data.kyc_status === 'UPLOAD_IDENTITY_SELFIE_SUCCESS') await own?.submit(data.agent_id)
      return 200
    })
    const company = await sandbox.createCompany({ callbackUrl: url, callbackDelay: '1h' })
    own = api.of(company)
    await company.clock.freeze(NEW_YEAR)
    await bothImages(own)
    await company.clock.advance('2h')
    t.strictSame(
      received.map(({ data }) => data.kyc_status),
      ['UPLOAD_IDENTITY_SELFIE_SUCCESS', 'APPROVED'],
      'the whole journey in one step',
    )
  })

  t.test('a reset on the way: the clock is real again', async (t) => {
    const { sandbox, api } = await open(t)
    const { url, received } = await receiver(t, async () => {
      await sandbox.reset()
      return 200
    })
    const company = await sandbox.createCompany({ callbackUrl: url, callbackDelay: '1h' })
    await bothImages(api.of(company))
    await bothImages(api.of(company), magic('9404'))
    await company.clock.advance('3h')
    t.equal(received.length, 1)
    const { now, mode } = await company.clock.now()
    t.equal(mode, 'running')
    t.ok(Date.parse(now) - Date.now() < 60_000, 'not ahead')
  })

  t.test('a reset on the way to a time at which it was to stop: it is not stopped', async (t) => {
    const { sandbox, api } = await open(t)
    const { url } = await receiver(t, async () => {
      await sandbox.reset()
      return 200
    })
    const company = await sandbox.createCompany({ callbackUrl: url, callbackDelay: '1h' })
    await bothImages(api.of(company))
    const now = new Date(Date.now() + 3 * 3_600_000).toISOString()
    await sandbox.call('PUT', '/clock', {}, { company_id: company.id, now, mode: 'frozen' })
    t.match(await company.clock.now(), { mode: 'running' })
  })

  t.test('of a company that is deleted before its turn comes', async (t) => {
    const { sandbox, api } = await open(t)
    let remove = async () => {}
    const { url } = await receiver(t, async () => {
      await remove()
      return 200
    })
    const company = await sandbox.createCompany({ callbackUrl: url, callbackDelay: '1h' })
    await bothImages(api.of(company))
    const waiting: Promise<unknown>[] = []
    remove = async () => {
      const body = { company_id: company.id }
      waiting.push(
        refuses(
          t,
          sandbox.call('POST', '/clock/advance', {}, { ...body, by: '1h' }),
          404,
          /no comp/,
        ),
        refuses(t, sandbox.call('PUT', '/clock', {}, { ...body, mode: 'frozen' }), 404, /no comp/),
      )
      // Both have come, as a call after them shows.
      await sandbox.health()
      await company.delete()
    }
    await sandbox.clock.advance('3h')
    await Promise.all(waiting)
  })

  t.test('a reset of one company on the way: its clock is real again', async (t) => {
    const { sandbox, api } = await open(t)
    let reset = async () => {}
    const { url } = await receiver(t, async () => {
      await reset()
      return 200
    })
    const company = await sandbox.createCompany({ callbackUrl: url, callbackDelay: '1h' })
    await company.clock.freeze()
    reset = () => company.reset()
    await bothImages(api.of(company))
    await sandbox.clock.advance('3h')
    t.match(await company.clock.now(), { mode: 'running' })
    const ahead = Date.parse((await sandbox.clock.now()).now) - Date.now()
    t.ok(ahead > 2.9 * 3_600_000, 'the others go on')
  })

  t.test('refuses to go backwards, and what is no duration', async (t) => {
    const { sandbox } = await open(t)
    const advance = (body: unknown) => sandbox.call('POST', '/clock/advance', {}, body)
    for (const [body, message] of [
      [{ by: '-2h' }, /never goes backwards/],
      [{ by: '2 h' }, /"by" must be a duration/],
      [{ by: 7200 }, /"by" must be a duration/],
      [{ by: '40000d' }, /"by" must be a duration/],
      [{}, /"by" is missing/],
      [{ to: '2h' }, /"to" is not a parameter of this call; it takes company_id, by/],
    ] as const) {
      await refuses(t, advance(body), 400, message)
    }
    await refuses(t, advance({ by: '1h', company_id: 99 }), 404, /There is no company 99/)
    t.match(await sandbox.clock.advance('0'), { mode: 'running' })
  })
})

t.test('a reset makes a clock real, of one company or of all', async (t) => {
  const { sandbox } = await open(t)
  const company = await sandbox.createCompany()
  await company.clock.freeze(NEW_YEAR)
  await company.reset()
  t.match(await company.clock.now(), { mode: 'running', ahead_ms: 0 })
  await sandbox.clock.freeze(NEW_YEAR)
  await company.clock.freeze('2100-06-01T00:00:00Z')
  await sandbox.reset()
  t.match(await company.clock.now(), { mode: 'running', ahead_ms: 0 })
  t.match(await sandbox.clock.now(), { mode: 'running', ahead_ms: 0 })
})

t.test('one company’s clock waits for nobody else’s', async (t) => {
  let let_go = () => {}
  const answered = new Promise<void>((resolve) => {
    let_go = resolve
  })
  const slow = await receiver(t, async () => {
    await answered
    return 200
  })
  const { sandbox, api } = await open(t)
  const one = await sandbox.createCompany({ callbackUrl: slow.url })
  const two = await sandbox.createCompany()
  await one.clock.freeze(NEW_YEAR)
  await two.clock.freeze(NEW_YEAR)
  await bothImages(api.of(one))
  await slow.next(1)
  const waiting = one.clock.advance('1h')
  t.match(await two.clock.advance('1h'), { now: '2100-01-01T01:00:00.000Z' })
  let over = false
  const all = sandbox.clock.advance('1m').then(() => {
    over = true
  })
  t.match(await two.clock.now(), { now: '2100-01-01T01:00:00.000Z' })
  t.notOk(over, 'everybody’s clock waits for each')
  let_go()
  t.match(await waiting, { now: '2100-01-01T01:00:00.000Z' })
  await all
  t.match(await one.clock.now(), { now: '2100-01-01T01:01:00.000Z' })
})

t.test('advance answers when nothing that fell due is under way any more', async (t) => {
  const hook = await receiver(t)
  const { sandbox, api } = await open(t)
  const state = async (id: number) => (await sandbox.callbacks({ agentId: id })).items[0]?.state
  const company = await sandbox.createCompany({ callbackUrl: hook.url })
  await company.clock.freeze(NEW_YEAR)

  t.test('callbacks that a response has let go just before', async (t) => {
    for (let round = 0; round < 20; round++) {
      const id = await bothImages(api.of(company))
      await company.clock.advance('1s')
      t.equal(await state(id), 'delivered')
    }
  })

  t.test('a call that is held back, and what it causes', async (t) => {
    await sandbox.addScenario({
      name: 'slow-submit',
      description: 'The submit call takes an hour, the decision half of one.',
      kyc_decisions: [{ kyc_status: 'APPROVED', after: '30m' }],
      answers: { submit: [{ after: '1h' }] },
    })
    await company.next('slow-submit')
    const id = await api.of(company).uploaded()
    const submitted = api.of(company).submit(id)
    while ((await company.clock.now()).scheduled.length === 0);
    await company.clock.advance('2h')
    t.equal((await sandbox.agent(id)).kyc_status, 'APPROVED')
    t.equal(await state(id), 'delivered')
    t.equal((await submitted).status, 200)
  })
})

t.test('the present is never backwards, and the year 9999 the end', async (t) => {
  const { sandbox } = await open(t)
  await sandbox.clock.freeze(new Date(Date.now() - 100))
  t.equal((await sandbox.clock.now()).mode, 'frozen')
  await sandbox.reset()
  await sandbox.clock.set('2099-01-01T00:00:00Z')
  for (let century = 0; century < 79; century++) await sandbox.clock.advance('36500d')
  await refuses(t, sandbox.clock.advance('36500d'), 400, /to the end of the year 9999 at most/)
  t.match((await sandbox.clock.now()).now, /^99\d\d-/)

  t.test('where a running clock stops, and does what is due later', async (t) => {
    await sandbox.clock.set('9999-12-31T16:59:59.900Z')
    await sandbox.sendCallback({ data: {}, after: '1d' })
    await sandbox.waitFor({ idle: true })
    t.match(await sandbox.clock.now(), { mode: 'running', now: '9999-12-31T16:59:59.999Z' })
    t.equal((await sandbox.inbox()).total, 1)
  })
})

t.test('a company that is reset has a real clock, while everybody’s stands', async (t) => {
  const { sandbox } = await open(t)
  const company = await sandbox.createCompany()
  await sandbox.clock.freeze(NEW_YEAR)
  await company.reset()
  t.match(await company.clock.now(), { mode: 'running', ahead_ms: 0 })
  t.match(await sandbox.clock.now(), { mode: 'frozen', now: NEW_YEAR })
})
