import { readFileSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { explainFailure } from '../../src/callbacks/explain-failure.js'
import { startSandbox } from '../../src/index.js'
import { folder } from '../helpers/folder.js'
import { receiver } from '../helpers/receiver.js'
import { AGENTS, magic, open, someAgent } from '../helpers/sandbox.js'

t.test('a callback', async (t) => {
  const hook = await receiver(t)
  const { api, sandbox } = await open(t, { callbackUrl: hook.url, validationToken: 'the-token' })

  t.test(
    'has two fields, data and token (callbacks.form), and data has its keys in the guide’s order (callbacks.keys, callbacks.keys.of-samples)',
    async (t) => {
      const id = await api.decided({ name: 'John Doe' })
      const [upload, approved] = (await hook.next(2)).map(({ data }) => data)
      t.strictSame(Object.keys(upload), [
        'agent_id',
        'agent_name',
        'kyc_status',
        'rejected_reason_code',
        'rejected_reason',
        'created_at',
        'updated_at',
        'submitted_at',
        'verified_at',
      ])
      t.match(
        upload,
        {
          agent_id: id,
          agent_name: 'John Doe',
          kyc_status: 'UPLOAD_IDENTITY_SELFIE_SUCCESS',
          rejected_reason_code: null,
          rejected_reason: null,
          submitted_at: null,
          verified_at: null,
        },
        'after the upload check (status.upload.check, callbacks.no-reason, callbacks.times)',
      )
      const time = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/
      t.match(
        approved,
        {
          kyc_status: 'APPROVED',
          created_at: time,
          submitted_at: time,
          verified_at: time,
          rejected_reason_code: null,
          rejected_reason: null,
        },
        'after the decision (status.decision, callbacks.times, values.time.agents-host)',
      )
      const { headers, token, body } = hook.received[0] as (typeof hook.received)[0]
      t.equal(headers['content-type'], 'application/x-www-form-urlencoded')
      t.equal(token, 'the-token')
      t.strictSame([...new URLSearchParams(body).keys()], ['data', 'token'])
      t.strictSame(
        hook.received.slice(0, 2).map((one) => [one.path, one.token]),
        Array(2).fill(['/callback', 'the-token']),
        'both kinds go to one URL (callbacks.one-url)',
      )
      const { data } = Object.fromEntries(new URLSearchParams(body))
      t.equal(data, JSON.stringify(upload), 'compact JSON (callbacks.compact)')
      t.match(body, 'John+Doe', 'encoded as web pages do it (callbacks.encoding)')
      const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
      t.equal(headers['user-agent'], `flip-kyc-sandbox/${version}`, '(callbacks.user-agent)')
    },
  )

  t.test(
    'types the reason code as the guide prints it: an integer, then a string (callbacks.reason-code-type)',
    async (t) => {
      await api.uploaded(magic('9810'), 'UPLOAD_IDENTITY_SELFIE_FAILED')
      await api.decided(magic('9917'), 'REJECTED')
      await sandbox.waitFor({ idle: true })
      const codes = hook.received
        .map(({ data }) => data.rejected_reason_code)
        .filter((code) => code !== null)
      t.strictSame(codes, [10, '17'])
      const rejected = hook.received.find(({ data }) => data.kyc_status === 'REJECTED')
      t.match(
        rejected?.data,
        {
          rejected_reason:
            'Part of the data on the photo ID card is missing so it can’t be read in its entirety',
          submitted_at: null,
          verified_at: null,
        },
        'with the text of the guide (reasons.texts, status.decision, callbacks.times)',
      )
      const failed = hook.received.find(({ data }) => data.rejected_reason_code === 10)
      t.match(
        failed?.data,
        {
          kyc_status: 'UPLOAD_IDENTITY_SELFIE_FAILED',
          rejected_reason: 'The data that is filled in does not match with identity card',
        },
        'likewise (reasons.texts, status.upload.check)',
      )
    },
  )

  t.test('or always as the option says (callbacks.reason-code-type)', async (t) => {
    for (const [reasonCodeType, expected] of [
      ['integer', [10, 17]],
      ['string', ['10', '17']],
    ] as const) {
      const company = await sandbox.createCompany({ reasonCodeType, callbackUrl: hook.url })
      const before = hook.received.length
      await api.of(company).uploaded(magic('9810'), 'UPLOAD_IDENTITY_SELFIE_FAILED')
      await api.of(company).decided(magic('9917'), 'REJECTED')
      await company.waitFor({ idle: true })
      const codes = hook.received.slice(before).map(({ data }) => data.rejected_reason_code)
      t.strictSame(
        codes.filter((code) => code !== null),
        expected,
      )
    }
  })

  t.test('is sent once (callbacks.once), whatever the answer (callbacks.success)', async (t) => {
    for (const [status, state] of [
      [200, 'delivered'],
      [204, 'failed'],
      [302, 'failed'],
      [401, 'failed'],
      [403, 'failed'],
      [500, 'failed'],
    ] as const) {
      const other = await receiver(t, status)
      const company = await sandbox.createCompany({ callbackUrl: other.url })
      const agentId = await api.of(company).uploaded()
      await sandbox.waitFor({ agentId, callback: state })
      await company.waitFor({ idle: true })
      t.equal(other.received.length, 1)
      const [callback] = (await company.callbacks()).items
      t.match(callback, { state, answer_status: status })
      if (status !== 200)
        t.match(callback?.error, new RegExp(`answered ${status}; Flip counts nothing but 200`))
      const token = status === 401 || status === 403
      t.match(callback?.note, token ? /may expect another validation token/ : null)
    }
  })

  t.test('follows no redirect (callbacks.redirect)', async (t) => {
    const redirecting = createHttpServer((_request, response) =>
      response.writeHead(307, { location: hook.url }).end(),
    )
    await new Promise<void>((resolve) => redirecting.listen(0, '127.0.0.1', resolve))
    t.teardown(() => redirecting.close())
    const { port } = redirecting.address() as AddressInfo
    const company = await sandbox.createCompany({ callbackUrl: `http://127.0.0.1:${port}/` })
    const before = hook.received.length
    const agentId = await api.of(company).uploaded()
    await sandbox.waitFor({ agentId, callback: 'failed' })
    await sandbox.waitFor({ idle: true })
    t.equal(hook.received.length, before)
  })

  t.test(
    'is settled at the decision, and no later change touches it (callbacks.settled)',
    async (t) => {
      const [settled, later] = [await receiver(t), await receiver(t)]
      const company = await sandbox.createCompany({
        callbackUrl: settled.url,
        validationToken: 'old',
      })
      await company.clock.freeze()
      const own = api.of(company)
      const fields = someAgent({ ...magic('9404'), name: 'Before' })
      const id = await own.uploaded(fields)
      await company.update({ callbackUrl: later.url, validationToken: 'new' })
      await own.form('PUT', `${AGENTS}/agents/${id}`, { ...fields, name: 'After' })
      await own.submit(id)
      await own.settled(id, 'APPROVED')
      await company.clock.advance('1h')
      const [first] = await settled.next(1)
      t.match(first, {
        token: 'old',
        data: { agent_name: 'Before', kyc_status: 'UPLOAD_IDENTITY_SELFIE_SUCCESS' },
      })
      const [second] = await later.next(1)
      t.match(second, { token: 'new', data: { agent_name: 'After', kyc_status: 'APPROVED' } })
      t.strictSame([settled.received.length, later.received.length], [1, 1])
    },
  )
})

t.test(
  'a callback never comes before the response that caused it has been written (callbacks.after-response)',
  async (t) => {
    const order: string[] = []
    const hook = await receiver(t, ({ data }) => {
      order.push(data.kyc_status)
      return 200
    })
    const { api } = await open(t, { callbackUrl: hook.url })
    for (let round = 0; round < 20; round++) {
      const id = await api.newAgent()
      await api.upload(id)
      order.length = 0
      await api.selfie(id)
      order.push('answered')
      await hook.next(2 * round + 1)
      await api.submit(id)
      order.push('answered')
      await hook.next(2 * round + 2)
      t.strictSame(order, ['answered', 'UPLOAD_IDENTITY_SELFIE_SUCCESS', 'answered', 'APPROVED'])
    }
  },
)

t.test('the record of a callback holds the very bytes, both ways', async (t) => {
  let seen = ''
  const server = createServer((socket) => {
    socket.on('data', (chunk) => {
      seen += chunk.toString('latin1')
      if (seen.includes('token=')) {
        socket.end(
          'HTTP/1.1 200 Fine\r\nX-Odd: Täst\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok',
          'latin1',
        )
      }
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const callbackUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/flip?x=1`
  const { api, sandbox } = await open(t, { callbackUrl })
  const agentId = await api.uploaded()
  await sandbox.waitFor({ agentId, callback: 'delivered' })
  const callback = await sandbox.callback(1)
  t.equal(callback.request, seen)
  t.match(
    callback.response,
    /^HTTP\/1\.1 200 Fine\r\nX-Odd: .+\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok$/,
  )
})

t.test('what can go wrong with a delivery is said in words', async (t) => {
  const { api, sandbox } = await open(t)
  const error = async (callbackUrl: string) => {
    const company = await sandbox.createCompany({ callbackUrl })
    const agentId = await api.of(company).uploaded()
    await sandbox.waitFor({ agentId, callback: 'failed' })
    return (await company.callbacks()).items[0]?.error
  }
  const closing = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => closing.listen(0, '127.0.0.1', resolve))
  t.teardown(() => closing.close())
  const nonsense = createServer((socket) => socket.end('nonsense\r\n\r\n'))
  await new Promise<void>((resolve) => nonsense.listen(0, '127.0.0.1', resolve))
  t.teardown(() => nonsense.close())
  const port = (server: typeof closing) => (server.address() as AddressInfo).port

  t.match(await error('http://127.0.0.1:1/'), /Nothing listens at 127\.0\.0\.1:1[;:]/)
  t.match(
    await error('http://no-such-host.invalid/'),
    /The name no-such-host\.invalid is not known here/,
  )
  t.match(
    await error(`http://127.0.0.1:${port(closing)}/`),
    /closed the connection before it had answered/,
  )
  t.match(await error(`http://127.0.0.1:${port(nonsense)}/`), /answered, but not in HTTP/)
  t.match(await error(`https://127.0.0.1:${port(nonsense)}/`), /speaks plain HTTP/)
})

t.test('a failure is explained with its remedy', async (t) => {
  const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' })
  t.match(
    explainFailure(refused, 'http://localhost:3000/', false),
    /start the receiver or change the callback URL/,
  )
  t.match(
    explainFailure(refused, 'http://localhost:3000/', true),
    /inside a container that is the container itself\. Use host\.docker\.internal/,
  )
  t.match(explainFailure(refused, 'http://app:3000/', true), /start the receiver/)
  const unknown = Object.assign(new Error('x'), { code: 'ENOTFOUND' })
  t.match(
    explainFailure(unknown, 'http://host.docker.internal/', true),
    /--add-host host\.docker\.internal:host-gateway/,
  )
})

t.test('without a URL callbacks go to the inbox (callbacks.inbox)', async (t) => {
  const { api, sandbox } = await open(t)
  await api.decided()
  await sandbox.waitFor({ idle: true })
  const { items } = await sandbox.inbox()
  t.match(
    items.map(({ data, token_valid }) => [
      (data as { kyc_status: string }).kyc_status,
      token_valid,
    ]),
    [
      ['APPROVED', true],
      ['UPLOAD_IDENTITY_SELFIE_SUCCESS', true],
    ],
  )
  t.equal((await sandbox.callbacks({ state: 'delivered' })).total, 2)
})

t.test('callback faults', async (t) => {
  const hook = await receiver(t)
  const { api, sandbox } = await open(t, { callbackUrl: hook.url })
  /** An agent with this magic number, decided; its callbacks and what the receiver got. */
  const run = async (ending: string) => {
    const before = hook.received.length
    const id = await api.decided(magic(ending))
    await sandbox.clock.advance('2h')
    await sandbox.waitFor({ idle: true })
    return {
      ...(await sandbox.agent(id)),
      received: hook.received.slice(before).map(({ data }) => data?.kyc_status),
    }
  }
  const both = ['UPLOAD_IDENTITY_SELFIE_SUCCESS', 'APPROVED'] as const

  t.test('9401: each comes twice (callbacks.once)', async (t) => {
    const { received, callbacks } = await run('9401')
    t.strictSame(received.toSorted(), [...both, ...both].toSorted())
    t.strictSame(
      callbacks.map(({ repeats }) => repeats === null),
      [true, false, true, false],
    )
  })

  t.test('9402: each carries a wrong token', async (t) => {
    await run('9402')
    const [last] = (await sandbox.callbacks()).items
    const { fields } = await sandbox.callback(last?.id as number)
    t.not(fields.token, sandbox.validationToken)
    t.equal(fields.token.length, sandbox.validationToken.length)
    const company = await sandbox.createCompany({
      validationToken: 'endsinx',
      callbackUrl: hook.url,
    })
    await api.of(company).uploaded(magic('9402'))
    await company.waitFor({ idle: true })
    t.equal(hook.received.at(-1)?.token, 'endsiny')
  })

  t.test('9403: none ever comes', async (t) => {
    const { received, callbacks } = await run('9403')
    t.strictSame(received, [])
    t.strictSame(
      callbacks.map(({ state }) => state),
      ['dropped', 'dropped'],
    )
  })

  t.test('9404: each comes an hour late, and at once when the clock is moved', async (t) => {
    const before = hook.received.length
    const id = await api.decided(magic('9404'))
    t.strictSame(
      (await sandbox.agent(id)).callbacks.map(({ state }) => state),
      ['scheduled', 'scheduled'],
    )
    await sandbox.clock.advance('59m')
    t.equal(hook.received.length, before)
    await sandbox.clock.advance('2m')
    t.strictSame(
      hook.received
        .slice(before)
        .map(({ data }) => data.kyc_status)
        .sort(),
      both.toSorted(),
    )
  })

  t.test('9405: the body is cut in half', async (t) => {
    const { received, callbacks } = await run('9405')
    t.strictSame(received, [], 'the receiver never gets a whole request')
    t.match(callbacks[0], { state: 'failed', error: /cut in half on purpose/ })
  })

  t.test('9406: out of order, after the next one', async (t) => {
    const id = await api.newAgent(magic('9406'))
    const before = hook.received.length
    await api.upload(id)
    await api.selfie(id)
    await api.settled(id, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
    await api.submit(id)
    await sandbox.waitFor({ agentId: id, idle: true })
    t.strictSame(
      hook.received.slice(before).map(({ data }) => data.kyc_status),
      both.toReversed(),
    )
  })

  t.test(
    '9406: alone, it goes after 5 s at the longest, and once more after the next one',
    async (t) => {
      await sandbox.clock.freeze()
      const before = hook.received.length
      const received = () => hook.received.slice(before).map(({ data }) => data.kyc_status)
      const id = await api.uploaded(magic('9406'))
      await sandbox.clock.advance('4s')
      t.strictSame(received(), [])
      await sandbox.clock.advance('1s')
      t.strictSame(received(), [both[0]])
      const { history, callbacks } = await sandbox.agent(id)
      t.match(history.at(-1), {
        type: 'fault-missed',
        fault: 'after-next',
        callback: callbacks[0]?.id,
      })
      await api.submit(id)
      await sandbox.waitFor({ agentId: id, callback: 'delivered', idle: true })
      t.strictSame(received(), [both[0], both[1], both[0]], 'an older status is the last to come')
      t.match((await sandbox.agent(id)).callbacks, [
        { fault: 'after-next', repeats: null },
        { fault: null, repeats: null },
        { fault: null, repeats: callbacks[0]?.id },
      ])
      await sandbox.clock.resume()
    },
  )

  t.test('9407: the connection is closed before the answer', async (t) => {
    const { callbacks } = await run('9407')
    t.match(callbacks[0], { state: 'failed', error: /closed before the answer on purpose/ })
  })
})

t.test(
  'a receiver that hangs delays nobody else’s callbacks, and its own from the 65th on (callbacks.at-a-time)',
  async (t) => {
    const hanging = await receiver(t, null)
    const prompt = await receiver(t)
    const { api, sandbox } = await open(t, { callbackUrl: hanging.url })
    const company = await sandbox.createCompany({ callbackUrl: prompt.url })
    for (let n = 0; n < 70; n++) await sandbox.sendCallback({ data: { n } })
    const agentId = await api.of(company).uploaded()
    await sandbox.waitFor({ agentId, callback: 'delivered' })
    t.equal((await sandbox.callbacks({ companyId: 1, state: 'sending' })).total, 64)
    t.equal((await sandbox.callbacks({ companyId: 1, state: 'scheduled' })).total, 6)
    await sandbox.reset()
    await sandbox.waitFor({ idle: true })
    t.ok(hanging.received.length <= 64, 'a reset leaves none of those that waited')
  },
)

t.test(
  'callbacks that wait for their turn when the sandbox stops are due as before, those under way are not (callbacks.interrupted)',
  async (t) => {
    const state = join(folder(t), 'state.json')
    const silent = await receiver(t, null)
    const first = await startSandbox({ state, callbackUrl: silent.url })
    for (let n = 0; n < 70; n++) await first.sendCallback({ data: { n } })
    await silent.next(64)
    await first.close()
    await silent.close()
    const hook = await receiver(t)
    const { sandbox } = await open(t, { state, callbackUrl: hook.url })
    t.equal((await sandbox.callbacks({ state: 'interrupted' })).total, 64)
    // They go to the receiver that has gone: what counts is that they are begun, once.
    await sandbox.waitFor({ idle: true })
    t.equal((await sandbox.callbacks({ state: 'failed' })).total, 6)
    t.equal((await sandbox.callbacks({ state: 'interrupted' })).total, 64, 'not sent again')
    t.match((await sandbox.callbacks({ state: 'failed' })).items[0]?.error, /Nothing listens/)
  },
)

t.test('a name that containers alone know', async (t) => {
  const unknown = Object.assign(new Error(), { code: 'ENOTFOUND' })
  t.match(
    explainFailure(unknown, 'http://host.docker.internal:3000/', false),
    /known inside containers only; from here, call the receiver at 127\.0\.0\.1/,
  )
})
