import { request } from 'node:http'
import t from 'tap'
import { startSandbox } from '../../src/index.js'
import { runSandbox } from '../../src/server/sandbox.js'
import { StorageError } from '../../src/store/errors.js'
import { provoked } from '../helpers/openapi.js'
import { sendRaw } from '../helpers/raw.js'
import { open } from '../helpers/sandbox.js'

interface Answer {
  readonly status: number
  readonly code: string | undefined
  readonly message: string
  readonly headers: NodeJS.Dict<string | string[]>
}

/** A call with headers that fetch would not send. */
function call(
  url: string,
  headers: Record<string, string>,
  method = 'GET',
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, async (response) => {
      let text = ''
      for await (const chunk of response) text += chunk
      const error = text.startsWith('{') ? JSON.parse(text).error : undefined
      const { statusCode = 0 } = response
      resolve({
        status: statusCode,
        code: error?.code,
        message: error?.message ?? '',
        headers: response.headers,
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

t.test('a Host name', async (t) => {
  const { sandbox } = await open(t, { allowedHosts: ['KYC.example.com', 'other.example.com:8443'] })
  const under = (host: string, path = '/_sandbox/config') => call(sandbox.url + path, { host })

  t.test('is answered where only a local network resolves it', async (t) => {
    for (const host of [
      '127.0.0.1:4010',
      '192.168.0.7',
      '[::1]:4010',
      '[fe80::1]',
      'localhost',
      'LOCALHOST:80',
      'flip-sandbox',
      'flip_sandbox:4010',
      'kyc.localhost',
      'host.docker.internal:4010',
      'laptop.local',
      'sandbox.test.svc',
      'sandbox.test.svc.cluster.local:80',
    ]) {
      t.equal((await under(host)).status, 200, host)
    }
  })

  t.test('or where it is allowed, with any port or with its own', async (t) => {
    t.equal((await under('kyc.example.com:4010')).status, 200)
    t.equal((await under('other.example.com:8443')).status, 200)
    t.equal((await under('other.example.com:8444')).status, 403)
  })

  t.test('is refused where it could be somebody’s page, on every control path', async (t) => {
    for (const host of [
      'example.com',
      'evil.com:4010',
      'localhost.evil.com',
      '127.0.0.1.evil.com',
      'x.svc.evil.com',
    ]) {
      t.match(
        await under(host),
        { status: 403, code: 'host_not_allowed', message: /--allowed-hosts/ },
        host,
      )
    }
    t.match(
      await sendRaw(sandbox.url, 'GET /_sandbox/config HTTP/1.0\r\n\r\n'),
      { status: 403 },
      'none at all',
    )
    for (const path of ['/_sandbox/health', '/_sandbox/none'])
      t.equal((await under('example.com', path)).status, 403, path)
    t.equal(
      (await call(`${sandbox.url}/_sandbox/reset`, { host: 'example.com' }, 'POST')).status,
      403,
    )
  })

  t.test('does not matter to the emulated API, nor to the images it names', async (t) => {
    const { authorization } = sandbox
    t.equal((await under('api.flip.id', '/_sandbox/images/x.png')).status, 404)
    const path = '/big_sandbox_api/v2/general/maintenance'
    t.equal((await call(sandbox.url + path, { host: 'example.com', authorization })).status, 200)
  })
})

t.test('an Origin', async (t) => {
  const { sandbox } = await open(t, { allowedOrigins: ['https://App.example.com/'] })
  const from = (origin: string, method = 'GET') =>
    call(`${sandbox.url}/_sandbox/config`, { origin }, method)

  t.test('of the sandbox itself, or none, needs nothing', async (t) => {
    const own = await from(sandbox.url)
    t.equal(own.status, 200)
    t.notOk(own.headers['access-control-allow-origin'])
    t.equal((await call(`${sandbox.url}/_sandbox/config`, {})).status, 200)
  })

  t.test('of the public URL is its own too, where a proxy ends TLS', async (t) => {
    const { sandbox } = await open(t, {
      allowedHosts: ['sb.example'],
      publicUrl: 'https://sb.example/sandbox',
    })
    const put = (origin: string) =>
      call(
        `${sandbox.url}/_sandbox/maintenance`,
        { host: 'sb.example', 'content-type': 'application/json', origin },
        'PUT',
        '{"maintenance":true}',
      )
    t.match(await put('https://sb.example:8443'), { status: 403, code: 'origin_not_allowed' })
    t.equal((await put('https://sb.example')).status, 200)
    t.strictSame((await sandbox.maintenance()).maintenance, true)
  })

  t.test('that is allowed gets what a browser asks for', async (t) => {
    t.match(await from('https://app.example.com'), {
      status: 200,
      headers: { 'access-control-allow-origin': 'https://app.example.com', vary: 'origin' },
    })
    t.match(await from('https://app.example.com', 'OPTIONS'), {
      status: 204,
      headers: {
        'access-control-allow-methods': /PATCH/,
        'access-control-allow-headers': /authorization, content-type, last-event-id/,
      },
    })
    const refused = await call(`${sandbox.url}/_sandbox/agents/999`, {
      origin: 'https://app.example.com',
    })
    t.match(
      [refused.status, refused.headers['access-control-allow-origin']],
      [404, 'https://app.example.com'],
      'an error can be read, too',
    )
    const stream = await fetch(`${sandbox.url}/_sandbox/events`, {
      headers: { origin: 'https://app.example.com' },
    })
    t.equal(
      stream.headers.get('access-control-allow-origin'),
      'https://app.example.com',
      'the stream as well',
    )
    await stream.body?.cancel()
  })

  t.test('of another page is refused, before anything happens', async (t) => {
    for (const origin of [
      'https://evil.com',
      'null',
      'http://127.0.0.1:1',
      sandbox.url.replace('http', 'https'),
    ]) {
      t.match(
        await from(origin),
        { status: 403, code: 'origin_not_allowed', message: /--allowed-origins/ },
        origin,
      )
      t.equal((await from(origin, 'OPTIONS')).status, 403)
    }
    await sandbox.createCompany()
    await call(`${sandbox.url}/_sandbox/companies/2`, { origin: 'https://evil.com' }, 'DELETE')
    t.equal((await sandbox.company(2)).id, 2)
  })
})

t.test('a browser’s call without an Origin, such as an image’s or a link’s', async (t) => {
  const { sandbox, api } = await open(t, { allowedOrigins: ['https://app.example.com'] })
  const sent = (
    path: string,
    site: string,
    mode: string,
    dest: string,
    more = {},
    method = 'GET',
  ) =>
    call(
      sandbox.url + path,
      { 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': dest, ...more },
      method,
    )
  const refused = { status: 403, code: 'origin_not_allowed', message: /--allowed-origins/ }

  t.test('is refused where another page made it, before anything happens', async (t) => {
    for (const [site, mode, dest] of [
      ['cross-site', 'no-cors', 'image'],
      ['cross-site', 'no-cors', 'empty'],
      ['cross-site', 'no-cors', 'script'],
      ['cross-site', 'navigate', 'iframe'],
      ['cross-site', 'navigate', 'document'],
      ['same-site', 'no-cors', 'image'],
    ] as const) {
      for (const path of ['/export', '/wait?idle=true&timeout=1h', '/config', '/events', '/none'])
        t.match(
          await sent(`/_sandbox${path}`, site, mode, dest),
          refused,
          `${path} ${site} ${mode}`,
        )
    }
    t.match(await sent('/_sandbox/docs', 'cross-site', 'navigate', 'iframe'), refused, 'a frame')
    t.match(await sent('/_sandbox/docs', 'cross-site', 'no-cors', 'script'), refused, 'a script')
    t.equal(
      (await sent('/_sandbox/export', 'cross-site', 'no-cors', 'empty', {}, 'HEAD')).status,
      403,
    )
  })

  t.test('is answered where the user, or the sandbox’s own page, made it', async (t) => {
    for (const [site, mode, dest] of [
      ['none', 'navigate', 'document'],
      ['same-origin', 'cors', 'empty'],
      ['same-origin', 'navigate', 'document'],
    ] as const)
      t.equal((await sent('/_sandbox/export', site, mode, dest)).status, 200, `${site} ${mode}`)
  })

  t.test(
    'is answered by images for everybody, and by the page and its docs for a link',
    async (t) => {
      const { images } = await sandbox.agent(await api.uploaded())
      const { pathname } = new URL(images.identity?.url as string)
      for (const site of ['cross-site', 'same-site']) {
        t.equal((await sent(pathname, site, 'no-cors', 'image')).status, 200)
        for (const path of ['/_sandbox/docs', '/_sandbox', '/'])
          t.ok((await sent(path, site, 'navigate', 'document')).status < 400, path)
        t.not((await sent('/_sandbox/', site, 'navigate', 'document')).status, 403)
      }
    },
  )

  t.test(
    'passes with an Origin that is allowed, as scripts and event streams send it',
    async (t) => {
      const origin = 'https://app.example.com'
      t.equal(
        (await sent('/_sandbox/config', 'cross-site', 'cors', 'empty', { origin })).status,
        200,
      )
      t.equal(
        (await sent('/_sandbox/config', 'cross-site', 'cors', 'empty', { origin }, 'OPTIONS'))
          .status,
        204,
      )
      const other = { origin: 'https://evil.com' }
      t.match(await sent('/_sandbox/config', 'cross-site', 'cors', 'empty', other), refused)
    },
  )
})

t.test('a control token', async (t) => {
  const { sandbox, api } = await open(t, { controlToken: 'letmein' })
  const at = (path: string, headers = {}, method = 'GET') =>
    call(`${sandbox.url}/_sandbox${path}`, headers, method)

  t.test('is asked for by every call', async (t) => {
    for (const [method, path] of [
      ['GET', '/config'],
      ['GET', '/agents'],
      ['POST', '/reset'],
      ['GET', '/events'],
      ['GET', '/export'],
      ['DELETE', '/inbox'],
      ['GET', '/inbox'],
      ['GET', '/none'],
    ] as const) {
      const answer = await at(path, {}, method)
      t.match(answer, { status: 401, code: 'token_required', message: /--control-token/ }, path)
      t.equal(answer.headers['www-authenticate'], 'Bearer')
    }
    for (const authorization of [
      'Bearer wrong',
      'Bearer',
      'Basic letmein',
      'letmein',
      'Bearer letmein2',
    ])
      t.equal((await at('/config', { authorization })).status, 401, authorization)
    t.equal((await at('/config', { authorization: 'Bearer letmein' })).status, 200)
    t.equal((await at('/config', { authorization: 'bearer  letmein' })).status, 200)
  })

  t.test('but not by health, images, the inbox’s own address and a preflight', async (t) => {
    const id = await api.uploaded()
    await sandbox.waitFor({ idle: true })
    t.equal((await sandbox.inbox()).total, 1, 'the sandbox’s own callback came in')
    t.equal((await at('/health')).status, 200)
    const { images } = await sandbox.agent(id)
    t.equal((await fetch(images.identity?.url as string)).status, 200)
    t.equal((await at('/config', {}, 'OPTIONS')).status, 204)
    t.equal((await at('/docs')).status, 200)
  })

  t.test('is not what the emulated API asks for', async (t) => {
    t.equal((await api.create()).status, 200)
  })
})

t.test('a host that others reach needs a control token, or the word none', async (t) => {
  for (const host of ['0.0.0.0', '::', '192.168.0.7', 'example.com']) {
    await t.rejects(startSandbox({ host }), {
      code: 'invalid_option',
      message: `host ${host} lets others reach the control API: give it a controlToken, or "none" where the network is the boundary.`,
    })
  }
  for (const options of [
    { host: '0.0.0.0', controlToken: 'none' },
    { host: '0.0.0.0', controlToken: 'token' },
    { host: '127.0.0.2' },
    { host: 'localhost' },
  ]) {
    const { sandbox } = await open(t, options)
    t.equal(
      (await sandbox.config()).host,
      options.host,
      'listens, and its own client has the token',
    )
  }
  const { sandbox } = await open(t, { host: '0.0.0.0', controlToken: 'none' })
  t.equal((await call(`${sandbox.url}/_sandbox/config`, {})).status, 200, 'none: open')
})

t.test('what HTTP itself gets wrong is answered in the control API’s shape', async (t) => {
  const { sandbox } = await open(t)
  const json = { 'content-type': 'application/json' }
  const post = (body: string, headers: Record<string, string> = json) =>
    call(`${sandbox.url}/_sandbox/companies`, headers, 'POST', body)
  t.match(await post('{'), { status: 400, code: 'invalid_json', message: /The body is not JSON/ })
  t.match(await post('a=b', { 'content-type': 'application/x-www-form-urlencoded' }), {
    status: 415,
    code: 'unsupported_media_type',
    message: /^Send the body as application\/json/,
  })
  t.match(await post(`"${'x'.repeat(1_100_000)}"`), { status: 413, code: 'too_large' })
  t.equal((await post('', json)).status, 201, 'an empty body is an empty object')
  t.equal((await post('', { 'content-type': 'text/plain' })).status, 201, 'whatever it is called')
  t.match(await call(`${sandbox.url}/_sandbox/none`, {}), {
    status: 404,
    code: 'not_found',
    message: /GET \/_sandbox\/docs/,
  })
  t.match(await call(`${sandbox.url}/_sandbox/agents`, {}, 'DELETE'), {
    status: 404,
    code: 'not_found',
  })
  t.match(
    await sendRaw(
      sandbox.url,
      'POST /_sandbox/reset HTTP/1.1\r\nhost: x\r\ncontent-type: \r\ncontent-length: 2\r\n\r\n{}',
    ),
    { status: 415 },
  )
  t.match(
    await sendRaw(
      sandbox.url,
      'POST /_sandbox/reset HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{}',
      true,
    ),
    { status: 400 },
    'a body that ends early',
  )
})

t.test('what the sandbox itself gets wrong is answered, and said to be a defect', async (t) => {
  const warned: string[] = []
  const running = await runSandbox({ port: 0, state: 'memory', log: 'silent' }, (sentence) =>
    warned.push(sentence),
  )
  t.teardown(() => running.close())
  const { store, images } = running.context
  const get = (path: string, method = 'GET') => call(`${running.url}/_sandbox${path}`, {}, method)
  t.intercept(images, 'get', {
    value: () => {
      throw 'some internal matter'
    },
  })
  const image = `/images/${'0'.repeat(24)}.png`
  provoked.add(`GET /_sandbox${image} → 500`)
  const failed = await get(image)
  t.match(failed, { status: 500, code: 'defect', message: /this is a defect\. Please report it/ })
  t.notMatch(failed.message, /internal matter/)
  t.same(warned, [`GET /_sandbox${image} met a defect of the sandbox: some internal matter`])
  t.intercept(store, 'commit', {
    value: () => {
      throw new StorageError('The journal cannot be written.')
    },
  })
  t.match(await get('/reset', 'POST'), {
    status: 503,
    code: 'storage',
    message: /journal cannot be written/,
  })
})
