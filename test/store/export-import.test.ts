import { cpSync, readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import type { Context } from '../../src/context/context.js'
import { type Sandbox, SandboxClient, type StateExport, startSandbox } from '../../src/index.js'
import { runSandbox } from '../../src/server/sandbox.js'
import { StorageError } from '../../src/store/errors.js'
import { importState } from '../../src/store/import.js'
import { refuses } from '../helpers/control.js'
import { card, jpeg } from '../helpers/images.js'
import { receiver } from '../helpers/receiver.js'
import { Api, magic, open } from '../helpers/sandbox.js'
import { transferred } from '../helpers/transfers.js'

const START = '2100-01-01T00:00:00.000Z'

/** A sandbox in the middle of everything: each agent on another step of its way. */
async function inTheMiddle(sandbox: Sandbox, api: Api) {
  await sandbox.clock.freeze(START)
  const fresh = await api.newAgent({ name: 'Fresh' })
  const failed = await api.newAgent(magic('9500'))
  await api.upload(failed, { image: card(jpeg()) })
  const uploading = await api.newAgent(magic('9917'))
  await api.upload(uploading)
  await api.selfie(uploading)
  await sandbox.clock.advance('30m')
  const late = await api.newAgent(magic('9404'))
  await api.upload(late)
  await api.selfie(late)
  await sandbox.clock.advance('30m')
  const waiting = await api.newAgent(magic('9601'))
  await api.upload(waiting)
  await api.selfie(waiting)
  await sandbox.clock.advance('45m')
  await sandbox.next('rejected-20', { times: 2 })
  await sandbox.addScenario({ name: 'mine', description: 'x' })
  await sandbox.setFaults([{ status: 500, path: '/countries' }])
  return { fresh, failed, uploading, late, waiting }
}

/** The rest of the way, and everything that can be seen at its end. */
async function toTheEnd(sandbox: Sandbox, api: Api, ids: Awaited<ReturnType<typeof inTheMiddle>>) {
  await sandbox.clock.advance('1h')
  const statuses = []
  for (const id of [ids.uploading, ids.late, ids.waiting]) {
    statuses.push((await api.submit(id)).status)
    await sandbox.clock.advance('1h')
  }
  await api.repairPhoto(ids.uploading)
  await sandbox.decide(ids.waiting, { kycStatus: 'REJECTED', rejectedReasonCode: 12, after: '10m' })
  const armed = await api.newAgent({ identity_number: 'ARMED1', phone_number: '081211110001' })
  await sandbox.clock.advance('3h')
  const { agents, callbacks, inbox, controls, companies, last } = await sandbox.export()
  const seen = JSON.stringify({
    statuses,
    armed: (await sandbox.agent(armed)).scenario,
    last,
    agents: agents.map(({ history, identity_image, selfie, ...agent }) => ({
      ...agent,
      images: [identity_image?.bytes, selfie?.bytes],
      history: history.map(({ seq, image, ...entry }) => entry),
    })),
    callbacks: callbacks.map(({ duration, answer, ...callback }) => callback),
    inbox: inbox.map(({ body, token_valid, received_at }) => [body, token_valid, received_at]),
    controls,
    companies: companies.map(({ created_at, ...company }) => company),
  })
  return JSON.parse(seen)
}

t.test(
  'an export in the middle of journeys goes on in another sandbox to the same end',
  async (t) => {
    const { sandbox: one, api } = await open(t, { callbackDelay: '1h' })
    const ids = await inTheMiddle(one, api)
    const before = await one.agent(ids.uploading)
    const document = JSON.parse(JSON.stringify(await one.export())) as StateExport
    t.equal(document.format, 1)
    t.equal(Object.keys(document.images).length, 2, 'the two pictures of seven uploads')

    const { sandbox: two } = await open(t)
    const elsewhere = await two.createCompany()
    t.match(await two.import(document), { companies: 1, agents: 5, images: 2 })
    const sameApi = api.of.call({ sandbox: two }, await two.company(1))

    t.test('it holds the same', async (t) => {
      await refuses(
        t,
        two.company(elsewhere.id),
        404,
        /There is no company/,
        'what was there has given way',
      )
      t.strictSame((await two.agent(ids.uploading)).history, before.history)
      t.match(await two.clock.now(), { mode: 'frozen', now: '2100-01-01T01:45:00.000Z' })
      t.strictSame((await two.clock.now()).scheduled, (await one.clock.now()).scheduled)
      const image = async (sandbox: Sandbox) => {
        const { images } = await sandbox.agent(ids.uploading)
        t.ok(images.selfie?.url.startsWith(sandbox.url))
        return Buffer.from(await (await fetch(images.selfie?.url as string)).arrayBuffer())
      }
      t.ok((await image(two)).equals(await image(one)), 'the images, byte by byte')
      t.strictSame((await two.export()).images, document.images)
    })

    t.test('and both go on to the same end', async (t) => {
      const [first, second] = [await toTheEnd(one, api, ids), await toTheEnd(two, sameApi, ids)]
      // A company gives its number away for good: the second one had two.
      t.equal(second.last.company, 2)
      t.strictSame({ ...second, last: { ...second.last, company: 1 } }, first)
      t.strictSame(
        first.agents.map((agent: { kyc_status: string }) => agent.kyc_status),
        [
          'BASIC_DATA',
          'UPLOAD_IDENTITY_FAILED',
          'REJECTED',
          'APPROVED',
          'REJECTED',
          'BASIC_DATA',
        ].map((status, index) => (index === 2 ? first.agents[2].kyc_status : status)),
      )
    })
  },
)

t.test('a callback that was under way when the state was exported is not sent again', async (t) => {
  const { sandbox: one, api } = await open(t)
  const silent = await receiver(t, null)
  const company = await one.createCompany({ callbackUrl: silent.url })
  await api.of(company).uploaded()
  await silent.next(1)
  const { sandbox: two } = await open(t)
  await two.import(await one.export())
  t.match((await two.callbacks()).items, [{ state: 'interrupted', error: /resend it/ }])
  await two.waitFor({ idle: true })
  t.equal(silent.received.length, 1)
})

t.test('an export of one company holds nothing of the others', async (t) => {
  const { sandbox, api } = await open(t)
  const company = await sandbox.createCompany()
  await api.decided({ name: 'Not to be seen' })
  const id = await api.of(company).decided({ name: 'Mine' })
  await sandbox.waitFor({ idle: true })
  const document = await sandbox.export({ companyId: company.id })
  t.strictSame(
    document.companies.map((one) => one.id),
    [company.id],
  )
  t.strictSame(
    document.agents.map((one) => one.id),
    [id],
  )
  t.strictSame([document.callbacks.length, document.inbox.length], [2, 2])
  t.equal(Object.keys(document.images).length, 1)
  t.notMatch(JSON.stringify(document), /Not to be seen/)
  t.notOk(JSON.stringify(document).includes(sandbox.secretKey))
  await refuses(t, sandbox.export({ companyId: 99 }), 404, /There is no company 99/)

  const { sandbox: other } = await open(t)
  await other.import(document)
  t.equal((await other.agent(id)).name, 'Mine')
  t.equal(
    (await other.company(1)).id,
    1,
    'company 1, which the start options describe, is always there',
  )
  t.equal((await new Api(other, other.authorization).create()).status, 200)
})

t.test('of an import no value may be missing or of another kind, however deep', async (t) => {
  const { sandbox, api } = await open(t)
  await api.documents(await api.decided(magic('9733'), 'REJECTED'))
  await sandbox.waitFor({ idle: true })
  await sandbox.next('submit-500')
  await sandbox.setFaults([{ status: 500, path: '/countries' }])
  await sandbox.addScenario({
    name: 'mine',
    description: 'x',
    match: { name: 'x*' },
    identity_images: ['UPLOAD_IDENTITY_FAILED'],
    upload_checks: [{ kyc_status: 'UPLOAD_IDENTITY_SELFIE_SUCCESS' }],
    callbacks: [{ fault: 'twice' }],
    answers: { submit: [{ status: 500 }] },
  })
  await sandbox.clock.freeze()
  const text = JSON.stringify(await sandbox.export())
  const places = pathsOf(JSON.parse(text)).filter(([first]) => first !== 'images')
  t.ok(places.length > 300)
  for (const path of places) {
    const about = path.join('.')
    const document = JSON.parse(text)
    const key = path.at(-1) as string
    const holder = path.slice(0, -1).reduce((thing, step) => thing[step], document)
    holder[key] = { no: 'such thing' }
    await refuses(t, sandbox.import(document), 400, /^The import is (damaged|not a state)/, about)
  }
  const before = JSON.parse(text)
  const after = { ...(await sandbox.export()), real_time: before.real_time }
  t.strictSame(after, before, 'and nothing has changed')
})

/** The way to every value in a document, lists and objects included. */
function pathsOf(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => [
    [key],
    ...pathsOf(item).map((path) => [key, ...path]),
  ])
}

t.test('an import that somebody has edited gives no id out twice', async (t) => {
  const { sandbox, api } = await open(t)
  const id = await api.decided()
  await sandbox.waitFor({ idle: true })
  const document = JSON.parse(JSON.stringify(await sandbox.export())) as StateExport
  const none = { company: 0, agent: 0, document: 0, callback: 0, inbox: 0 }
  const { sandbox: other } = await open(t)
  await other.import({ ...document, last: none })
  const next = new Api(other, (await other.company(1)).authorization)
  t.ok((await next.newAgent()) > id)
  t.ok((await other.sendCallback({ agentId: id })).id > 2)
})

t.test('who listens hears of an import first, and then of what it brings about', async (t) => {
  const { sandbox: one, api } = await open(t)
  const silent = await receiver(t, null)
  const company = await one.createCompany({ callbackUrl: silent.url })
  await api.of(company).uploaded()
  await silent.next(1)
  const running = await runSandbox({ port: 0, state: 'memory', log: 'silent' })
  t.teardown(() => running.close())
  const told: [seq: number, type: string][] = []
  running.context.store.subscribe(({ seq, type }) => void told.push([seq, type]))
  const before = running.context.store.state.seq
  await new SandboxClient({ url: running.url }).import(await one.export())
  t.strictSame(told, [
    [before + 1, 'imported'],
    [before + 2, 'callback-interrupted'],
  ])
})

t.test('an image whose file has been lost is left out of an export', async (t) => {
  const running = await runSandbox({ port: 0, state: 'memory', log: 'silent' })
  t.teardown(() => running.close())
  const client = new SandboxClient({ url: running.url })
  const api = new Api(client as Sandbox, (await client.company(1)).authorization)
  await api.upload(await api.newAgent())
  const [file] = Object.keys((await client.export()).images)
  running.context.images.remove(file as string)
  const document = await client.export()
  t.strictSame(document.images, {})
  await client.import(document)
  t.strictSame((await client.agents()).total, 1)
})

t.test('an import that cannot be kept leaves no image behind', async (t) => {
  const { sandbox, api } = await open(t)
  await api.uploaded()
  const document = await sandbox.export()
  const running = await runSandbox({ port: 0, state: 'memory', log: 'silent' })
  t.teardown(() => running.close())
  t.intercept(running.context.store.storage, 'prepare', {
    value: async () => {
      throw new StorageError('The disk is full.')
    },
  })
  await t.rejects(new SandboxClient({ url: running.url }).import(document), {
    message: 'The disk is full.',
  })
  t.strictSame(
    Object.keys(document.images).map((file) => running.context.images.get(file)),
    [undefined],
  )
})

t.test('while an import comes in, calls go on', async (t) => {
  const source = await open(t)
  await source.api.uploaded()
  const document = await source.sandbox.export()
  const [file] = Object.keys(document.images) as [string]

  /** Imports it; something happens when all of it has come but its last bytes. */
  async function importAround(context: Context, text: string, between: () => Promise<unknown>) {
    const bytes = Buffer.from(text)
    async function* chunks() {
      yield bytes.subarray(0, -2)
      await between()
      yield bytes.subarray(-2)
    }
    return importState({ ...context, catalogue: context.scenarios.catalogue }, chunks(), 'It')
  }
  async function target(t: Parameters<typeof open>[0]) {
    const { context, url, close } = await runSandbox({ port: 0, state: 'memory', log: 'silent' })
    t.teardown(close)
    const sandbox = new SandboxClient({ url })
    return { context, sandbox, api: new Api(sandbox as Sandbox, source.sandbox.authorization) }
  }

  t.test('a reset does not take its images', async (t) => {
    const { context, sandbox } = await target(t)
    await sandbox.import(document)
    await importAround(context, JSON.stringify(document), () => sandbox.reset())
    t.ok((await sandbox.export()).images[file])
    await sandbox.reset()
    t.equal(context.images.get(file), undefined, 'the next reset does')
  })

  t.test('what a reset removes is gone after an import that has no need of it', async (t) => {
    const { context, sandbox } = await target(t)
    await sandbox.import(document)
    const other = { ...document, agents: [], callbacks: [], images: {} }
    await importAround(context, JSON.stringify(other), () => sandbox.reset())
    t.equal(context.images.get(file), undefined)
  })

  t.test('an image that is uploaded stays, where the import is refused', async (t) => {
    const { context, sandbox, api } = await target(t)
    const refused = importAround(context, `${JSON.stringify(document)}}`, () => api.uploaded())
    await t.rejects(refused, { message: /damaged/ })
    t.ok((await sandbox.export()).images[file])
  })
})

t.test('an image under a name that is taken by another one', async (t) => {
  const { sandbox, api } = await open(t)
  await api.uploaded()
  const document = await sandbox.export()
  const [file] = Object.keys(document.images) as [string]
  const edited = { ...document, images: { [file]: Buffer.from('another').toString('base64') } }
  await t.rejects(sandbox.import(edited), {
    message: `The import has an image ${file}, and the sandbox has another one with this name. Nothing was changed. Give it a name of its own in the document, or reset the sandbox first.`,
  })
  t.strictSame((await sandbox.export()).images, document.images)
  await sandbox.reset()
  await sandbox.import(edited)
  t.strictSame((await sandbox.export()).images, edited.images)
})

t.test('the images of an import that was killed are gone after the next start', async (t) => {
  const source = await open(t)
  await source.api.uploaded()
  const bytes = Buffer.from(JSON.stringify(await source.sandbox.export()))
  const home = t.testdir()
  const { context, close } = await runSandbox({
    port: 0,
    state: join(home, 'first', 'state.json'),
    log: 'silent',
  })
  t.teardown(close)
  const copied = join(home, 'copy')
  async function* chunks() {
    yield bytes.subarray(0, -2)
    t.equal(context.images.files().length, 1)
    cpSync(join(home, 'first'), copied, {
      recursive: true,
      filter: (path) => !path.endsWith('.lock'),
    })
    yield bytes.subarray(-2)
  }
  await importState({ ...context, catalogue: context.scenarios.catalogue }, chunks(), 'It')
  t.equal(readdirSync(join(home, 'first', 'state.json.images')).length, 1, 'it stays where done')
  for (const time of ['first', 'second']) {
    const again = await runSandbox({
      port: 0,
      state: join(copied, 'state.json'),
      log: 'silent',
    })
    await again.close()
    t.strictSame(readdirSync(join(copied, 'state.json.images')), [], `the ${time} start`)
  }
})

t.test('an import', async (t) => {
  const { sandbox, api } = await open(t)
  const old = await api.uploaded()
  await sandbox.waitFor({ idle: true })
  const { images: oldImages } = await sandbox.agent(old)
  const document = JSON.parse(JSON.stringify(await sandbox.export())) as StateExport
  await api.decided()

  t.test('does not bring ids back that have been given out', async (t) => {
    const newest = (await sandbox.agents()).items[0]?.id as number
    await sandbox.import(document)
    t.equal((await sandbox.agents()).total, 1)
    t.ok((await api.newAgent()) > newest)
    t.equal((await fetch(oldImages.identity?.url as string)).status, 200)
  })

  t.test('of an earlier version, which had one answer under maintenance', async (t) => {
    const { sandbox, api } = await open(t)
    await sandbox.setMaintenance(true, { status: 401 })
    const document = await sandbox.export()
    const controls = document.controls.map(({ maintenance_status, ...earlier }) => earlier)
    await sandbox.import({ ...document, controls })
    t.strictSame(await sandbox.maintenance(), { maintenance: true, status: 503 })
    t.equal((await api.create()).status, 503)
    await sandbox.import(document)
    t.equal((await api.create()).status, 401, 'and the status comes with it since')
  })

  t.test('stops what was still to come', async (t) => {
    const company = await sandbox.createCompany({ callbackDelay: '1h' })
    await api.of(company).newAgent()
    await sandbox.setFaults([{ latency: '1h', method: 'GET' }])
    await sandbox.import(document)
    t.strictSame((await sandbox.clock.now()).scheduled, [])
    t.equal((await sandbox.requests()).total, 0)
  })

  t.test('of something that is not such a document is refused, and changes nothing', async (t) => {
    await api.create()
    const { real_time: _, ...before } = await sandbox.export()
    const [company] = document.companies
    const [agent] = document.agents
    const [callback] = document.callbacks
    const [message] = document.inbox
    const bad: readonly [about: string, document: unknown, message: RegExp][] = [
      ['nothing', undefined, /is not a state of flip-kyc-sandbox/],
      ['null', null, /is not a state of flip-kyc-sandbox/],
      ['a list', [], /is not a state of flip-kyc-sandbox/],
      ['an empty object', {}, /is not a state of flip-kyc-sandbox/],
      ['a newer format', { ...document, format: 2 }, /newer version .* Nothing was changed/],
      ['a format that never was', { ...document, format: 'x' }, /is not a state/],
      [
        'no agents',
        { ...document, agents: undefined },
        /is damaged: "agents" is missing; it must be a list/,
      ],
      ['no last', { ...document, last: null }, /is damaged: "last" must be a JSON object/],
      [
        'a last without numbers',
        { ...document, last: {} },
        /is damaged: "last\.company" is missing/,
      ],
      [
        'a last id after which there is no room',
        { ...document, last: { ...document.last, agent: 2 ** 53 - 1 } },
        /"last\.agent" must be a whole number from 0 to 999999999999999/,
      ],
      [
        'an agent whose id is too high',
        { ...document, agents: [{ ...agent, id: 2 ** 53 - 1 }] },
        /"agents\[0\]\.id" must be a whole number from 1 to 999999999999999/,
      ],
      [
        'a time that no date can show',
        { ...document, agents: [{ ...agent, created_at: 8.64e15 }] },
        /"agents\[0\]\.created_at" must be a whole number/,
      ],
      [
        'a clock beyond the year 9999',
        {
          ...document,
          controls: [
            {
              company_id: 0,
              clock: { mode: 'frozen', at: 8e15 },
              maintenance: false,
              faults: [],
              scenarios: [],
            },
          ],
        },
        /"controls\[0\]\.clock\.at" must be a whole number from 0 to 253402275599999/,
      ],
      [
        'a secret key that no header can carry',
        { ...document, companies: [{ ...company, secret_key: 'half \ud800' }] },
        /"companies\[0\]\.secret_key" must be 1 to 300 visible ASCII characters without a colon/,
      ],
      ['a bad end', { ...document, seq: -1 }, /"seq" must be a whole number/],
      ['no images', { ...document, images: undefined }, /"images" is missing/],
      ['images null', { ...document, images: null }, /"images" must be a JSON object/],
      ...[[], ['a'], [[]], [null], [{ file: 5 }]].map((images): [string, unknown, RegExp] => [
        'images as a list',
        { ...document, images },
        /"images" must be a JSON object/,
      ]),
      [
        'an image elsewhere',
        { ...document, images: { '../../x.png': '' } },
        /"images" has an unknown key "\.\.\/\.\.\/x\.png"/,
      ],
      [
        'an image of no bytes',
        { ...document, images: { [`${'a'.repeat(24)}.png`]: 5 } },
        /"images\.a{24}\.png" must be an image in Base64/,
      ],
      [
        'two companies with one key',
        { ...document, companies: [company, { ...company, id: 9 }] },
        /"companies\[1\]" has another company's secret_key/,
      ],
      [
        'a company twice',
        { ...document, companies: [company, { ...company, secret_key: 'another' }] },
        /"companies\[1\]" is a company that comes twice/,
      ],
      [
        'only a company with the key of company 1, which stays',
        { ...document, companies: [{ ...company, id: 9 }], agents: [], callbacks: [], inbox: [] },
        /has a company 9 with the secret key of company 1 here/,
      ],
      [
        'an agent twice',
        { ...document, agents: [agent, agent] },
        /"agents\[1\]" is an agent that comes twice/,
      ],
      [
        'an agent of nobody',
        { ...document, agents: [{ ...agent, company_id: 77 }] },
        /has an agent that belongs to no company/,
      ],
      [
        'a callback of nobody',
        { ...document, callbacks: [{ ...callback, company_id: 77 }] },
        /has a callback that belongs to no company/,
      ],
      [
        'a callback twice',
        { ...document, callbacks: [callback, callback] },
        /is a callback that comes twice/,
      ],
      [
        'a message to nobody',
        { ...document, inbox: [{ ...message, company_id: 77 }] },
        /has a message that belongs to no company/,
      ],
    ]
    for (const [about, body, message] of bad)
      await refuses(t, sandbox.call('POST', '/import', {}, body), 400, message, about)
    const { real_time: __, ...after } = await sandbox.export()
    t.strictSame(after, before)
    await refuses(
      t,
      sandbox.call('POST', '/import', { merge: 'x' }, document),
      400,
      /"merge" is not a parameter of this call; it takes add, company_id, new_company$/,
    )
    t.equal((await api.create()).status, 200, 'and the sandbox goes on')
  })
})

t.test('an import whose records do not go together', async (t) => {
  const { sandbox, api } = await open(t)
  const agent = await api.decided(magic('9401'))
  await transferred(api, agent)
  await sandbox.waitFor({ idle: true })
  await sandbox.clock.freeze()
  const last = await api.uploaded(magic('9406'))
  await sandbox.clock.advance('5s')
  t.match((await sandbox.agent(last)).history.at(-1), { type: 'fault-missed' })
  const text = JSON.stringify(await sandbox.export())
  const refused = async (edit: (document: Edited) => unknown, message: RegExp) => {
    const document = JSON.parse(text)
    edit(document)
    for (const query of [{}, { add: 'true', new_company: 'true' }])
      await refuses(t, sandbox.call('POST', '/import', query, document), 400, message)
  }
  const withNumber = (name: 'identity_number' | 'phone_number') => (document: Edited) => {
    document.agents[1].data[name] = document.agents[0].data[name]
  }
  await refused(
    withNumber('identity_number'),
    /"agents\[0\]\.data\.identity_number" is that of agent 2 of its company too/,
  )
  await refused(withNumber('phone_number'), /"agents\[0\]\.data\.phone_number" is that of agent 2/)
  await refused(
    ({ agents }) => agents[0].callback_ids.push(99),
    /"agents\[0\]\.callback_ids" has 99, which is no callback about it/,
  )
  await refused(({ agents }) => {
    agents[1].history.at(-1).callback = 99
  }, /"agents\[1\]\.history" names 99, which is no callback about it/)
  await refused(({ callbacks }) => {
    callbacks.find(({ repeats }: { repeats: unknown }) => repeats !== null).repeats = 99
  }, /"callbacks\[\d\]\.repeats" is 99, which is no callback about the same agent/)
  await refused(({ disbursements }) => {
    disbursements[0].status = 'PENDING'
  }, /"disbursements\[0\]\.course" must be there while the status is PENDING/)
  await refused(
    ({ disbursements }) => disbursements[0].callback_ids.push(99),
    /"disbursements\[0\]\.callback_ids" has 99/,
  )
  t.equal((await sandbox.agents()).total, 2)
})

// biome-ignore lint/suspicious/noExplicitAny: a test edits every part of a document
type Edited = Record<'agents' | 'callbacks' | 'disbursements', any>

t.test('an import leaves company 1 the key and the token of this sandbox', async (t) => {
  const { sandbox: one, api } = await open(t, {
    secretKey: 'of-the-export',
    validationToken: 'token-of-the-export',
    maxRepairs: 1,
  })
  const id = await api.uploaded()
  const { sandbox: two, api: own } = await open(t, { secretKey: 'of-the-start' })
  const before = await two.company(1)
  await two.import(await one.export())
  const after = await two.company(1)
  t.equal(after.secretKey, 'of-the-start')
  t.equal(after.settings.validation_token, before.settings.validation_token)
  t.equal(after.settings.max_repairs, 1, 'what else it has comes from the document')
  t.equal((await own.get(`/big_sandbox_api/v2/agents/${id}`)).status, 200)
})

t.test('the option import', async (t) => {
  const { sandbox, api } = await open(t, { secretKey: 'from-the-export' })
  const id = await api.uploaded()
  const folder = t.testdir()
  const file = join(folder, 'export.json')
  await writeFile(file, JSON.stringify(await sandbox.export()))

  t.test(
    'begins with it where the state is empty; the start options describe company 1',
    async (t) => {
      const { sandbox: next } = await open(t, {
        import: file,
        secretKey: 'of-the-start',
        scenario: 'pending',
      })
      t.equal((await next.agent(id)).kyc_status, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
      t.match((await next.company(1)).settings, { secret_key: 'of-the-start', scenario: 'pending' })
      t.equal((await fetch((await next.agent(id)).images.selfie?.url as string)).status, 200)
    },
  )

  t.test('is passed over where there is a state', async (t) => {
    const state = join(folder, 'state.json')
    const first = await startSandbox({ state })
    const { sandbox: _, api: own } = {
      sandbox: first,
      api: api.of.call({ sandbox: first }, await first.company(1)),
    }
    const other = await own.newAgent({ name: 'Other' })
    await first.close()
    const { sandbox: second } = await open(t, { state, import: file })
    t.equal((await second.agent(other)).name, 'Other')
    t.equal((await second.agents()).total, 1)
  })

  t.test('is passed over where there is a company of somebody’s own', async (t) => {
    const state = join(folder, 'companies.json')
    const first = await startSandbox({ state, import: file })
    await first.reset()
    const { id: own } = await first.createCompany({ secretKey: 'mine' })
    await first.close()
    await t.rejects(startSandbox({ state, import: file, secretKey: 'mine' }), {
      message: `The secret key is company ${own}'s already, and each key belongs to one company: choose another secretKey.`,
    })
    const { sandbox: second } = await open(t, { state, import: file })
    t.equal((await second.company(own)).secretKey, 'mine')
    t.equal((await second.agents()).total, 0)
  })

  t.test('goes on with what was due once it listens, and not before', async (t) => {
    const { sandbox: one, api: hers } = await open(t, { callbackDelay: '1ms' })
    await one.clock.freeze('2100-01-01T00:00:00Z')
    const agent = await hers.newAgent()
    await hers.upload(agent)
    await hers.selfie(agent)
    const document = JSON.parse(JSON.stringify(await one.export()))
    document.controls = []
    document.agents[0].check.due = 1
    const due = join(folder, 'due.json')
    await writeFile(due, JSON.stringify(document))
    const { sandbox: two } = await open(t, { import: due, host: 'localhost' })
    await two.waitFor({ agentId: agent, callback: 'delivered' })
    t.equal((await two.inbox()).total, 1)
  })

  t.test('refuses what cannot be read or is no export', async (t) => {
    await t.rejects(startSandbox({ import: join(folder, 'none.json') }), {
      message: /none\.json cannot be read .*Name a file that the command export has written/,
    })
    await writeFile(join(folder, 'half.json'), '{"format":')
    await t.rejects(startSandbox({ import: join(folder, 'half.json') }), {
      message: /half\.json is damaged \(it ends early\)/,
    })
    await writeFile(join(folder, 'other.json'), '{}')
    await t.rejects(startSandbox({ import: join(folder, 'other.json') }), {
      message: /other\.json is not a state of flip-kyc-sandbox/,
    })
  })
})

t.test('an import without a body is refused', async (t) => {
  const { sandbox } = await open(t)
  const response = await fetch(`${sandbox.url}/_sandbox/import`, { method: 'POST' })
  t.equal(response.status, 400)
  t.match(await response.json(), {
    error: { message: /The import is not a state of flip-kyc-sandbox/ },
  })
})

t.test('an import', async (t) => {
  const { sandbox, api } = await open(t)
  await api.newAgent()
  const document = await sandbox.export()

  t.test('may have its parts in any order', async (t) => {
    const { agents, ...rest } = document
    t.match(await sandbox.import({ agents, ...rest }), { agents: 1 })
  })

  t.test('is refused while another one is under way', async (t) => {
    const text = JSON.stringify(document)
    let goOn = () => {}
    const halfWay = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const slow = new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode(text.slice(0, 100)))
        await halfWay
        controller.enqueue(new TextEncoder().encode(text.slice(100)))
        controller.close()
      },
    })
    const first = sandbox.import(slow)
    const refused = await new Promise<unknown>((resolve) => {
      const again = (): void => void sandbox.import(document).then(again, resolve)
      again()
    })
    t.match(refused, { status: 409, message: /Another import is under way/ })
    goOn()
    t.match(await first, { agents: 1 })
  })
})
