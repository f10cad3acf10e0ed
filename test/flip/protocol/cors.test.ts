import t from 'tap'
import { AGENTS, KYC, open } from '../../helpers/sandbox.js'

const PAGE = 'http://localhost:5173'

const preflight = (origin: string) => ({
  headers: {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,request-id',
  },
})

t.test('a page of an origin that the option names may call the emulated API', async (t) => {
  const { api } = await open(t, { corsOrigins: [PAGE] })

  t.test('its browser asks first', async (t) => {
    for (const path of [`${AGENTS}/agents`, '/kyc/api/v1/users/1/submit']) {
      const { status, headers } = await api.send('OPTIONS', path, preflight(PAGE))
      t.equal(status, 204)
      t.equal(headers.get('access-control-allow-origin'), PAGE)
      t.equal(headers.get('access-control-allow-methods'), 'GET, POST, PUT')
      t.equal(
        headers.get('access-control-allow-headers'),
        'authorization, content-type, request-id, idempotency-key, x-timestamp',
      )
    }
  })

  t.test('and reads the answer, and an error’s hint', async (t) => {
    const { status, headers, hint } = await api.send('GET', `${AGENTS}/agents/9`, {
      headers: { origin: PAGE },
    })
    t.equal(status, 404)
    t.equal(headers.get('access-control-allow-origin'), PAGE)
    t.equal(headers.get('access-control-expose-headers'), 'sandbox-hint')
    t.equal(headers.get('vary'), 'origin')
    t.ok(hint)
  })

  t.test('one of another origin may not', async (t) => {
    const { status, headers, hint } = await api.send(
      'OPTIONS',
      `${AGENTS}/agents`,
      preflight('https://evil.example'),
    )
    t.equal(status, 404)
    t.equal(headers.get('access-control-allow-origin'), null)
    t.match(hint, /^The origin https:\/\/evil\.example is not among --cors-origins/)
    const plain = await api.send('OPTIONS', `${AGENTS}/agents`)
    t.equal(plain.status, 404)
    t.match(plain.hint, /^No endpoint has this method and path/)
    const answer = await api.send('GET', `${KYC}/countries`, { headers: { origin: 'null' } })
    t.equal(answer.headers.get('access-control-allow-origin'), null)
  })
})

t.test('such a page may read the images as well, which every page may show', async (t) => {
  const { sandbox, api } = await open(t, { corsOrigins: [PAGE] })
  const { images } = await sandbox.agent(await api.uploaded())
  const { pathname } = new URL(images.identity?.url as string)
  const read = (headers: Record<string, string>) => api.send('GET', pathname, { headers })

  const shown = await read({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })
  t.equal(shown.status, 200)
  t.equal(shown.headers.get('cross-origin-resource-policy'), 'cross-origin')
  t.equal(shown.headers.get('vary'), 'origin', 'a script’s call does not get this from the cache')
  t.equal((await read({ origin: PAGE })).headers.get('access-control-allow-origin'), PAGE)
  const refused = await read({ origin: 'https://evil.example' })
  t.equal(refused.status, 403)
  t.match(refused.body, { error: { message: /--cors-origins/ } })
  const control = await api.send('GET', '/_sandbox/agents', { headers: { origin: PAGE } })
  t.equal(control.status, 403, 'and nothing else of the control API')
})

t.test('all may, with a star', async (t) => {
  const { api } = await open(t, { corsOrigins: ['*'] })
  const { headers } = await api.send(
    'OPTIONS',
    `${AGENTS}/agents`,
    preflight('https://any.example'),
  )
  t.equal(headers.get('access-control-allow-origin'), 'https://any.example')
})

t.test(
  'without the option a preflight is an unknown path, as at Flip, and the hint says what to do',
  async (t) => {
    const { api } = await open(t)
    const { status, hint } = await api.send('OPTIONS', `${AGENTS}/agents`, preflight(PAGE))
    t.equal(status, 404)
    t.match(hint, /start the sandbox with --cors-origins, or call it from your server/)
    const plain = await api.send('OPTIONS', `${AGENTS}/agents`)
    t.match(plain.hint, /^No endpoint has this method and path/)
  },
)

t.test('an origin that is none is refused at the start', async (t) => {
  await t.rejects(open(t, { corsOrigins: ['localhost'] }), {
    message: /corsOrigins must be origins/,
  })
})
