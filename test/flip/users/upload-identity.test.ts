import t from 'tap'
import { card, jpeg, png } from '../../helpers/images.js'
import { KYC, magic, open } from '../../helpers/sandbox.js'

const plain = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer())

t.test('PUT /users/:id/identities accepts', async (t) => {
  const { api, sandbox } = await open(t)

  t.test(
    'identity image and selfie in either order, and then begins the upload check',
    async (t) => {
      for (const order of [
        ['0', '1'],
        ['1', '0'],
      ]) {
        const id = await api.newAgent()
        const first = await api.upload(id, { selfie: order[0] as string })
        t.equal(first.status, 200)
        const between = order[0] === '0' ? 'UPLOAD_IDENTITY_SUCCESS' : 'BASIC_DATA'
        t.equal((await sandbox.agent(id)).kyc_status, between)
        await api.upload(id, { selfie: order[1] as string })
        await api.settled(id, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
      }
    },
  )

  t.test('serves the very bytes that were sent, at the host that was called', async (t) => {
    const bytes = png(300, 256, 5000)
    const id = await api.newAgent()
    const { body } = await api.upload(id, { image: card(bytes) })
    t.strictSame(Object.keys(body), ['image_url'])
    t.ok(body.image_url.startsWith(`${sandbox.url}/`))
    t.ok((await plain(body.image_url)).equals(bytes))
    const shown = (await sandbox.agent(id)).images.identity
    t.match(shown, { type: 'image/png', width: 300, height: 256, bytes: bytes.length })
  })

  t.test(
    'JPEG by its content, whatever its name says; the live prefix; no selfie flag',
    async (t) => {
      const id = await api.newAgent()
      const { status, body } = await api.multipart('PUT', `/kyc/api/v1/users/${id}/identities`, {
        user_type: '1',
        identity_type: '2',
        image: card(jpeg(4096, 256)),
      })
      t.equal(status, 200)
      t.match(body.image_url, /\.jpg$/)
    },
  )

  t.test('an image again, which replaces the one before', async (t) => {
    const id = await api.newAgent()
    await api.selfie(id)
    await api.selfie(id, { image: card(png(400, 400)) })
    t.equal((await sandbox.agent(id)).images.selfie?.width, 400)
    t.equal((await sandbox.agent(id)).kyc_status, 'BASIC_DATA')
  })
})

t.test('PUT /users/:id/identities refuses, in this order', async (t) => {
  const { api, sandbox } = await open(t)
  const id = await api.newAgent()
  const cases: [
    string,
    Promise<{ status: number; body: unknown; hint: string | null }>,
    number,
    number,
    RegExp,
  ][] = [
    ['no user_type', api.upload('x', { user_type: '' }), 403, 403, /user_type is missing/],
    ['another user_type', api.upload('x', { user_type: '2' }), 422, 4002, /user_type must be 1/],
    ['an id that is no number', api.upload('x', { image: 'x' }), 400, 400, /must be a number/],
    [
      'no such agent',
      api.upload((10n ** 30n) as never, { image: 'x' }),
      404,
      1011,
      /no agent with that id/,
    ],
    [
      'no image',
      api.form('PUT', `${KYC}/users/${id}/identities`, { user_type: '1' }),
      422,
      1001,
      /image is missing/,
    ],
    [
      'image as text',
      api.upload(id, { image: '@card.png', identity_type: '9' }),
      422,
      1001,
      /not as a file/,
    ],
    ['an empty file', api.upload(id, { image: card(Buffer.alloc(0)) }), 422, 1001, /empty/],
    [
      '2,000,000 bytes',
      api.upload(id, { image: card(png(256, 256, 2_000_000)) }),
      422,
      4007,
      /smaller than/,
    ],
    [
      'a GIF',
      api.upload(id, { image: card(Buffer.from('GIF89a')) }),
      422,
      4008,
      /neither PNG nor JPEG/,
    ],
    ['255 pixels', api.upload(id, { image: card(png(255, 256)) }), 422, 4008, /256 to 4096 pixels/],
    [
      '4097 pixels',
      api.upload(id, { image: card(jpeg(256, 4097)) }),
      422,
      4008,
      /256 to 4096 pixels/,
    ],
    [
      'a cut PNG',
      api.upload(id, { image: card(png().subarray(0, 100)), identity_type: '' }),
      422,
      4009,
      /broken/,
    ],
    [
      'no identity_type',
      api.upload(id, { identity_type: '', selfie: 'x' }),
      422,
      1001,
      /identity_type is missing/,
    ],
    [
      'another identity_type',
      api.upload(id, { identity_type: '3', selfie: 'x' }),
      422,
      4004,
      /1 \(KTP\) or 2/,
    ],
    ['another selfie flag', api.upload(id, { selfie: '2' }), 422, 4001, /selfie must be 0/],
  ]
  for (const [name, sent, status, code, hint] of cases) {
    const reply = await sent
    t.equal(reply.status, status, name)
    t.equal((reply.body as { errors: { code: number }[] }).errors[0]?.code, code, name)
    t.match(reply.hint, hint, name)
  }
  t.equal((await sandbox.agent(id)).kyc_status, 'BASIC_DATA', 'and nothing has changed')

  const uploaded = await api.uploaded()
  const late = await api.upload(uploaded)
  t.match(late, {
    status: 422,
    body: { errors: [{ code: 4010, message: 'Invalid agent status' }] },
  })
  t.match(late.hint, /UPLOAD_IDENTITY_SELFIE_SUCCESS/)
})

t.test('an identity image scripted to fail is answered 200 and does not count', async (t) => {
  const { api, sandbox } = await open(t)
  const id = await api.newAgent(magic('9500'))
  await api.selfie(id)
  t.equal((await api.upload(id)).status, 200)
  t.match(await sandbox.agent(id), {
    kyc_status: 'UPLOAD_IDENTITY_FAILED',
    images: { identity: null },
  })
  await api.upload(id)
  await api.settled(id, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
})
