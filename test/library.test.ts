import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import t, { type Test } from 'tap'
import {
  type Sandbox,
  SandboxClient,
  SandboxError,
  type StartOptions,
  startSandbox,
} from '../src/index.js'
import { REJECTION_REASON_CODES } from '../src/kyc/rejection-reasons.js'
import { SCENARIO_FAMILIES, SINGLE_SCENARIOS } from '../src/kyc/scenario-name.js'
import { spawnCli } from './helpers/cli.js'
import { refuses } from './helpers/control.js'
import { receiver } from './helpers/receiver.js'
import { Api, magic, open } from './helpers/sandbox.js'
import { inquire, transferred } from './helpers/transfers.js'

// Each process of its own reads the whole source through the loader first.
t.setTimeout(120_000)

/** What the README promises of the library, of a sandbox here or in another process. */
async function suite(t: Test, sandbox: SandboxClient) {
  const { url, next } = await receiver(t)

  t.test('the recipe of the README', async (t) => {
    const company = await sandbox.createCompany({ callbackUrl: url })
    await company.next('rejected-17')
    const api = new Api(sandbox as Sandbox, company.authorization)
    const agentId = await api.uploaded()
    await api.submit(agentId)
    const agent = await company.waitFor({ agentId, kycStatus: 'REJECTED', callback: 'delivered' })
    t.equal(agent.rejected_reason_code, 17)
    t.match((await next(2))[1], {
      data: { agent_id: agentId, kyc_status: 'REJECTED', rejected_reason_code: '17' },
      token: company.validationToken,
    })
    t.equal((await sandbox.callbacks({ agentId })).total, 2)
    t.equal((await company.callbacks({ agentId, state: 'delivered' })).total, 2)
    t.equal((await company.agents({ kycStatus: 'REJECTED' })).total, 1)
    t.equal((await company.inbox({ limit: 1 })).total, 0)
    await company.reset()
    t.equal((await company.agents()).total, 0)
    await company.delete()
    await refuses(t, sandbox.company(company.id), 404, /There is no company/)
  })

  t.test('a company has the calls of the sandbox, narrowed to it', async (t) => {
    const company = await sandbox.createCompany()
    const api = new Api(sandbox as Sandbox, company.authorization)
    await company.addScenario({ name: 'own', description: 'x' })
    await company.next('own')
    const stop = new AbortController()
    const stream = company.events({ signal: stop.signal })
    t.equal((await stream.next()).value?.type, 'hello')
    const id = await api.uploaded()
    t.equal((await sandbox.agent(id)).scenario.name, 'own')
    await company.removeScenario('own')
    await company.sendCallback({ data: { by: 'hand' } })
    t.equal((await company.wait({ idle: true })).idle, true)
    t.equal((await company.inbox()).total, 2)
    await company.setFaults([{ path: '/agents', status: 503 }])
    t.equal((await api.create()).status, 503)
    await company.clearFaults()
    const setting = await company.setMaintenance(true, { status: 401 })
    t.strictSame(setting, { maintenance: true, status: 401 })
    t.strictSame(await sandbox.maintenance({ companyId: company.id }), setting)
    t.strictSame(await sandbox.maintenance(), { maintenance: false, status: null })
    t.equal((await company.requests({ status: 503 })).total, 1)
    t.equal((await company.export()).agents.length, 1)
    const seen: string[] = []
    for await (const { type } of stream) {
      seen.push(type)
      if (type === 'maintenance-set') break
    }
    t.ok(seen.includes('agent-created') && seen.includes('faults-set'))
    stop.abort()
  })

  t.test('companies', async (t) => {
    const company = await sandbox.createCompany()
    t.equal((await sandbox.company(company.id)).secretKey, company.secretKey)
    t.equal((await company.update({ maxRepairs: 1 })).settings.max_repairs, 1)
    t.ok((await sandbox.companies({ limit: 1 })).total >= 2)
    t.equal((await sandbox.companies()).items[0]?.id, company.id)
  })

  t.test('agents, decisions, scenarios', async (t) => {
    const company = await sandbox.createCompany()
    const api = new Api(sandbox as Sandbox, company.authorization)
    const id = await api.decided(magic('9600'), 'PENDING')
    t.equal((await sandbox.setAgentStatus(id, 'BLOCKED')).status, 'BLOCKED')
    t.equal(
      (await sandbox.decide(id, { kycStatus: 'HELP', after: '1h' })).check?.kyc_status,
      'HELP',
    )
    t.equal((await sandbox.cancelDecision(id)).check, null)
    t.equal((await sandbox.setScenario(id, 'manual')).scenario.name, 'manual')
    await sandbox.decide(id, { kycStatus: 'REJECTED', rejectedReasonCode: 14 })
    t.equal((await sandbox.agent(id)).rejected_reason_code, 14)
    t.equal((await sandbox.agents({ q: String(id), companyId: company.id })).items[0]?.id, id)
    const scope = { companyId: company.id }
    await sandbox.addScenario({ name: 'mine', description: 'x' }, scope)
    t.equal((await sandbox.next('mine', { ...scope, times: 2 })).armed[0]?.times, 2)
    t.strictSame((await sandbox.disarm(scope)).armed, [])
    await sandbox.removeScenario('mine', scope)
    t.ok((await sandbox.scenarios(scope)).total > 80)
    t.strictSame(
      (await sandbox.next('pending')).armed,
      [{ scenario: 'pending', times: 1 }],
      'company 1',
    )
    t.strictSame((await sandbox.disarm()).armed, [])
  })

  t.test('a company has each call of its own', async (t) => {
    const company = await sandbox.createCompany()
    await company.next('manual')
    t.strictSame((await company.disarm()).armed, [])
    t.ok((await company.scenarios()).total > 80)
    t.strictSame((await company.faults()).items, [])
    t.equal((await company.maintenance()).maintenance, false)
    t.ok((await company.banks()).items.some(({ bank_code }) => bank_code === 'bca'))
    t.strictSame((await company.inquiries()).items, [])
    await company.emptyInbox()
    await company.clearCoverage()
    t.equal((await company.coverage()).covered, 0)
  })

  t.test('a company decides its agents, transfers and inquiries', async (t) => {
    const company = await sandbox.createCompany({ scenario: 'pending', disbursements: 'manual' })
    const api = new Api(sandbox as Sandbox, company.authorization)
    const agentId = await api.uploaded()
    await api.submit(agentId)
    t.equal((await company.decide(agentId, { kycStatus: 'APPROVED' })).kyc_status, 'APPROVED')
    const disbursementId = await transferred(api, agentId)
    await company.decideDisbursement(disbursementId, { status: 'CANCELLED' })
    const condition = { disbursementId, status: 'CANCELLED', callback: 'delivered' } as const
    t.equal((await company.waitFor(condition)).reason, 'INACTIVE_ACCOUNT')
    t.equal((await sandbox.waitFor(condition)).id, disbursementId)
    await inquire(api, '1122333301')
    const [inquiry] = (await company.inquiries()).items
    t.equal((await company.decideInquiry(inquiry?.id as number, 'CLOSED')).status, 'CLOSED')
    t.equal(await company.waitFor({ idle: true }), null)
  })

  t.test('callbacks, inbox and calls', async (t) => {
    const company = await sandbox.createCompany()
    const scope = { companyId: company.id }
    const sent = await sandbox.sendCallback({ ...scope, data: { a: 1 } })
    await company.waitFor({ idle: true })
    t.equal((await sandbox.callback(sent.id)).state, 'delivered')
    const again = await sandbox.resendCallback(sent.id, { after: '1h' })
    t.equal((await sandbox.cancelCallback(again.id)).state, 'cancelled')
    t.equal((await sandbox.inbox(scope)).total, 1)
    await sandbox.emptyInbox(scope)
    t.equal((await company.inbox()).total, 0)
    await new Api(sandbox as Sandbox, company.authorization).create()
    t.equal((await sandbox.requests({ ...scope, status: 200 })).total, 1)
  })

  t.test('clock, of all and of a company', async (t) => {
    const company = await sandbox.createCompany()
    t.equal(
      (await company.clock.freeze(new Date(4_102_444_800_000))).now,
      '2100-01-01T00:00:00.000Z',
    )
    t.equal((await company.clock.advance('2h')).now, '2100-01-01T02:00:00.000Z')
    t.equal((await company.clock.set('2100-01-02T00:00:00Z')).now, '2100-01-02T00:00:00.000Z')
    t.equal((await company.clock.resume()).mode, 'running')
    t.equal((await sandbox.clock.now()).ahead_ms, 0)
    t.equal((await sandbox.clock.freeze()).mode, 'frozen')
    await sandbox.clock.advance('1h')
    await sandbox.clock.resume()
  })

  t.test('faults, maintenance, export, import, reset', async (t) => {
    const scope = { companyId: (await sandbox.createCompany()).id }
    t.match(
      (await sandbox.setFaults([{ fault: 'upload-cut', afterBytes: 5, latency: '1s' }], scope))
        .items,
      [{ fault: 'upload-cut', after_bytes: 5, latency: '1s' }],
    )
    t.equal((await sandbox.faults(scope)).total, 1)
    await sandbox.clearFaults(scope)
    t.strictSame(await sandbox.setMaintenance(true, scope), { maintenance: true, status: 503 })
    const document = await sandbox.export()
    t.equal((await sandbox.export(scope)).companies.length, 1)
    await sandbox.reset(scope)
    await sandbox.reset()
    t.match(await sandbox.import(document), { companies: document.companies.length })
    await sandbox.reset()
  })

  t.test('events, until nobody listens any more', async (t) => {
    const types = []
    for await (const { type } of sandbox.events()) {
      types.push(type)
      if (type === 'company-created') break
      if (type === 'hello') await sandbox.createCompany()
    }
    t.strictSame(types, ['hello', 'company-created'])
  })

  t.test('a refusal, in the sandbox’s own words', async (t) => {
    const error = await sandbox.agent(999_999).catch((thrown) => thrown)
    t.ok(error instanceof SandboxError && error instanceof Error)
    t.match(error, {
      name: 'SandboxError',
      status: 404,
      code: 'not_found',
      message: /^There is no agent 999999\./,
      details: { code: 'not_found' },
    })
  })

  t.test('health and config', async (t) => {
    t.equal((await sandbox.health()).status, 'ok')
    t.equal((await sandbox.config()).state, 'memory')
  })
}

t.test('a sandbox in this process', async (t) => {
  const { sandbox } = await open(t)
  await suite(t, sandbox)
})

t.test('a sandbox in another process', async (t) => {
  const { line, stop } = await spawnCli(t, ['start', '--port', '0', '--state', 'memory', '--json'])
  const { url, key, token } = JSON.parse(await line)
  const client = new SandboxClient({ url: `${url}/` })
  t.equal(client.url, url)
  const first = await client.company(1)
  t.strictSame([first.secretKey, first.validationToken], [key, token])
  await t.test('does the same', (t) => suite(t, client))
  await stop()
})

t.test('startSandbox', async (t) => {
  t.test('takes every option', async (t) => {
    const { sandbox, api } = await open(t, {
      callbackDelay: '1h',
      scenario: 'help',
      magicNumbers: 'off',
      requestId: 'lenient',
      reasonCodeType: 'integer',
      maxRepairs: 1,
      secretKey: 'key',
      validationToken: 'token',
      controlToken: 'control',
      allowedHosts: ['a.example.com'],
      allowedOrigins: ['https://a.example.com'],
      host: '127.0.0.1',
      port: 0,
      state: 'memory',
      callbackUrl: 'http://127.0.0.1:1/never',
    })
    t.match(await sandbox.config(), {
      callback_delay: '1h',
      scenario: 'help',
      magic_numbers: 'off',
      max_repairs: 1,
      allowed_hosts: ['a.example.com'],
      log: 'silent',
    })
    t.strictSame(
      [sandbox.secretKey, sandbox.validationToken, sandbox.authorization],
      ['key', 'token', `Basic ${btoa('key:')}`],
    )
    t.equal((await api.create()).status, 200)
    await refuses(t, new SandboxClient({ url: sandbox.url }).config(), 401, /needs its token/)
    const client = new SandboxClient({ url: sandbox.url, controlToken: 'control' })
    t.equal((await client.config()).scenario, 'help')
  })

  t.test('takes an option that is undefined for one that is not given', async (t) => {
    const { sandbox } = await open(t, {
      scenario: undefined,
      callbackUrl: null,
    } as unknown as StartOptions)
    t.match(await sandbox.config(), { scenario: 'approved', callback_url: null })
  })

  t.test('refuses what it cannot use, as the command line does', async (t) => {
    for (const [options, message] of [
      [{ callbackDelay: 'soon' }, /callbackDelay must be a duration such as/],
      [{ log: 'json' }, /There is no option log; the type StartOptions has them all\.$/],
      [{ state: null }, /state must be a text that is not empty/],
      [{ calbackUrl: 'http://a' }, /There is no option calbackUrl; did you mean callbackUrl\?/],
      [{ scenario: 'aproved' }, /There is no scenario "aproved"/],
      [{ callbackUrl: 'nonsense' }, /must be an http or https URL/],
      [{ secretKey: 'with:colon' }, /without a colon/],
      [{ magicNumbers: 'yes' }, /must be one of: on, off/],
      [{ maxRepairs: -1 }, /must be a whole number from 0 to 1000/],
      [{ state: false }, /^state must be a text that is not empty\.$/],
      [{ controlToken: {} }, /^controlToken must be 1 to 300 visible/],
      [{ corsOrigins: [{}] }, /^corsOrigins must be a list of texts\.$/],
      [null, /^Give the options as an object, such as \{ port: 4010 \}\.$/],
      ['x', /^Give the options as an object/],
      [[], /^Give the options as an object/],
      [{ port: 70_000 }, /must be a whole number from 0 to 65535|port/],
      [{ scenarios: '/none' }, /scenarios folder \/none cannot be read/],
      [{ host: '0.0.0.0' }, /^host 0\.0\.0\.0 lets others reach .+ give it a controlToken/],
      [{ host: '203.0.113.1', controlToken: 'x' }, /cannot listen on 203\.0\.113\.1 port 0/],
    ] as const) {
      const started = startSandbox(options as StartOptions).then(async (sandbox) => {
        await sandbox.close()
        throw new Error('it started')
      })
      await t.rejects(started, { name: 'SandboxError', status: null, message }, String(message))
    }
    await t.rejects(startSandbox({ scenario: 'aproved' }), { code: 'invalid_option' })
    await t.rejects(startSandbox({ scenarios: '/none--ca/--port' }), {
      code: 'cannot_start',
      message:
        'The scenarios folder /none--ca/--port cannot be read. Name an existing folder of JSON files.',
    })
    await t.rejects(startSandbox({ host: '0.0.0.0' }), {
      message: /^host 0\.0\.0\.0 lets others reach the control API: give it a controlToken, or/,
    })
  })

  t.test('says which port is in use', async (t) => {
    const { sandbox } = await open(t)
    const port = Number(new URL(sandbox.url).port)
    await t.rejects(startSandbox({ port }), {
      message:
        /^Port \d+ on (?:::1|127\.0\.0\.1) is in use; stop what listens there, or take another with port \(0: a free one\)\.$/,
    })
    t.equal((await sandbox.health()).status, 'ok')
  })

  t.test('can listen on IPv6 as well', async (t) => {
    const { sandbox } = await open(t, { host: '::1' }).catch(() => ({ sandbox: null }))
    if (sandbox === null) return t.comment('no IPv6 here')
    t.match(sandbox.url, /^http:\/\/\[::1\]:\d+$/)
    t.equal((await sandbox.health()).status, 'ok')
    await sandbox.sendCallback({ data: '{}' })
    await sandbox.waitFor({ idle: true })
    t.equal((await sandbox.inbox()).total, 1)
  })
})

t.test('several sandboxes in one process do not touch each other', async (t) => {
  const { sandbox: one, api } = await open(t)
  const { sandbox: two, api: other } = await open(t, { scenario: 'pending' })
  await one.clock.freeze('2100-01-01T00:00:00Z')
  await one.setMaintenance(true)
  await one.addScenario({ name: 'mine', description: 'x' })
  t.equal((await two.clock.now()).mode, 'running')
  t.equal((await other.create()).status, 200)
  t.equal((await api.create()).status, 503)
  t.notOk((await two.scenarios()).items.some(({ name }) => name === 'mine'))
  t.equal((await one.agents()).total, 0)
  await one.close()
  t.equal((await two.health()).status, 'ok')
})

t.test('close', async (t) => {
  t.test('leaves no handle open, whatever is still to come or under way', async (t) => {
    const index = JSON.stringify(new URL('../src/index.js', import.meta.url).href)
    const helper = JSON.stringify(new URL('./helpers/sandbox.js', import.meta.url).href)
    const script = `
      import { createServer } from 'node:http'
      const { startSandbox } = await import(${index})
      const { Api } = await import(${helper})
      const silent = createServer(() => {}).listen(0)
      await new Promise((resolve) => silent.once('listening', resolve))
      const sandbox = await startSandbox({ callbackDelay: '1h' })
      const api = new Api(sandbox, sandbox.authorization)
      const both = async (one, fields) => {
        const id = await one.newAgent(fields)
        await one.upload(id)
        await one.selfie(id)
        return id
      }
      await both(api)
      const decided = await both(api)
      await sandbox.decide(decided, { kycStatus: 'UPLOAD_IDENTITY_SELFIE_SUCCESS' })
      const hanging = await sandbox.createCompany({ callbackUrl: 'http://127.0.0.1:' + silent.address().port, callbackDelay: '0' })
      await both(api.of(hanging))
      sandbox.waitFor({ idle: true, timeout: '1h' }).catch(() => {})
      const events = sandbox.events()
      await events.next()
      events.next().catch(() => {})
      const alone = await sandbox.createCompany()
      const only = await both(api.of(alone))
      await sandbox.cancelDecision(only)
      await sandbox.close()
      silent.close()
      silent.closeAllConnections()
      console.log('closed')
    `
    const child = spawn(
      process.execPath,
      [...process.execArgv, '--input-type=module', '--eval', script],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    const kill = setTimeout(() => child.kill('SIGKILL'), 60_000)
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    const code = await new Promise((resolve) => child.once('close', resolve))
    clearTimeout(kill)
    t.strictSame([output, code], ['closed\n', 0], 'the process ends by itself')
  })

  t.test('may be called twice', async (t) => {
    const sandbox = await startSandbox()
    await sandbox.close()
    await sandbox.close()
    await t.rejects(sandbox.health(), {
      name: 'SandboxError',
      code: 'closed',
      message: `The sandbox at ${sandbox.url} has been closed. Start another one with startSandbox().`,
    })
  })
})

t.test('a client tells what is no sandbox', async (t) => {
  const server = createServer((_request, response) => response.writeHead(404).end('<html>'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  await t.rejects(new SandboxClient({ url }).call('GET', '/nothing'), {
    status: 404,
    code: 'no_sandbox',
    message: /answered 404, but not as a sandbox does; is the URL right\?/,
  })
})

t.test('a command that cannot be started', async (t) => {
  const { sandbox } = await open(t)
  await t.rejects(sandbox.run(['no-such-command']), {
    name: 'SandboxError',
    code: 'cannot_start',
    message: /no-such-command/,
  })
})

t.test('a client that reaches nothing says so, and what to do', async (t) => {
  await t.rejects(new SandboxClient({ url: 'http://127.0.0.1:2' }).health(), {
    name: 'SandboxError',
    code: 'no_answer',
    status: null,
    message:
      'No sandbox answers at http://127.0.0.1:2 (ECONNREFUSED). Start one with startSandbox() or npx flip-sandbox start, or give the client the URL of the one that runs.',
  })
  const broken = createServer((request, response) => {
    if (request.url === '/_sandbox/health') return request.socket.destroy()
    const status = request.url === '/_sandbox/companies' ? 500 : 200
    response.writeHead(status, { 'content-length': '90' })
    return response.write('event: hello\n\n', () => response.destroy())
  })
  await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve))
  t.teardown(() => broken.close())
  const url = `http://127.0.0.1:${(broken.address() as { port: number }).port}`
  const lost = {
    code: 'connection_lost',
    message: /^The sandbox at \S+ closed the connection without a whole answer \(UND_ERR_SOCKET\)/,
  }
  await t.rejects(new SandboxClient({ url }).health(), lost)
  await t.rejects(new SandboxClient({ url }).config(), lost, 'in the middle of an answer')
  const company = new SandboxClient({ url }).createCompany()
  await t.rejects(company, lost, 'in the middle of a refusal')
  const read = async (stream: AsyncIterable<unknown>) => {
    for await (const piece of stream) t.ok(piece)
  }
  await t.rejects(read(new SandboxClient({ url }).events()), lost, 'in a stream of events')
  await t.rejects(read(new SandboxClient({ url }).exportText()), lost, 'in an export')
  const aborted = AbortSignal.abort()
  await t.rejects(new SandboxClient({ url }).health(aborted), { name: 'AbortError' })
})

t.test('a client that cannot call a sandbox says why, and not that there is none', async (t) => {
  const noHttp = createServer(({ socket }) => socket.end('nonsense\r\n\r\n'))
  await new Promise<void>((resolve) => noHttp.listen(0, '127.0.0.1', resolve))
  t.teardown(() => noHttp.close())
  const url = `http://127.0.0.1:${(noHttp.address() as { port: number }).port}`
  for (const [to, why] of [
    ['http://127.0.0.1:6000', 'bad port'],
    [url, 'HPE_INVALID_CONSTANT'],
  ] as const)
    await t.rejects(new SandboxClient({ url: to }).health(), {
      code: 'call_failed',
      status: null,
      message: `The sandbox at ${to} could not be called (${why}); correct what this names, or the URL.`,
    })
})

t.test('a control token that no header can carry is refused', async (t) => {
  for (const controlToken of ['pässword', 'token ✓', 'token\n'])
    t.throws(() => new SandboxClient({ url: '127.0.0.1:4010', controlToken }), {
      code: 'invalid_option',
      message: /^The control token must be visible ASCII characters, without blanks and line ends;/,
    })
})

t.test('an editor completes the names of the shipped scenarios', async (t) => {
  const { sandbox } = await open(t)
  const shipped = (await sandbox.scenarios()).items.map(({ name }) => name)
  const completed = [
    ...SINGLE_SCENARIOS,
    ...SCENARIO_FAMILIES.flatMap((family) =>
      REJECTION_REASON_CODES.map((code) => `${family}-${code}`),
    ),
  ]
  t.strictSame(shipped.toSorted(), completed.toSorted())
})

t.test('a URL as people write it', async (t) => {
  const { sandbox } = await open(t)
  const { host, port } = new URL(sandbox.url)
  for (const url of [
    host,
    `localhost:${port}`,
    `${sandbox.url}/`,
    `${sandbox.url}/_sandbox/`,
    `${sandbox.url}/_sandbox/agents/7`,
    ` ${sandbox.url}/_sandbox/?company=1#/agents/1\n`,
    `${sandbox.url}?company=1`,
    `${host}/#/`,
  ]) {
    t.equal((await new SandboxClient({ url }).health()).status, 'ok', url)
  }
  const refused = (url: string, shown: string) =>
    t.throws(() => new SandboxClient({ url }), {
      name: 'SandboxError',
      code: 'invalid_url',
      message: `${shown} is no URL of a sandbox; give one such as http://127.0.0.1:4010.`,
    })
  for (const url of ['', 'http://', 'ftp://127.0.0.1:4010', 'file:///etc/hosts'])
    refused(url, `"${url}"`)
  for (const url of [`http://me:secret@${host}`, `me:secret@${host}`, 'http://me:sec/ret@host'])
    refused(url, 'A URL with a user name')
})

t.test('a wait of more than four minutes asks again, as fetch gives up after five', async (t) => {
  const asked: (string | null)[] = []
  const seen = { kyc_status: null, callback: null, idle: false }
  const server = createServer((request, response) => {
    asked.push(new URL(request.url as string, 'http://x').searchParams.get('timeout'))
    const body =
      asked.length === 1
        ? { error: { code: 'timeout', message: 'x', seen, scheduled: [] } }
        : { agent: null, callback: null, idle: true }
    response.writeHead(asked.length === 1 ? 408 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  const client = new SandboxClient({ url })
  t.equal((await client.wait({ idle: true, timeout: '10m' })).idle, true)
  t.strictSame(asked, ['240000ms', '240000ms'])
  asked.length = 0
  await t.rejects(client.wait({ idle: true, timeout: '4m' }), { message: 'x' })
  asked.length = 0
  await t.rejects(client.wait({ idle: true, timeout: 'long' }), { message: 'x' })
  t.strictSame(asked, ['long'])
})

t.test('and names all of the time where the condition never holds', async (t) => {
  const server = createServer((_request, response) => {
    const message = 'The condition did not hold within 0.7 s. Nothing is scheduled.'
    const error = { code: 'timeout', message, timeout_ms: 700 }
    response.writeHead(408).end(JSON.stringify({ error }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  const message = 'The condition did not hold within 240.001 s. Nothing is scheduled.'
  const wait = new SandboxClient({ url }).wait({ idle: true, timeout: '240001ms' })
  await t.rejects(wait, {
    status: 408,
    message,
    details: { code: 'timeout', message, timeout_ms: 240_001 },
  })
})
