import { once } from 'node:events'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { type DrillReport, SandboxClient } from '../../src/client.js'
import { refuses } from '../helpers/control.js'
import { createReceiver, listening } from '../helpers/drills.js'
import { open } from '../helpers/sandbox.js'

t.test('/_sandbox/drills', async (t) => {
  const { sandbox } = await open(t, { validationToken: 'token-of-the-start' })
  const client = new SandboxClient({ url: sandbox.url })
  const { transfers: _, ...place } = await listening(
    t,
    createReceiver({ token: 'token-of-the-start' }),
  )
  const silent = createServer((request) => void request.resume())
  const hanging = await listening(t, silent)
  const only = ['token-wrong']

  t.test('lists them, with what needs a probe', async (t) => {
    const { items, total } = await client.drills()
    t.equal(total, items.length)
    t.match(items[0], { name: 'answer-in-time', needs_probe: false, remedy: /Answer 200/ })
    t.match(
      items.find(({ name }) => name === 'spelling'),
      { area: 'body', needs_probe: true },
    )
  })

  t.test('answers with the report, and leaves nothing behind', async (t) => {
    const { real_time: _, ...before } = await client.export()
    const report = await client.drill({ ...place, only, settle: '10ms', bytes: true })
    t.match(report, { verdict: 'passed', counts: { passed: 2 }, url: place.url })
    t.match(report.drills[1]?.steps[0]?.request, /&token=token-of-the-starx$/)
    const { real_time: __, ...after } = await client.export()
    t.strictSame(after, before)
    t.equal((await client.companies()).total, 1)
  })

  t.test('a failed drill is an answer too, and the token that of the company', async (t) => {
    const company = await client.createCompany({ validationToken: 'its-own' })
    const { verdict } = await client.drill({ url: place.url, companyId: company.id })
    t.equal(verdict, 'failed')
    const { not_judged } = await client.drill({ ...place, only, register: place.probe })
    t.match(not_judged, [/: The application could not be told of an agent \(404\); let/])
  })

  t.test('refuses what it cannot run', async (t) => {
    const { url } = place
    const post = (body: object) => client.call<DrillReport>('POST', '/drills', {}, body)
    await refuses(t, post({}), 400, /"url" is missing; it must be an http or https URL/)
    await refuses(t, post({ url, probe_url: url }), 400, /"probe_url" must be .* with \{agent_id\}/)
    await refuses(t, post({ url, probe_command: 'ls' }), 400, /"probe_command" is not a parameter/)
    await refuses(
      t,
      post({ url, only: ['x'] }),
      400,
      /There is no drill "x"; flip-sandbox drill lists them\./,
    )
    await refuses(t, post({ url, limit: '2h' }), 400, /"limit" must be a duration/)
    await refuses(t, client.drill({ url, limit: 'long' }), 400, /"limit" must be a duration/)
    await refuses(t, post({ url, company_id: 99 }), 404, /There is no company 99/)
  })

  t.test('the client has no limit after which fetch would not hear the report', async (t) => {
    await t.rejects(client.drill({ url: place.url, limit: '5m' }), {
      code: 'invalid_drill',
      message:
        /^"limit" must be 4m at the longest, because fetch .* flip-sandbox drill run them\.$/,
    })
    t.match(await client.drill({ ...place, only, limit: '4m' }), { verdict: 'passed' })
  })

  t.test('two at the same time of one receiver: 409; who leaves ends it', async (t) => {
    const leave = new AbortController()
    const body = { url: hanging.url }
    const first = client.call('POST', '/drills', {}, body, leave.signal)
    const gone = t.rejects(first, { name: 'AbortError' })
    const [request] = await once(silent, 'request')
    await refuses(t, client.drill(body), 409, /A drill of .* is under way; wait for its report/)
    leave.abort()
    await gone
    await once(request.socket, 'close')
    t.equal((await client.drill({ ...body, timeout: '10ms' })).verdict, 'failed', 'free again')
  })

  t.test('closing the sandbox ends it', async (t) => {
    const { sandbox: other } = await open(t)
    const report = new SandboxClient({ url: other.url }).drill({ url: hanging.url })
    const gone = t.rejects(report)
    await once(silent, 'request')
    await other.close()
    await gone
  })
})

t.test('the library', async (t) => {
  const { sandbox } = await open(t)
  const agents = new Map<string, string>()
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request))
    const { agent_id, kyc_status } = JSON.parse(form.get('data') ?? '{}')
    if (form.get('token') === sandbox.validationToken) agents.set(String(agent_id), kyc_status)
    response.end()
  })
  const { url, probe } = await listening(t, server)
  const drill = { url, only: ['token-wrong'], settle: '10ms' }
  const look = (id: number) => agents.get(String(id))

  t.test('takes a function for a probe', async (t) => {
    const known: number[] = []
    const register = (id: number) => known.push(id)
    t.match(await sandbox.drill({ ...drill, probe: look, register }), { verdict: 'passed' })
    t.ok(known.length > 2)
    const asObject = async (id: number) => ({ status: look(id) })
    t.match(await sandbox.drill({ ...drill, probe: asObject }), { verdict: 'passed' })
  })

  t.test('says what is wrong with the input, or with the function', async (t) => {
    const failing = () => {
      throw new Error('no database')
    }
    const { not_judged } = await sandbox.drill({ ...drill, probe: failing })
    t.match(not_judged, ['token-wrong: The function "probe" failed (no database).'])
    await t.rejects(sandbox.drill({ url: 'x' }), { message: /"url" must be the http or https URL/ })
    await t.rejects(sandbox.drill({ url, probe: url }), {
      message: /"probe" must be an http .* or a function/,
    })
    await t.rejects(sandbox.drill({ url, timeout: '1y' }), { message: /"timeout" must be a dur/ })
  })

  t.test('refuses a second run against one receiver until the first has ended', async (t) => {
    const first = sandbox.drill(drill)
    await t.rejects(sandbox.drill(drill), {
      code: 'conflict',
      message: `A drill of ${url} is under way; wait for its report.`,
    })
    t.match(await first, { url })
  })

  t.test('ends with the sandbox', async (t) => {
    const silent = createServer((request) => void request.resume())
    const hanging = await listening(t, silent)
    const { sandbox: other } = await open(t)
    const run = other.drill({ url: hanging.url, timeout: '5s' })
    await once(silent, 'request')
    await other.close()
    t.match((await run).not_judged, [/: The run was stopped\.$/])
  })

  t.test('mirrors the command', async (t) => {
    const { not_judged } = await sandbox.drill({ ...drill, probe })
    t.match(not_judged, [/^token-wrong: A plain approval changed nothing in what the probe shows/])
  })
})

t.test('drills about transfers', async (t) => {
  const { sandbox } = await open(t)
  const client = new SandboxClient({ url: sandbox.url })
  const token = sandbox.validationToken
  const { transfers, probe } = await listening(t, createReceiver({ token }))
  const only = ['transfer-digits']
  const run = { ...transfers, kind: 'disbursement', only, settle: '10ms' } as const

  t.test('are listed behind those about agents', async (t) => {
    const kinds = (await client.drills()).items.map(({ kind }) => kind)
    t.equal(kinds.indexOf('disbursement'), kinds.lastIndexOf('kyc') + 1)
  })

  t.test('have ids of 19 digits', async (t) => {
    const report = await client.drill({ ...run, bytes: true })
    t.match(report, { verdict: 'passed', counts: { passed: 2 } })
    const ids = report.drills.map(({ steps }) => steps.map((step) => step.disbursement_id ?? ''))
    t.match(ids, [[/^\d{19}$/], [/^\d{19}$/, /^\d{19}$/]])
    const [[plain = ''] = [], [first, second] = []] = ids
    t.equal(Number(plain), Number(BigInt(plain)), 'one that survives a number')
    t.equal(String(Number(plain)), plain)
    t.not(first, second)
    t.equal(Number(first), Number(second), 'two that do not')
    t.match(report.drills[1]?.steps[0]?.request, `data=%7B%22id%22%3A${first}%2C`)
  })

  t.test('want a probe for a transfer', async (t) => {
    await refuses(
      t,
      client.drill({ ...run, probe }),
      400,
      /"probe_url" must be .* with \{disbursement_id\}/,
    )
    await refuses(t, client.drill({ ...run, only: ['approved'] }), 400, /There is no drill "app/)
  })

  t.test('give a function of the library the digits', async (t) => {
    const seen = new Set<unknown>()
    const shown = async (id: string) => {
      seen.add(id)
      return (await fetch(transfers.probe.replace('{disbursement_id}', id))).text()
    }
    const { verdict } = await sandbox.drill({ ...run, probe: shown })
    t.equal(verdict, 'passed')
    t.ok([...seen].every((id) => /^\d{19}$/.test(String(id))))
  })
})
