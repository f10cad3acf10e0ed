import { gzipSync } from 'node:zlib'
import t from 'tap'
import { png } from '../../helpers/images.js'
import { sendRaw } from '../../helpers/raw.js'
import { AGENTS, KYC, open, someAgent } from '../../helpers/sandbox.js'

const ID = 'bigflip-E23CDB10-6684-11EF-8664-0800200C9A66'

t.test('whatever is odd on the exchange', async (t) => {
  const { api, sandbox } = await open(t)
  const raw = (head: string[], body: string | Buffer = '', end = false) =>
    sendRaw(
      sandbox.url,
      Buffer.concat([
        Buffer.from(
          `${[...head, 'Host: 127.0.0.1', `Authorization: ${api.authorization}`, `Request-ID: ${ID}`].join('\r\n')}\r\n\r\n`,
        ),
        Buffer.from(body),
      ]),
      end,
    )
  const isKyc = (text: string, code: number) => text.includes(`{"errors":[{"code":${code},`)

  t.test(
    'JSON, or no type at all: 415 in the host’s shape (bodies.other-types, errors.agents-host.other-shapes)',
    async (t) => {
      const agents = await api.send('POST', `${AGENTS}/agents`, {
        body: JSON.stringify(someAgent()),
        headers: { 'content-type': 'application/json' },
      })
      t.match(agents, {
        status: 415,
        body: { name: 'Unsupported Media Type', status: 415 },
        hint: /urlencoded/,
      })
      const kyc = await api.send('PUT', `${KYC}/users/1/submit`, {
        body: '{}',
        headers: { 'content-type': 'application/json' },
      })
      t.match(kyc, { status: 415, body: { errors: [{ code: 415 }] }, hint: /multipart/ })
      const none = await raw(
        ['PUT /kyc/api/v1/users/1/submit HTTP/1.1', 'Content-Length: 3'],
        'a=b',
      )
      t.equal(none.status, 415)
      const wrong = await raw(
        ['PUT /kyc/api/v1/users/1/submit HTTP/1.1', 'Content-Type: ;;;', 'Content-Length: 3'],
        'a=b',
      )
      t.equal(wrong.status, 415)
      const form = await api.multipart('POST', `${AGENTS}/agents`, { name: 'x' })
      t.equal(form.status, 415, 'multipart on the agents host (bodies.agents-host-multipart)')
    },
  )

  t.test(
    'compressed bodies, a gzip bomb included: 415, unread (bodies.content-encoding)',
    async (t) => {
      const bomb = gzipSync(Buffer.alloc(50_000_000))
      const reply = await api.send('POST', `${AGENTS}/agents`, {
        body: new Uint8Array(bomb),
        headers: {
          'content-encoding': 'gzip',
          'content-type': 'application/x-www-form-urlencoded',
        },
      })
      t.match(reply, { status: 415, hint: /Content-Encoding/ })
    },
  )

  t.test(
    '50 MB: 413 as a form, 4007 as an image, 413 beyond what is read (bodies.limits)',
    async (t) => {
      const large = 'a='.padEnd(50_000_000, 'x')
      for (const path of [`POST ${AGENTS}/agents`, `PUT ${KYC}/users/1/submit`]) {
        const reply = await raw(
          [
            `${path} HTTP/1.1`,
            'Content-Type: application/x-www-form-urlencoded',
            `Content-Length: ${large.length}`,
          ],
          large,
        )
        t.equal(reply.status, 413, path)
      }
      const id = await api.newAgent()
      const image = new File([new Uint8Array(png(256, 256, 50_000_000))], 'x.png')
      t.match(await api.upload(id, { image }), { status: 422, body: { errors: [{ code: 4007 }] } })
      const announced = await raw(
        [
          `PUT ${KYC}/users/1/identities HTTP/1.1`,
          'Content-Type: multipart/form-data; boundary=x',
          'Content-Length: 70000000',
        ],
        'x'.repeat(70_000_000),
      )
      t.equal(announced.status, 413)
      t.ok(isKyc(announced.text, 413))
    },
  )

  t.test('10,000 fields', async (t) => {
    const fields = Array.from({ length: 10_000 }, (_, index) => `field${index}=${index}`).join('&')
    const reply = await api.send('POST', `${AGENTS}/agents`, { body: new URLSearchParams(fields) })
    t.equal(reply.status, 422)
    const form = new FormData()
    for (let index = 0; index < 10_000; index++) form.append(`field${index}`, 'x')
    t.match(await api.send('PUT', `${KYC}/users/1/submit`, { body: form }), {
      status: 413,
      body: { errors: [{ code: 413 }] },
    })
  })

  const submit = (type: string, body: string) =>
    raw(
      [
        `PUT ${KYC}/users/1/submit HTTP/1.1`,
        `Content-Type: ${type}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
      ],
      body,
    )

  t.test(
    'multipart bodies that are broken: 4001 on the KYC host (errors.unreadable-body)',
    async (t) => {
      const part = (name: string) =>
        `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n1\r\n`
      for (const [name, reply] of [
        [
          'a wrong boundary',
          await submit('multipart/form-data; boundary=y', `${part('user_type')}--x--\r\n`),
        ],
        ['no end', await submit('multipart/form-data; boundary=x', part('user_type'))],
        [
          'a prototype’s name',
          await submit('multipart/form-data; boundary=x', `${part('__proto__')}--x--\r\n`),
        ],
        [
          'an empty boundary',
          await submit('multipart/form-data; boundary=', `${part('user_type')}--x--\r\n`),
        ],
      ] as const) {
        t.equal(reply.status, 422, name)
        t.ok(isKyc(reply.text, 4001), name)
      }
      const empty = await submit('multipart/form-data; boundary=x', '')
      t.ok(isKyc(empty.text, 403), 'an empty one is an empty form')
    },
  )

  t.test(
    'a body that is not what its type says: 403, and the hint names the mistake',
    async (t) => {
      const part = '--x\r\nContent-Disposition: form-data; name="user_type"'
      for (const [reply, hint] of [
        [await submit('multipart/form-data', `${part}\r\n\r\n1\r\n--x--\r\n`), /names no boundary/],
        [await submit('application/x-www-form-urlencoded', '{"user_type":1}'), /the body is JSON/],
        [
          await submit(
            'multipart/form-data; boundary=x',
            `${part}; filename="a"\r\n\r\n1\r\n--x--\r\n`,
          ),
          /came as a file part/,
        ],
      ] as const) {
        t.equal(reply.status, 403)
        t.match(reply.text, hint)
      }
    },
  )

  t.test('a client of HTTP/1.0 that names no host gets URLs all the same', async (t) => {
    const id = await api.newAgent()
    const form = Buffer.concat([
      Buffer.from('--x\r\nContent-Disposition: form-data; name="user_type"\r\n\r\n1\r\n'),
      Buffer.from('--x\r\nContent-Disposition: form-data; name="identity_type"\r\n\r\n1\r\n'),
      Buffer.from('--x\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\n'),
      png(),
      Buffer.from('\r\n--x--\r\n'),
    ])
    const head = [
      `PUT ${KYC}/users/${id}/identities HTTP/1.0`,
      `Authorization: ${api.authorization}`,
      `Request-ID: ${ID}`,
      'Content-Type: multipart/form-data; boundary=x',
      `Content-Length: ${form.length}`,
    ]
    const bytes = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), form])
    const { text } = await sendRaw(sandbox.url, bytes)
    t.ok(text.includes(`"image_url":"${sandbox.url}/`))
  })

  t.test('half a body: no answer is possible, and nothing is left', async (t) => {
    const head = [
      `POST ${AGENTS}/agents HTTP/1.1`,
      'Content-Type: application/x-www-form-urlencoded',
      'Content-Length: 1000',
    ]
    const half = await raw(head, 'name=x', true)
    t.ok(half.status === null || half.status === 400)
    const multipart = await raw(
      [
        `PUT ${KYC}/users/1/identities HTTP/1.1`,
        'Content-Type: multipart/form-data; boundary=x',
        'Content-Length: 1000',
      ],
      '--x\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\nabc',
      true,
    )
    t.ok(multipart.status === null || multipart.status >= 400)
    t.equal((await sandbox.health()).status, 'ok')
  })

  t.test('a JSON part in a multipart body counts as text', async (t) => {
    const body =
      '--x\r\nContent-Disposition: form-data; name="user_type"\r\nContent-Type: application/json\r\n\r\n1\r\n--x--\r\n'
    const reply = await raw(
      [
        `PUT ${KYC}/users/999/submit HTTP/1.1`,
        'Content-Type: multipart/form-data; boundary=x',
        `Content-Length: ${body.length}`,
      ],
      body,
    )
    t.ok(isKyc(reply.text, 1011))
  })

  t.test(
    'paths: unknown (errors.agents-host.unknown-path, errors.kyc-host.unknown-path, paths.shape-of-unknown), full of dots, broken escapes (paths.unreadable), very long',
    async (t) => {
      for (const [path, status] of [
        ['/big_sandbox_api/v2/nothing', 404],
        ['/big_sandbox_api/v2/../../../../etc/passwd', 404],
        ['/big_sandbox_api/v2/agents/%2e%2e%2f%2e%2e', 404],
        ['/big_sandbox_api/v2/agents/%zz', 404],
        [`/big_sandbox_api/v2/agents/${'9'.repeat(5000)}`, 404],
        ['/elsewhere', 404],
      ] as const) {
        const reply = await raw([`GET ${path} HTTP/1.1`])
        t.equal(reply.status, status, path.slice(0, 50))
        t.match(reply.text, /"status":4/, 'in the agents host’s shape')
      }
      for (const path of ['/kyc/api/v1/nothing', '/kyc-sandbox/api/v1/users/1', '/kyc']) {
        const reply = await api.get(path)
        t.equal(reply.status, 404)
        t.strictSame(reply.body, { errors: [{ code: 404, message: 'Endpoint not found' }] })
        t.match(reply.hint, /No endpoint/)
      }
      t.strictSame((await api.get('/elsewhere')).body, {
        name: 'Not Found',
        message: 'Page not found.',
        status: 404,
      })
    },
  )

  t.test(
    'an unknown method on a known path is an unknown path (errors.unknown-method)',
    async (t) => {
      for (const method of ['DELETE', 'PATCH', 'OPTIONS', 'PROPFIND']) {
        const reply = await raw([`${method} ${AGENTS}/agents HTTP/1.1`])
        t.equal(reply.status, 404, method)
      }
      t.equal((await api.send('HEAD', `${AGENTS}/agents/1`)).status, 404)
      t.strictSame((await api.send('POST', `${KYC}/users/1/submit`)).body.errors[0].code, 404)
    },
  )

  t.test('what is nowhere is not found, whatever is sent along', async (t) => {
    for (const type of ['application/json', 'text/plain', 'garbage', '']) {
      for (const body of ['', '{name:1}', 'x'.repeat(2_000_000)]) {
        for (const [line, code] of [
          [`POST ${KYC}/users/1/submit`, '{"errors":[{"code":404,'],
          [`PATCH ${AGENTS}/agents/1`, '"message":"Page not found."'],
        ] as const) {
          const about = `${line} ${type} ${body.length}`
          const reply = await raw(
            [`${line} HTTP/1.1`, `Content-Type: ${type}`, `Content-Length: ${body.length}`],
            body,
          )
          t.equal(reply.status, 404, about)
          t.ok(reply.text.includes(code), about)
          t.match(reply.text, /sandbox-hint: No endpoint/i, about)
        }
      }
    }
    t.match((await sandbox.requests({ path: '/agents/1', status: 404 })).items[0], {
      method: 'PATCH',
      company_id: null,
      response: /Page not found/,
    })
  })

  t.test('nothing at all for an id is an unknown path (paths.unreadable)', async (t) => {
    t.match((await api.get(`${AGENTS}/agents/`)).body, { message: 'Page not found.' })
    t.match((await api.form('PUT', `${KYC}/users//submit`)).body, { errors: [{ code: 404 }] })
  })

  t.test(
    'the whole URL in the request line, as a client behind a proxy setting writes it',
    async (t) => {
      const unknown = await raw([`GET http://api.flip.id${KYC}/nope HTTP/1.1`])
      t.ok(isKyc(unknown.text, 404))
      await sandbox.setMaintenance(true)
      const open = await raw([`GET http://bigflip.id${AGENTS}/general/maintenance?x=1 HTTP/1.1`])
      t.equal(open.status, 200)
      t.equal((await raw([`GET ${AGENTS}/general/%6daintenance HTTP/1.1`])).status, 200)
      await sandbox.setMaintenance(false)
      await sandbox.setFaults([{ path: '/agents/*', status: 503 }])
      t.equal((await raw([`GET http://bigflip.id${AGENTS}/agents/1 HTTP/1.1`])).status, 503)
      await sandbox.clearFaults()
    },
  )

  t.test('of a field and a file of one name the last counts (bodies.last-of-a-name)', async (t) => {
    const id = await api.newAgent()
    const field = (name: string, value: string) =>
      `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
    const file = (name: string) =>
      `--x\r\nContent-Disposition: form-data; name="${name}"; filename="a"\r\n\r\n${png().toString('latin1')}\r\n`
    const upload = (...parts: string[]) => {
      const body = Buffer.from(
        `${field('user_type', '1')}${field('identity_type', '1')}${parts.join('')}--x--\r\n`,
        'latin1',
      )
      return raw(
        [
          `PUT ${KYC}/users/${id}/identities HTTP/1.1`,
          'Content-Type: multipart/form-data; boundary=x',
          `Content-Length: ${body.length}`,
        ],
        body,
      )
    }
    t.ok(isKyc((await upload(file('image'), field('image', 'text'))).text, 1001))
    t.ok(isKyc((await upload(file('image'), file('user_type'))).text, 403))
    t.equal((await upload(field('image', 'text'), file('image'))).status, 200)
    const prototype = await upload(file('image'), field('toString', '1'))
    t.ok(isKyc(prototype.text, 4001), 'a name of every object (bodies.undocumented-parts)')
    t.match(prototype.text, /such as toString: send only the documented/)
  })

  t.test('more than 64 MiB that nobody announced: 413 (bodies.limits)', async (t) => {
    const part = Buffer.from(
      '--x\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\n',
    )
    const chunks = [part, Buffer.alloc(70_000_000), Buffer.from('\r\n--x--\r\n')]
    const reply = await raw(
      [
        `PUT ${KYC}/users/1/identities HTTP/1.1`,
        'Content-Type: multipart/form-data; boundary=x',
        'Transfer-Encoding: chunked',
      ],
      Buffer.concat([
        ...chunks.flatMap((chunk) => [
          Buffer.from(`${chunk.length.toString(16)}\r\n`),
          chunk,
          Buffer.from('\r\n'),
        ]),
        Buffer.from('0\r\n\r\n'),
      ]),
    )
    t.ok(isKyc(reply.text, 413))
  })

  t.test(
    'what the HTTP layer refuses, in the shape of its host (bodies.http-layer): a header of 20 KB, no HTTP at all',
    async (t) => {
      for (const [reply, status] of [
        [await raw([`GET ${AGENTS}/agents/1 HTTP/1.1`, `X: ${'x'.repeat(20_000)}`]), 431],
        [await sendRaw(sandbox.url, 'hello\r\n\r\n'), 400],
      ] as const) {
        t.equal(reply.status, status)
        t.match(reply.text, /"name":"(Request Header Fields Too Large|Bad Request)"/)
      }
    },
  )

  t.equal((await sandbox.agents({ kycStatus: 'APPROVED' })).total, 0)
  t.equal(
    (await sandbox.requests({ status: 500 })).total,
    0,
    'and nothing of it made a 500 (errors.scripted-codes)',
  )
})
