import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import t from 'tap'
import { SandboxClient } from '../../src/client.js'
import { startLog } from '../../src/commands/log.js'
import { COMMANDS, runCommand } from '../../src/commands/run-command.js'
import { startSandbox } from '../../src/index.js'
import { runSandbox } from '../../src/server/sandbox.js'
import { run, spawnCli } from '../helpers/cli.js'
import { receiver } from '../helpers/receiver.js'
import { Api, magic, open } from '../helpers/sandbox.js'

t.test('commands of a running sandbox', async (t) => {
  const { sandbox, api } = await open(t)
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  const json = async (...words: string[]) => {
    const { code, out, err } = await run([...words, '--json'], at)
    t.strictSame(
      [code, err, out.split('\n').length],
      [0, '', 1],
      `${words.join(' ')}: one line of JSON`,
    )
    return JSON.parse(out)
  }

  await t.test('before there is anything', async (t) => {
    t.strictSame(await run(['agents'], at), { code: 0, out: 'No agents yet.', err: '' })
    t.strictSame(await run(['callbacks'], at), { code: 0, out: 'No callbacks yet.', err: '' })
    t.match(await json('agents'), { items: [], total: 0, next: null })
  })

  const { url } = await receiver(t, ({ data }) => (data.kyc_status === 'REJECTED' ? 500 : 200))
  const company = await sandbox.createCompany({ callbackUrl: url })
  const id = await api.of(company).decided({ ...magic('9917'), name: 'Budi' }, 'REJECTED')
  const waiting = await api.decided({ ...magic('9600'), name: 'Siti' }, 'PENDING')
  await sandbox.waitFor({ idle: true })

  t.test('agents', async (t) => {
    const { code, out } = await run(['agents'], at)
    t.equal(code, 0)
    const lines = out.split('\n')
    t.match(lines[0], /^id +company +name +identity number +status +reason +scenario$/)
    t.match(lines[1], new RegExp(`^${waiting} +1 +Siti +\\d+9600 +PENDING +pending$`))
    t.match(lines[2], new RegExp(`^${id} +2 +Budi +\\d+9917 +REJECTED +17 +rejected-17$`))
    t.strictSame(
      (await json('agents')).items.map((agent: { id: number }) => agent.id),
      [waiting, id],
    )
  })

  t.test('agents <id>, with its history', async (t) => {
    const { out } = await run(['agents', String(id)], at)
    t.match(out, new RegExp(`^Agent ${id}, Budi: REJECTED \\(17: Part of the data`))
    t.match(out, /\nScenario rejected-17: identity_number matches \*9917\.\n/)
    t.match(out, /\d{4}-\S+ [\d:]{8} +kyc-decided +REJECTED +17\n/)
    t.match(
      out,
      /\nCallbacks:\n\d+ +UPLOAD_IDENTITY_SELFIE_SUCCESS +delivered\n\d+ +REJECTED +failed +The receiver answered 500/,
    )
    const fresh = await api.newAgent()
    const { out: short } = await run(['agents', String(fresh)], at)
    t.notMatch(short, /Callbacks/)
    t.equal((await json('agents', String(id))).rejected_reason_code, 17)
  })

  t.test('decide', async (t) => {
    const planned = await run(
      ['decide', String(waiting), 'rejected', '--code', '14', '--after', '1h'],
      at,
    )
    t.match(planned, { code: 0, out: /Siti: PENDING\n[\s\S]*\nNext: REJECTED at \d{4}-/ })
    t.match(await run(['decide', String(waiting), 'need-to-check'], at), {
      code: 0,
      out: /Siti: NEED_TO_CHECK/,
    })
    t.match(await run(['decide', String(waiting), 'Rejected', '--code=14'], at), {
      code: 0,
      out: /REJECTED \(14: /,
    })
    t.equal((await json('decide', String(waiting), 'approved')).kyc_status, 'APPROVED')
    t.match(await run(['decide', String(waiting), 'approved'], at), {
      code: 1,
      out: '',
      err: /^flip-sandbox: Agent \d+ is in APPROVED, which is final: create another agent\.$/,
    })
    for (const [words, message] of [
      [['decide', 'x', 'approved'], /"x" is not an id; an id is a whole number/],
      [
        ['decide', String(id), 'done'],
        /"done" is not a status of an agent .+; write one of: basic_data, /,
      ],
      [
        ['decide', String(id), 'rejected', '--code', '9'],
        /--code must be one of the rejection reasons, 10 to 33/,
      ],
      [
        ['decide', String(id), 'rejected'],
        /rejected needs --code, a rejection reason from 10 to 33/,
      ],
      [['decide', String(id)], /Write it as: flip-sandbox decide <id> <status>/],
      [['decide'], /Write it as/],
      [['decide', '1', 'approved', 'now'], /Write it as/],
      [
        ['decide', '1', 'approved', '--cod', '14'],
        /There is no flag --cod for "decide"; did you mean --code\?/,
      ],
      [['decide', '1', 'approved', '--code'], /--code/],
    ] as const) {
      t.match(await run(words, at), { code: 2, out: '', err: message }, words.join(' '))
    }
  })

  t.test('callbacks', async (t) => {
    await sandbox.sendCallback({ data: '{}' })
    await sandbox.waitFor({ idle: true })
    const { out } = await run(['callbacks'], at)
    const lines = out.split('\n')
    t.match(lines[0], /^id +agent +what +state +sent, or due \(WIB\) +answer +to +fault, error$/)
    t.match(
      lines[1],
      /^\d+ +by hand +delivered +\d{4}-\S+ [\d:]{8} +200 +inbox \(no callback URL\)$/,
    )
    t.match(
      lines.find((line) => line.includes('REJECTED') && line.includes(url)),
      /failed +\d{4}-\S+ [\d:]{8} +500 +http\S+ +The receiver answered 500/,
    )
    t.ok((await json('callbacks')).total >= 4)
    const { items } = await json('callbacks', '--agent', String(id))
    t.ok(items.length > 0 && items.every((one: { agent_id: number }) => one.agent_id === id))
  })

  t.test('callbacks <id>, with its exact bytes', async (t) => {
    const [failed] = (await sandbox.callbacks({ state: 'failed' })).items
    const [sent] = (await company.callbacks({ state: 'delivered' })).items
    t.match(await run(['callbacks', String(failed?.id)], at), {
      code: 0,
      out: /^Callback \d+, REJECTED of agent \d+: failed after [\d.]+ m?s\nThe receiver answered 500[\s\S]*\n\nPOST \/callback HTTP\/1\.1\r\n[\s\S]*data=%7B[\s\S]*\n\ndata, decoded:\n\{\n {2}"agent_id": \d+,\n[\s\S]*\n\}\n\nHTTP\/1\.1 500 /,
    })
    t.match(
      (await run(['callbacks', String(sent?.id)], at)).out,
      /^Callback \d+, \w+ of agent \d+: delivered after [\d.]+ m?s\n\nPOST/,
    )
    const late = await sandbox.sendCallback({ data: '{}', after: '1h' })
    t.match(
      (await run(['callbacks', String(late.id)], at)).out,
      /^Callback \d+, by hand: scheduled\nIt is due at \S+ \S+ WIB\.\n\nPOST [\s\S]*\r\n\r\n\S+\n\ndata, decoded:\n\{\}\n$/,
    )
    const data = ' {"ids": [1234567890123456789], "none": []}'
    const long = await sandbox.sendCallback({ data, after: '1h' })
    t.match(
      (await run(['callbacks', String(long.id)], at)).out,
      'decoded:\n{\n  "ids": [\n    1234567890123456789\n  ],\n  "none": []\n}\n',
    )
    const broken = await sandbox.sendCallback({ data: '{"a": 1', after: '1h' })
    t.match((await run(['callbacks', String(broken.id)], at)).out, 'decoded:\n{"a": 1\n')
    t.match(
      (await run(['callbacks'], at)).out,
      /^\d+ +by hand +scheduled +\d{4}-\S+ [\d:]{8} +inbox \(no callback URL\)$/m,
    )
    t.equal((await json('callbacks', String(sent?.id))).state, 'delivered')
  })

  t.test('callbacks resend <id>', async (t) => {
    const [sent] = (await company.callbacks({ state: 'delivered' })).items
    t.match(await run(['callbacks', 'resend', String(sent?.id)], at), {
      code: 0,
      out: /^Sent again, as callback \d+\.$/,
    })
    t.equal((await json('callbacks', 'resend', String(sent?.id))).repeats, sent?.id)
    for (const [words, code, message] of [
      [['callbacks', 'resend'], 2, /Write it as: flip-sandbox callbacks resend <id>/],
      [['callbacks', '1', '2'], 2, /Write it as: flip-sandbox callbacks \[<id> \| resend <id>\]/],
      [['callbacks', 'resend', '1', '2'], 2, /Write it as/],
      [['callbacks', 'x'], 2, /"x" is not an id/],
      [['callbacks', '999'], 1, /There is no callback 999/],
    ] as const) {
      t.match(await run(words, at), { code, out: '', err: message }, words.join(' '))
    }
  })

  t.test('scenarios, a family in one line', async (t) => {
    await sandbox.addScenario({ name: 'plain-RR', description: 'Rejected with RR.' })
    const { out } = await run(['scenarios'], at)
    t.match(out, /^name +number ends in +what happens$/m)
    t.match(out, /^rejected-RR +99RR +REJECTED with reason RR once/m)
    t.match(out, /^plain-RR +Rejected with RR\.$/m)
    t.match(out, /^pending +9600 +/m)
    t.match(out, /^approved {2,}\S/m)
    t.equal(out.match(/^rejected-/gm)?.length, 1)
    t.match(out, /\nRR stands for a rejection reason, 10 to 33: flip-sandbox next rejected-17$/)
    t.ok((await json('scenarios')).items.length > 80)
  })

  t.test('clock', async (t) => {
    t.match(await run(['clock'], at), {
      code: 0,
      out: /^The clock is running at \d{4}-\d\d-\d\d [\d:]{8} WIB\.$/,
    })
    t.match(await run(['clock', 'freeze'], at), { out: /^The clock is frozen at / })
    const { now } = await json('clock')
    t.equal(Date.parse((await json('clock', 'advance', '2h')).now) - Date.parse(now), 7_200_000)
    t.match(await run(['clock', 'resume'], at), {
      out: /^The clock is running at .* WIB, 2h ahead of real time\.$/,
    })
    for (const words of [
      ['clock', 'advance'],
      ['clock', 'freeze', '2h'],
      ['clock', 'resume', 'now'],
      ['clock', 'stop'],
      ['clock', 'a', 'b', 'c'],
    ]) {
      t.match(
        await run(words, at),
        { code: 2, err: /Write it as: flip-sandbox clock \[advance 2h/ },
        words.join(' '),
      )
    }
    t.match(await run(['clock', 'advance', 'far'], at), {
      code: 2,
      err: /after advance must be a duration/,
    })
  })

  t.test('export, reset, import', async (t) => {
    const { out, code } = await run(['export'], at)
    t.equal(code, 0)
    const spawned = await spawnCli(t, ['export', '--url', sandbox.url])
    t.strictSame(JSON.parse((await spawned.ended).out).agents, JSON.parse(out).agents)
    const file = join(t.testdir({ 'half.json': '{"format"' }), 'export.json')
    await writeFile(file, out)
    const { total } = await sandbox.agents()
    t.strictSame(await run(['reset'], at), { code: 0, out: 'The sandbox is empty.', err: '' })
    t.equal((await sandbox.agents()).total, 0)
    t.match(await run(['import', file], at), {
      code: 0,
      out: /^Imported 2 companies, \d+ agents and \d+ images, in the place of 0 agents\.$/,
    })
    t.equal((await sandbox.agents()).total, total)
    t.strictSame(await json('reset'), {})
    t.match(await json('import', file), { companies: 2, agents: total })
    for (const [wrong, why] of [
      [`${file}.none`, 'ENOENT'],
      [join(file, '..'), 'EISDIR'],
    ] as const)
      for (const words of [[], ['--add']])
        t.match(await run(['import', ...words, wrong], at), {
          code: 1,
          err: new RegExp(
            `^flip-sandbox: ${wrong} cannot be read \\(${why}.*\\)\\. Name a file that export has written\\.$`,
          ),
        })
    const damaged = join(file, '..', 'half.json')
    t.match(await run(['import', damaged], at), {
      code: 1,
      err: /The import is damaged \(it ends early\)/,
    })
    t.match(await run(['import'], at), {
      code: 2,
      err: /Write it as: flip-sandbox import \[--add\] /,
    })
  })

  t.test('a long list says how many there are more', async (t) => {
    const document = await sandbox.export()
    const [callback] = document.callbacks
    const more = Array.from({ length: 1200 - document.callbacks.length }, (_, index) => ({
      ...callback,
      id: 1000 + index,
    }))
    const callbacks = [...document.callbacks, ...more]
    await sandbox.import({ ...document, callbacks } as typeof document)
    const lines = (await run(['callbacks'], at)).out.split('\n')
    t.strictSame([lines.length, lines.at(-1)], [1002, '… and 200 more.'])
  })
})

t.test('tour', async (t) => {
  const { sandbox } = await open(t)
  const at = { FLIP_SANDBOX_URL: sandbox.url }

  t.test('shows each request, response and callback, and ends in two lines', async (t) => {
    const { code, out, err } = await run(['tour'], at)
    t.strictSame([code, err], [0, ''])
    t.match(
      out,
      /^\nOne agent, from creation to APPROVED\n\nPOST \/big_sandbox_api\/v2\/agents\n {2}name=Budi Santoso&/,
    )
    t.match(out, /\n {2}200 \{"id":1,/)
    t.match(
      out,
      /\nPUT \/kyc-sandbox\/api\/v1\/users\/\d+\/repairPhoto\n {2}user_type=1&image=@identity-card\.jpg\n/,
    )
    t.equal(out.match(/→ callback \w+ answered 200 in [\d.]+ m?s/g)?.length, 5)
    t.match(
      out.split('\n').slice(-2).join('\n'),
      /^Agent 1 was approved at once, agent 2 after a repair of its photo\.\n9 requests and 5 callbacks in \d+\.\d s, in a company of their own that is gone again\.$/,
    )
    t.equal((await sandbox.companies()).total, 1)
  })

  t.test('in colour', async (t) => {
    t.ok((await run(['tour'], at, true)).out.includes('\u001b[36mPOST '))
  })

  t.test('as JSON, a line each', async (t) => {
    const { code, out } = await run(['tour', '--json'], at)
    t.equal(code, 0)
    const lines = out.split('\n').map((line) => JSON.parse(line))
    t.equal(lines.length, 15)
    t.match(lines[0], {
      request: { method: 'POST', path: '/big_sandbox_api/v2/agents' },
      status: 200,
    })
    t.equal(lines.filter((line) => line.callback !== undefined && line.answer === 200).length, 5)
    t.match(lines.at(-1), { approved: Number, repaired: Number, requests: 9, callbacks: 5 })
  })

  t.test('whatever the sandbox was started with', async (t) => {
    const { sandbox: other } = await open(t, {
      callbackDelay: '1h',
      scenario: 'pending',
      magicNumbers: 'off',
      maxRepairs: 0,
      requestId: 'lenient',
    })
    t.equal((await run(['tour', '--url', other.url])).code, 0)
  })

  t.test('of money: an inquiry, a transfer that is DONE, and one that comes back', async (t) => {
    const { sandbox: other } = await open(t, {
      disbursements: 'manual',
      disbursementDelay: '1h',
      magicNumbers: 'off',
    })
    const { code, out, err } = await run(['tour', '--money', '--url', other.url])
    t.strictSame([code, err], [0, ''])
    t.match(
      out,
      /\nPOST \S+\/bank-account-inquiry\n {2}bank_code=bni&account_number=1122333301\n {2}200 {"bank_code":"bni",.*"PENDING"/,
    )
    t.match(
      out,
      /→ callback about the inquiry answered 200 in [\d.]+ m?s\n {2}data={.*"status":"SUCCESS"/,
    )
    t.match(out, /\n {2}idempotency-key: [\da-f-]{36}\n {2}agent_id=1&/)
    t.match(out, /→ callback DONE answered 200/)
    t.match(out, /\n {2}200 {"balance":985000}\n\n/)
    t.match(
      out,
      /\n {2}200 {"balance":970000}\nThe clock moves on by 11 minutes: .*, to 20\S+ \S+ WIB\n/,
    )
    t.match(
      out,
      /→ callback CANCELLED at 20\S+ \S+ WIB: The connection was closed before the answer on purpose/,
    )
    t.equal(out.match(/→ callback CANCELLED, attempt [2-6] at 20/g)?.length, 5)
    t.match(
      out,
      /\nGET \S+\/agent-disbursements\/\d{19}\n {2}200 {"id":\d{19},.*"CANCELLED","reason":"INACTIVE_ACCOUNT"/,
    )
    t.match(
      out.split('\n').slice(-2).join('\n'),
      /^Transfer \d{19} is DONE, transfer \d{19} was cancelled; the balance is 985,000 rupiah\.\n7 requests and 8 callbacks in \d+\.\d s, in a company of their own that is gone again\.$/,
    )
    t.equal((await other.companies()).total, 1)
    t.equal((await other.disbursements()).total, 0)
  })

  t.test('of money as JSON, a line each', async (t) => {
    const { code, out } = await run(['tour', '--money', '--json'], at)
    t.equal(code, 0)
    const lines = out.split('\n').map((line) => JSON.parse(line))
    t.equal(lines.length, 17)
    t.match(lines[2].request, { headers: { 'idempotency-key': String } })
    t.ok(lines.some(({ clock }) => clock !== undefined))
    t.equal(lines.filter(({ callback, answer }) => callback && answer === null).length, 6)
    t.match(lines.at(-1), {
      done: /^\d{19}$/,
      cancelled: /^\d{19}$/,
      balance: 985_000,
      requests: 7,
      callbacks: 8,
    })
  })

  t.test('says what was refused, and leaves nothing behind', async (t) => {
    await sandbox.setFaults([{ path: '*/submit', status: 503 }])
    t.match(await run(['tour'], at), {
      code: 1,
      err: /^flip-sandbox: PUT \S+\/submit was answered 503: This answer was scripted/,
    })
    t.equal((await sandbox.companies()).total, 1)
    await sandbox.clearFaults()
  })

  t.test('of something in between that answers without a hint', async (t) => {
    await sandbox.setFaults([{ path: '*/submit', status: 503 }])
    const real = globalThis.fetch
    t.intercept(globalThis, 'fetch', {
      value: async (...call: Parameters<typeof fetch>) => {
        const response = await real(...call)
        return new Response(response.body, { status: response.status })
      },
    })
    t.match(await run(['tour'], at), { code: 1, err: /was answered 503: \{"errors"/ })
  })
})

t.test('ready', async (t) => {
  t.test('at once', async (t) => {
    const { sandbox } = await open(t, { controlToken: 'token' })
    t.match(await run(['ready', '--url', sandbox.url]), {
      code: 0,
      out: /^The sandbox at http\S+ is ready \(version \S+\)\.$/,
    })
    const { out } = await run(['ready', '--url', `${sandbox.url}/`, '--json'])
    t.match(JSON.parse(out), { status: 'ok' })
  })

  t.test('not', async (t) => {
    t.match(await run(['ready', '--url', 'http://127.0.0.1:1']), {
      code: 1,
      out: '',
      err: 'flip-sandbox: No sandbox answers at http://127.0.0.1:1. Start one with flip-sandbox start, name another with --url, or wait longer with --wait.',
    })
    t.match(await run(['ready', '--url', 'http://127.0.0.1:1', '--wait', '60ms']), { code: 1 })
    t.match(await run(['ready', '--wait', 'long']), {
      code: 2,
      err: /--wait must be a duration such as 10s/,
    })
  })

  t.test('where somebody else answers, or nobody ever', async (t) => {
    const others = createServer((request, response) => {
      if (request.url?.startsWith('/silent')) return
      response.setHeader('content-type', 'application/json')
      response.end(request.url?.startsWith('/html') ? '<html>' : '{}')
    })
    await new Promise<void>((resolve) => others.listen(0, '127.0.0.1', resolve))
    t.teardown(() => {
      others.close()
      others.closeAllConnections()
    })
    const { port } = others.address() as { port: number }
    for (const [path, wait, err] of [
      ['json', '0', /\/json answers, but not as a sandbox does; is the URL right\?/],
      ['html', '0', /answered 200, but not as a sandbox does/],
      ['silent', '50ms', /No sandbox/],
    ] as const) {
      const url = `http://127.0.0.1:${port}/${path}`
      t.match(await run(['ready', '--url', url, '--wait', wait]), { code: 1, err })
    }
    t.match(await run(['agents', '--url', `http://127.0.0.1:${port}/html`]), {
      code: 1,
      err: /answered 200, but not as a sandbox does; is the URL right\?/,
    })
  })

  t.test('with --wait, as soon as it answers', async (t) => {
    const { sandbox: gone } = await open(t)
    const port = Number(new URL(gone.url).port)
    await gone.close()
    const waiting = run(['ready', '--url', gone.url, '--wait', '20s'])
    const sandbox = await startSandbox({ port })
    t.teardown(() => sandbox.close())
    t.match(await waiting, { code: 0, out: /is ready/ })
    let calls = 0
    const server = createServer((request, response) => {
      if (++calls < 2) return request.socket.destroy()
      response.setHeader('content-type', 'application/json')
      return response.end('{"status":"ok","version":"1.0.0"}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    t.teardown(() => server.close())
    const slow = `http://127.0.0.1:${(server.address() as { port: number }).port}`
    t.equal((await run(['ready', '--url', slow, '--wait', '20s'])).code, 0)
    t.equal(calls, 2)
  })
})

t.test('what every command takes', async (t) => {
  const { sandbox } = await open(t, { controlToken: 'letmein' })
  const port = new URL(sandbox.url).port

  t.test('--url before FLIP_SANDBOX_URL before FLIP_SANDBOX_PORT; and a token', async (t) => {
    const token = { FLIP_SANDBOX_CONTROL_TOKEN: 'letmein' }
    for (const [words, variables] of [
      [['--url', sandbox.url], { ...token, FLIP_SANDBOX_URL: 'http://127.0.0.1:1' }],
      [['--url', sandbox.url, '--control-token', 'letmein'], { FLIP_SANDBOX_CONTROL_TOKEN: 'x' }],
      [[], { ...token, FLIP_SANDBOX_URL: `${sandbox.url}/`, FLIP_SANDBOX_PORT: '1' }],
      [[], { ...token, FLIP_SANDBOX_PORT: port }],
    ] as const) {
      t.match(await run(['agents', ...words], variables), { code: 0, out: 'No agents yet.' })
    }
    t.match(await run(['agents', '--url', sandbox.url]), {
      code: 1,
      err: /needs its token: .* --control-token/,
    })
    t.match(await run(['agents', '--url', 'ftp://127.0.0.1']), {
      code: 2,
      err: /"ftp:\/\/127\.0\.0\.1" is no URL of a sandbox; give one such as .+ It comes from --url or FLIP_SANDBOX_URL\./,
    })
    const short = `${new URL(sandbox.url).host}/_sandbox/`
    t.match(await run(['agents', '--url', short, '--control-token', 'letmein']), { code: 0 })
  })

  t.test('a port that is a platform’s, or 0, is no port: 4010 then', async (t) => {
    const usual = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json')
      response.end('{"items":[],"total":0,"next":null}')
    })
    const listening = await new Promise<boolean>((resolve) => {
      usual.once('error', () => resolve(false))
      usual.listen(4010, '127.0.0.1', () => resolve(true))
    })
    if (listening) t.teardown(() => usual.close())
    for (const value of ['tcp://10.0.0.1:4010', '0']) {
      const { code } = await run(['agents'], { FLIP_SANDBOX_PORT: value })
      if (listening) t.equal(code, 0)
    }
    t.equal(typeof (await run(['agents'])).code, 'number')
    for (const value of ['99999', 'x'])
      t.match(await run(['agents'], { FLIP_SANDBOX_PORT: value }), {
        code: 2,
        err: 'flip-sandbox: FLIP_SANDBOX_PORT must be a whole number from 0 to 65535.',
      })
    t.equal((await run(['agents', '--url', sandbox.url], { FLIP_SANDBOX_PORT: 'x' })).code, 1)
  })

  t.test('errors are one sentence on standard error', async (t) => {
    const { sandbox: gone } = await open(t)
    await gone.close()
    t.match(await run(['agents', '--url', 'http://127.0.0.1:1']), {
      err: /^flip-sandbox: The sandbox at http:\/\/127\.0\.0\.1:1 could not be called \(bad port\)/,
    })
    t.match(await run(['agents', '--url', gone.url]), {
      code: 1,
      out: '',
      err: /^flip-sandbox: No sandbox answers at \S+ \(ECONNREFUSED\)\. Start one with flip-sandbox start, or name another with --url, /,
    })
    const server = createServer((_request, response) =>
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end('<html>'),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    t.teardown(() => server.close())
    const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`
    t.match(
      await run(['agents', '--url', url]),
      { code: 1, out: '', err: /^flip-sandbox: \S/ },
      'not JSON at all',
    )
  })

  t.test('wrong use: exit code 2, and the nearest that there is', async (t) => {
    for (const [words, message] of [
      [
        ['agent'],
        /There is no command "agent"; did you mean "agents"\? flip-sandbox help lists them\./,
      ],
      [['strat'], /There is no command "strat"; did you mean "start"\?/],
      [['agents', '--jsn'], /There is no flag --jsn for "agents"; did you mean --json\?/],
      [['--prot', '1'], /There is no flag --prot for "start"; did you mean --port\?/],
      [['start', '--callback-ulr=x'], /did you mean --callback-url\?/],
      [['start', 'now'], /Write it as: flip-sandbox start/],
      [['--url', 'http://a', 'agents'], /: Write the command first: flip-sandbox agents …$/],
      [['--json', 'agents'], /: Write the command first: flip-sandbox agents …$/],
      [['--status', 'pending', 'agents', '1'], /: Write the command first: flip-sandbox agents …$/],
      [['--state', 'agents', '--prot', '1'], /There is no flag --prot for "start"/],
      [['--json', 'agnets'], /Write it as: flip-sandbox start/],
      [['start', '--url', 'http://a'], /--url names a sandbox that runs, and "start" starts one; /],
      [['run', '--url=http://a', '--', 'true'], /and "run" starts one; leave it out\.$/],
      [['agents', '1', '2'], /Write it as: flip-sandbox agents \[<id>\]/],
      [['clock', 'advance', '-5m'], /-5m is negative, and nothing that "clock" takes can be; /],
      [['balance', '-5'], /-5 is negative, and nothing that "balance" takes can be; /],
      [['agents', '--json=yes'], /--json/],
      [['ready', '-x'], /-x/],
      [['start', '--port', 'x'], /--port must be a whole number from 0 to 65535/],
      [['start', '--scenario', 'aproved'], /There is no scenario "aproved"/],
    ] as const) {
      const { code, out, err } = await run(words)
      t.match({ code, out, err }, { code: 2, out: '', err: message }, words.join(' '))
      t.ok(err.startsWith('flip-sandbox: ') && !err.includes('\n'), 'one sentence')
    }
  })

  t.test('--help and --version', async (t) => {
    const { out, code } = await run(['--help'])
    t.equal(code, 0)
    t.notMatch(out, / \[--/, 'the flags are in the help of each')
    for (const { usage, name, about } of COMMANDS) {
      t.ok(out.includes(`  ${name} `) && out.includes(`  ${about}`), name)
      const help = await run([name, '--help'])
      t.equal(help.code, 0)
      t.ok(help.out.startsWith(`Usage: flip-sandbox ${usage}\n\n${about}\n`), `${name} --help`)
      t.match(help.out, /--json/)
    }
    const start = (await run(['start', '-h'])).out
    t.match(start, /--port <number> +port to listen on; .* \(4010\) +FLIP_SANDBOX_PORT/)
    t.match(start, /--allowed-hosts <names> +.*\(none beyond/)
    t.match(start, /--import <file> .*\(none\)/)
    t.match(start, /--config <file> +config file .* +FLIP_SANDBOX_CONFIG/)
    t.notMatch(start, /the running sandbox/)
    t.notMatch((await run(['run', '--help'])).out, /the running sandbox/)
    t.match(
      (await run(['decide', '--help'])).out,
      /--code <10-33> +the rejection reason[\s\S]*--url <url>/,
    )
    t.match(await run(['--version']), { code: 0, out: /^\d+\.\d+\.\d+/ })
    t.match(await run(['agents', '-v']), { code: 0, out: /^\d+\.\d+\.\d+/ })
  })
})

t.test('the log: one line for each request and each callback', async (t) => {
  async function logged(log: 'pretty' | 'json' | 'silent', colour = false) {
    const { url } = await receiver(t, ({ data }) => (data?.kyc_status === 'APPROVED' ? 500 : 200))
    const running = await runSandbox({ port: 0, state: 'memory', log, callback_url: url })
    t.teardown(() => running.close())
    const lines: string[] = []
    startLog(running, {
      write: async () => {},
      print: () => {},
      complain: (line) => lines.push(line),
      unread: () => 0,
      colour,
      variables: {},
    })
    const sandbox = new SandboxClient({ url: running.url })
    const { authorization } = await sandbox.company(1)
    const api = new Api(sandbox as never, authorization)
    const id = await api.decided()
    await api.create({ name: '!' })
    await sandbox.sendCallback({ data: 'null' })
    await sandbox.sendCallback({ data: 'null', url: 'http://127.0.0.1:1' })
    await sandbox.waitFor({ idle: true })
    await (await sandbox.company(1)).update({ callbackUrl: null })
    await sandbox.sendCallback({ agentId: id })
    await sandbox.waitFor({ idle: true })
    await sandbox.setFaults([{ fault: 'connection-reset' }])
    await api.create().catch(() => {})
    await sandbox.health()
    return { lines, id, url }
  }

  t.test('as JSON', async (t) => {
    const { lines, id, url } = await logged('json')
    const facts = lines.map((line) => JSON.parse(line))
    t.match(
      facts.find(({ kind }) => kind === 'request'),
      {
        at: /Z$/,
        what: 'POST /big_sandbox_api/v2/agents',
        status: 200,
        duration_ms: Number,
        agent_id: id,
        hint: null,
        fault: null,
      },
    )
    t.match(
      facts.find(({ status }) => status === 422),
      { hint: /name/ },
    )
    // In the order in which they end, which is nobody's to say.
    const callbacks = facts.filter(({ kind }) => kind === 'callback')
    t.match(
      callbacks.find(({ what }) => what === `UPLOAD_IDENTITY_SELFIE_SUCCESS → ${url}`),
      { status: 200, agent_id: id },
    )
    t.match(
      callbacks.find(({ what }) => what === `APPROVED → ${url}`),
      { status: 500, hint: /The receiver answered 500/ },
    )
    t.match(
      callbacks.find(({ status }) => status === null),
      { what: 'by hand → http://127.0.0.1:1', hint: /Nothing listens/, agent_id: null },
    )
    t.ok(callbacks.some(({ what }) => what === 'APPROVED → inbox'))
    t.match(
      facts.find(({ kind, status }) => kind === 'request' && status === null),
      { what: /^POST/, fault: 'connection-reset' },
    )
  })

  t.test('for people, with and without colour', async (t) => {
    const { lines } = await logged('pretty')
    t.match(lines[0], /^\d\d:\d\d:\d\d {3}POST \/big_sandbox_api\/v2\/agents 200 [\d.]+ m?s$/)
    t.ok(
      lines.some((line) =>
        /^\d\d:\d\d:\d\d → APPROVED → \S+ 500 [\d.]+ m?s\n {11}The receiver/.test(line),
      ),
    )
    t.ok(lines.some((line) => / no answer [\d.]+ m?s \(fault connection-reset\)$/.test(line)))
    t.ok((await logged('pretty', true)).lines[0]?.includes('\u001b[32m200\u001b[0m'))
  })

  t.test('or not at all', async (t) => {
    t.strictSame((await logged('silent')).lines, [])
  })
})

t.test('the real terminal: colour where it is one, unless NO_COLOR says no', async (t) => {
  const { sandbox } = await open(t)
  const written = t.capture(process.stdout, 'write', () => true)
  const complained = t.capture(process.stderr, 'write', () => true)
  const [isTTY, noColour] = [process.stdout.isTTY, process.env['NO_COLOR']]
  const tour = async (terminal: boolean, plain: boolean) => {
    process.stdout.isTTY = terminal
    if (plain) process.env['NO_COLOR'] = '1'
    else delete process.env['NO_COLOR']
    const code = await runCommand(['tour', '--url', sandbox.url])
    const text = written()
      .map(({ args }) => args.join(''))
      .join('')
    return [code, text.includes('\u001b[36mPOST')]
  }
  const results = [await tour(true, false), await tour(true, true), await tour(false, false)]
  const wrong = await runCommand(['agent'])
  process.stdout.isTTY = isTTY
  if (noColour === undefined) delete process.env['NO_COLOR']
  else process.env['NO_COLOR'] = noColour
  const errors = complained().map(({ args }) => args.join(''))
  written.restore()
  complained.restore()
  t.strictSame(results, [
    [0, true],
    [0, false],
    [0, false],
  ])
  t.equal(wrong, 2)
  t.match(errors.join(''), /^flip-sandbox: There is no command "agent"/)
})

t.test('commands that mean one company alone', async (t) => {
  const { sandbox, api } = await open(t)
  const company = await sandbox.createCompany()
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  const id = await api.of(company).decided()
  await api.decided()
  await sandbox.waitFor({ idle: true })
  const of = (...words: string[]) => run([...words, '--company', String(company.id), '--json'], at)
  const json = async (...words: string[]) => JSON.parse((await of(...words)).out)
  t.match(await json('agents'), { total: 1, items: [{ id }] })
  t.match(await json('callbacks'), { total: 2 })
  t.match(await json('clock', 'freeze'), { mode: 'frozen' })
  t.equal((await sandbox.clock.now()).mode, 'running')
  t.match(await json('next', 'pending'), { id: company.id, armed: [{ scenario: 'pending' }] })
  t.match(await json('export'), { companies: [{ id: company.id }] })
  await of('reset')
  t.equal((await sandbox.agents()).total, 1)
  t.match(await run(['reset', '--company', String(company.id)], at), {
    out: `Company ${company.id} is empty.`,
  })
  t.match(await run(['agents', '--company', 'mine'], at), { code: 2, err: /"mine" is not an id/ })
})

t.test('wrong use says what to write', async (t) => {
  for (const [words, err] of [
    [['start', '--port'], /--port needs a value: --port <number>; one that begins with a dash/],
    [['start', '--callback-delay', '-5s'], /--callback-delay needs a value: --callback-delay <dur/],
    [['agents', '--url'], /--url needs a value: --url <value>/],
    [['agents', '--json=yes'], /--json takes no value; write --json alone/],
    [['agents', '-x'], /There is no flag -x for "agents"; flip-sandbox agents --help lists/],
  ] as const) {
    t.match(await run([...words]), { code: 2, err }, words.join(' '))
  }
  for (const given of [{ FLIP_SANDBOX_URL: 'ftp://nowhere' }, {}]) {
    const words = 'FLIP_SANDBOX_URL' in given ? [] : ['--url', 'ftp://nowhere']
    t.match(await run(['agents', ...words], given), { code: 2, err: /is no URL of a sandbox/ })
  }
})

t.test('a document that cannot be imported is no wrong use', async (t) => {
  const { sandbox } = await open(t)
  const file = join(t.testdir({ 'other.json': '{}' }), 'other.json')
  t.match(await run(['import', file], { FLIP_SANDBOX_URL: sandbox.url }), {
    code: 1,
    err: /is not a state of flip-kyc-sandbox.* Give a document that an export has written\.$/,
  })
  for (const words of [[], ['--add']]) {
    t.match(await run(['import', ...words, file, '--url', 'http://127.0.0.1:2']), {
      code: 1,
      err: /No sandbox answers/,
    })
  }
})

t.test('a connection that ends without an answer', async (t) => {
  const server = createServer((request) => request.socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  t.match(await run(['agents', '--url', url]), {
    code: 1,
    err: /closed the connection without an answer \(\w+\): it is being stopped, or has ended/,
  })
  const { sandbox } = await open(t)
  for (const fault of ['connection-reset', 'cut-body'] as const) {
    await sandbox.setFaults([{ fault }])
    t.match(await run(['tour', '--url', sandbox.url]), {
      code: 1,
      err: /POST \S+ got no whole answer: a fault says so, .+ flip-sandbox faults clear takes faults away/,
    })
  }
})
