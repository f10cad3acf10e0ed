import t from 'tap'
import { ENDPOINTS } from '../../src/flip/routes.js'
import { RULES } from '../../src/rules/all.js'
import { AGENTS, KYC, open } from '../helpers/sandbox.js'

const AGENTS_HOST = [
  'POST /agents',
  'GET /agents/1',
  'PUT /agents/1',
  'GET /general/maintenance',
  'POST /disbursement/bank-account-inquiry',
  'POST /agent-disbursements',
  'GET /agent-disbursements',
  'GET /agent-disbursements/1',
  'GET /disbursement',
  'GET /general/balance',
  'GET /general/banks',
]
const KYC_HOST = [
  'PUT /users/1/identities',
  'PUT /users/1/submit',
  'PUT /users/1/repair',
  'PUT /users/1/repairPhoto',
  'PUT /users/1/repairSelfie',
  'POST /documents',
  'GET /countries',
  'GET /provinces',
  'GET /cities',
  'GET /districts',
]

t.test('the rule of a host’s paths names each endpoint', async (t) => {
  const sentence = (id: string) => RULES.find((rule) => rule.id === id)?.sentence ?? ''
  const words = { agents: sentence('paths.agents-host'), kyc: sentence('paths.kyc-host') }
  for (const host of ['agents', 'kyc'] as const) {
    for (const { path } of ENDPOINTS[host]) {
      const last = path.split('/').findLast((part) => !part.startsWith(':')) as string
      t.ok(new RegExp(`\\b${last}\\b`).test(words[host]), path)
    }
  }
})

t.test('paths', async (t) => {
  const { api, sandbox } = await open(t)
  /** Without a key a known path is 401, or 200 where it needs none, an unknown one 404. */
  const status = async (prefix: string, endpoint: string) => {
    const [method, path] = endpoint.split(' ') as [string, string]
    return (await fetch(`${sandbox.url}${prefix}${path}`, { method })).status
  }

  for (const [mode, agents, kyc] of [
    ['test mode (paths.test-mode)', AGENTS, KYC],
    ['live mode (paths.live-mode)', '/api/v2', '/kyc/api/v1'],
  ] as const) {
    t.test(`of ${mode}, each endpoint on its own host`, async (t) => {
      for (const endpoint of AGENTS_HOST) {
        const known = endpoint === 'GET /general/maintenance' ? 200 : 401
        t.equal(await status(agents, endpoint), known, `${endpoint} (paths.agents-host)`)
        t.equal(await status(kyc, endpoint), 404, `${endpoint} is not on the KYC host`)
      }
      for (const endpoint of KYC_HOST) {
        t.equal(await status(kyc, endpoint), 401, `${endpoint} (paths.kyc-host)`)
        t.equal(await status(agents, endpoint), 404, `${endpoint} is not on the agents host`)
      }
    })
  }

  t.test(
    'in another case or with a slash at the end are unknown (paths.case-and-slash)',
    async (t) => {
      for (const path of [
        `${AGENTS}/Agents/1`,
        `${AGENTS}/agents/1/`,
        `${KYC}/Countries`,
        `${KYC}/countries/`,
      ])
        t.equal((await api.get(path)).status, 404, path)
    },
  )

  t.test(
    'that are unknown are so with a key and without (errors.unknown-path-without-key)',
    async (t) => {
      for (const prefix of [AGENTS, KYC]) {
        t.equal((await api.get(`${prefix}/nothing`)).status, 404)
        t.equal(await status(prefix, 'GET /nothing'), 404)
      }
    },
  )

  t.test('answer JSON in UTF-8, whatever is accepted (errors.accept-header)', async (t) => {
    for (const accept of ['text/html', 'application/xml;q=1, application/json;q=0', '']) {
      const reply = await api.send('GET', `${KYC}/countries?user_type=1`, { headers: { accept } })
      t.equal(reply.status, 200)
      t.equal(reply.headers.get('content-type'), 'application/json; charset=utf-8')
    }
  })
})

t.test('the hint beside an unknown call names the endpoint that was probably meant', async (t) => {
  const { api } = await open(t)
  for (const [call, hint] of [
    [
      'POST /kyc-sandbox/api/v1/users/7/submit',
      '/kyc-sandbox/api/v1/users/:id/submit takes PUT, not POST.',
    ],
    ['POST /api/v2/agents/7', '/api/v2/agents/:id takes GET or PUT, not POST.'],
    ['GET /agent', 'POST /big_sandbox_api/v2/agents'],
    ['POST /v2/agents', 'POST /big_sandbox_api/v2/agents'],
    ['POST /big_sandbox_api/v2/agents/', 'POST /big_sandbox_api/v2/agents'],
    ['POST /big_sandbox_api/v2/disbursements', 'POST /big_sandbox_api/v2/agent-disbursements'],
    ['POST /api/v3/disbursements', 'POST /api/v3/agent-disbursements'],
    ['PUT /big_sandbox_api/v2/users/7/submit', 'PUT /kyc-sandbox/api/v1/users/:id/submit'],
    ['PUT /kyc/api/v1/user/7/repairFoto', 'PUT /kyc/api/v1/users/:id/repairPhoto'],
    ['DELETE /big_sandbox_api/v3/agents/7', 'GET /big_sandbox_api/v2/agents/:id'],
  ] as const) {
    const [method, path] = call.split(' ') as [string, string]
    const meant = hint.endsWith('.') ? `: ${hint}` : `; did you mean ${hint}?`
    t.match(
      await api.send(method, path),
      { status: 404, hint: `No endpoint has this method and path${meant}` },
      call,
    )
  }
  t.match(await api.get('/nothing/like/it'), {
    hint: /^No endpoint has this method and path: the emulated API lies under \/big_sandbox_api\/v2, \/big_sandbox_api\/v3, \/kyc-sandbox\/api\/v1 and, as in live mode, \/api\/v2, /,
  })
})
