import t from 'tap'
import { ENDPOINTS } from '../../../src/flip/routes.js'
import { GUIDE_KEY } from '../../../src/options/options.js'
import { sendRaw } from '../../helpers/raw.js'
import { AGENTS, KYC, open, type Reply } from '../../helpers/sandbox.js'

const COUNTRIES = `${KYC}/countries?user_type=1`
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

t.test('authentication', async (t) => {
  const { api, sandbox } = await open(t)

  t.test("accepts the guide's own header line (auth.basic, auth.guide-key)", async (t) => {
    const authorization =
      'Basic SkRKNUpERXpKREJrUlRCNlQydEJkazh1UVdjdlJEVTJUVFkwVG1WUWQwTnJOQzVQT1ZGNWVsWnVRbnBKVVRKdmRXYzRhMnQwVG00NFJubFQ6'
    t.equal((await api.send('GET', COUNTRIES, { headers: { authorization } })).status, 200)
  })

  t.test(
    'accepts Basic in any case, and URL-safe Base64 without padding (auth.spelling)',
    async (t) => {
      const secretKey = 'key?>~~?'
      await sandbox.createCompany({ secretKey })
      const encoded = Buffer.from(`${secretKey}:`)
      t.not(encoded.toString('base64'), encoded.toString('base64url'))
      for (const authorization of [
        `Basic ${encoded.toString('base64')}`,
        `basic ${encoded.toString('base64')}`,
        `BASIC ${encoded.toString('base64url')}`,
      ]) {
        t.equal((await api.send('GET', COUNTRIES, { headers: { authorization } })).status, 200)
      }
    },
  )

  t.test(
    'refuses everything else on both hosts, each in its own shape, and names the mistake (auth.unreadable)',
    async (t) => {
      for (const [authorization, hint] of [
        ['', /Send an Authorization header|not readable/],
        ['Bearer x', /not readable/],
        ['Basic %%%', /not readable/],
        [basic('no-colon'), /not readable/],
        [basic('wrong:'), /No company has this/],
        [basic(`${GUIDE_KEY}:secret`), /password must be empty/],
        [basic(`${GUIDE_KEY} + :`), /a space, a plus and a colon, as the guide's live editor does/],
      ] as const) {
        const headers = { authorization }
        const agents = await api.send('POST', `${AGENTS}/agents`, { headers })
        t.equal(agents.status, 401)
        t.strictSame(
          agents.body,
          {
            name: 'Unauthorized',
            message: 'Your request was made with invalid credentials.',
            status: 401,
          },
          'on the agents host (auth.refusal-agents-host)',
        )
        t.equal(
          agents.headers.get('www-authenticate'),
          'Basic realm="Flip"',
          'asking for a key (auth.challenge)',
        )
        t.match(agents.hint, hint, 'the hint names the mistake (auth.key-and-colon)')
        const kyc = await api.send('PUT', `${KYC}/users/1/submit`, { headers })
        t.equal(kyc.status, 401)
        t.strictSame(
          kyc.body,
          { errors: [{ code: 401, message: 'Invalid Auth' }] },
          'on the KYC host (auth.refusal-kyc-host)',
        )
        t.equal(kyc.headers.get('www-authenticate'), 'Basic realm="Flip"', 'and here')
        t.notMatch(kyc.hint, GUIDE_KEY)
      }
      const none = await fetch(`${sandbox.url}${AGENTS}/agents`, { method: 'POST' })
      t.equal(none.status, 401)
      t.match(none.headers.get('sandbox-hint'), /Send an Authorization header/)
    },
  )

  t.test(
    'asks for a key with every other 401 as well, and with no other answer (auth.challenge)',
    async (t) => {
      const company = await sandbox.createCompany()
      const own = api.of(company)
      const challenge = ({ status, headers }: Reply) => [status, headers.get('www-authenticate')]
      const asks = [401, 'Basic realm="Flip"']
      const noRequestId = { headers: { 'request-id': '' } }
      t.strictSame(challenge(await own.send('GET', COUNTRIES, noRequestId)), asks, 'Request-ID')
      await company.setMaintenance(true, { status: 401 })
      for (const reply of [await own.create(), await own.submit(1)])
        t.strictSame(challenge(reply), asks, 'maintenance')
      await company.setMaintenance(false)
      for (const fault of [{ status: 401 }, { fault: 'ip-not-whitelisted' }] as const) {
        await company.setFaults([fault])
        for (const reply of [await own.create(), await own.submit(1)])
          t.strictSame(challenge(reply), asks, 'a fault')
      }
      await company.clearFaults()
      const id = await own.newAgent()
      await company.addScenario({
        name: 'no-key',
        description: 'Says once that the key is wrong.',
        answers: { get_agent: [{ status: 401 }, {}] },
      })
      await sandbox.setScenario(id, 'no-key')
      const get = () => own.get(`${AGENTS}/agents/${id}`)
      t.strictSame(challenge(await get()), asks, 'a scenario')
      t.strictSame(challenge(await get()), [200, null])
      t.strictSame(challenge(await own.get(`${AGENTS}/agents/999`)), [404, null])
      await company.setFaults([{ fault: 'cut-body' }])
      await sandbox.setScenario(id, 'no-key')
      const head = `GET ${AGENTS}/agents/${id} HTTP/1.1\r\nhost: x\r\nauthorization: ${company.authorization}\r\n\r\n`
      t.match((await sendRaw(sandbox.url, head)).text, /^HTTP\/1.1 401 .*WWW-Authenticate: Basic/is)
    },
  )

  t.test(
    'forgets a key that was changed or whose company was deleted (auth.one-key)',
    async (t) => {
      const company = await sandbox.createCompany()
      const mine = api.of(company)
      const changed = await company.update({ secretKey: 'another-key' })
      t.equal((await mine.create()).status, 401)
      t.equal((await api.of(changed).create()).status, 200)
      await company.delete()
      t.equal((await api.of(changed).create()).status, 401)
    },
  )
})

t.test('Request-ID', async (t) => {
  const { api, sandbox } = await open(t)
  const submit = (id: string | undefined, who = api) =>
    who.send('PUT', `${KYC}/users/999/submit`, {
      body: new URLSearchParams({ user_type: '1' }),
      headers: { 'request-id': id ?? '' },
    })

  t.test(
    'strict: bigflip- and any UUID, in either case (request-id.strict, request-id.any-uuid), again and again (request-id.repeated)',
    async (t) => {
      for (const id of [
        'bigflip-E23CDB10-6684-11EF-8664-0800200C9A66',
        'bigflip-47eb7f57-5565-4bf0-b9dd-46c6268cee71',
      ]) {
        t.equal((await submit(id)).status, 404, id)
        t.equal((await submit(id)).status, 404, id)
      }
      for (const id of [
        undefined,
        'E23CDB10-6684-11EF-8664-0800200C9A66',
        'bigflip-32487iweurwer44534',
        'bigflip-',
        'BIGFLIP-E23CDB10-6684-11EF-8664-0800200C9A66',
      ]) {
        const reply = await submit(id)
        t.equal(reply.status, 401)
        t.strictSame(
          reply.body,
          { errors: [{ code: 401, message: 'Invalid token' }] },
          'missing or malformed (request-id.missing, request-id.malformed)',
        )
      }
      t.match((await submit('bigflip-32487iweurwer44534')).hint, /--request-id lenient/)
    },
  )

  t.test(
    'one that curl has dropped, because it was written with an equals sign, is missing; the hint says so (request-id.equals-sign)',
    async (t) => {
      const reply = await submit(undefined)
      t.match(reply, { status: 401, hint: /in curl with a colon, because -H "Request-ID=\.\.\."/ })
    },
  )

  t.test('lenient: bigflip- and anything (request-id.strict)', async (t) => {
    const lenient = api.of(await sandbox.createCompany({ requestId: 'lenient' }))
    t.equal((await submit('bigflip-32487iweurwer44534', lenient)).status, 404)
    const reply = await submit('32487iweurwer44534', lenient)
    t.match(reply, { status: 401, hint: /must begin with bigflip-/ })
  })

  t.test(
    'is asked for by every call of the KYC host (request-id.required, request-id.every-call)',
    async (t) => {
      for (const { method, path } of ENDPOINTS.kyc) {
        const headers = { 'request-id': '' }
        const reply = await api.send(method, `${KYC}${path.replace(':id', '1')}`, { headers })
        t.match(reply.body, { errors: [{ message: 'Invalid token' }] }, `${method} ${path}`)
      }
    },
  )

  t.test('is not asked for on the agents host', async (t) => {
    t.equal(
      (await api.send('POST', `${AGENTS}/agents`, { headers: { 'request-id': '' } })).status,
      422,
    )
  })
})
