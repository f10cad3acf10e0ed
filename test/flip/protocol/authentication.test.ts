import t from 'tap'
import { ENDPOINTS } from '../../../src/flip/routes.js'
import { GUIDE_KEY } from '../../../src/options/options.js'
import { AGENTS, KYC, open } from '../../helpers/sandbox.js'

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

t.test('authentication', async (t) => {
  const { api, sandbox } = await open(t)

  t.test("accepts the guide's own header line (auth.basic, auth.guide-key)", async (t) => {
    const authorization =
      'Basic SkRKNUpERXpKREJrUlRCNlQydEJkazh1UVdjdlJEVTJUVFkwVG1WUWQwTnJOQzVQT1ZGNWVsWnVRbnBKVVRKdmRXYzRhMnQwVG00NFJubFQ6'
    t.equal(
      (await api.send('GET', `${AGENTS}/general/maintenance`, { headers: { authorization } }))
        .status,
      200,
    )
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
        const path = `${AGENTS}/general/maintenance`
        t.equal((await api.send('GET', path, { headers: { authorization } })).status, 200)
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
        t.match(agents.hint, hint, 'the hint names the mistake (auth.key-and-colon)')
        const kyc = await api.send('PUT', `${KYC}/users/1/submit`, { headers })
        t.equal(kyc.status, 401)
        t.strictSame(
          kyc.body,
          { errors: [{ code: 401, message: 'Invalid Auth' }] },
          'on the KYC host (auth.refusal-kyc-host)',
        )
        t.notMatch(kyc.hint, GUIDE_KEY)
      }
      const none = await fetch(`${sandbox.url}${AGENTS}/agents`, { method: 'POST' })
      t.equal(none.status, 401)
      t.match(none.headers.get('sandbox-hint'), /Send an Authorization header/)
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
