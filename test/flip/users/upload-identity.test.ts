import t from 'tap'
import { card, jpeg, png } from '../../helpers/images.js'
import { Api, KYC, magic, open } from '../../helpers/sandbox.js'

const plain = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer())

t.test('PUT /users/:id/identities accepts', async (t) => {
  const { api, sandbox } = await open(t)

  t.test(
    'identity image and selfie in either order (kyc.identities.twice, kyc.identities.either-order), and then begins the upload check (status.upload.check)',
    async (t) => {
      for (const order of [
        ['0', '1'],
        ['1', '0'],
      ]) {
        const id = await api.newAgent()
        const first = await api.upload(id, { selfie: order[0] as string })
        t.equal(first.status, 200)
        const between = order[0] === '0' ? 'UPLOAD_IDENTITY_SUCCESS' : 'BASIC_DATA'
        t.equal(
          (await sandbox.agent(id)).kyc_status,
          between,
          'one image alone (status.upload.identity-image, status.upload.selfie)',
        )
        await api.upload(id, { selfie: order[1] as string })
        await api.settled(id, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
      }
    },
  )

  t.test(
    'serves the very bytes that were sent, at the host that was called (kyc.identities.answer, kyc.identities.image.url)',
    async (t) => {
      const bytes = png(300, 256, 5000)
      const id = await api.newAgent()
      const { body } = await api.upload(id, { image: card(bytes) })
      t.strictSame(Object.keys(body), ['image_url'])
      t.ok(body.image_url.startsWith(`${sandbox.url}/`))
      t.ok((await plain(body.image_url)).equals(bytes))
      const local = new Api(
        { url: sandbox.url.replace('127.0.0.1', 'localhost') } as never,
        sandbox.authorization,
      )
      const again = await local.upload(id, { image: card(bytes) })
      t.match(again.body.image_url, /^http:\/\/localhost:/)
      const shown = (await sandbox.agent(id)).images.identity
      t.match(shown, { type: 'image/png', width: 300, height: 256, bytes: bytes.length })
    },
  )

  t.test(
    'JPEG by its content, whatever its name says (kyc.identities.image.content); another type than the agent’s (kyc.identities.other-type); no selfie flag (kyc.identities.selfie-default)',
    async (t) => {
      const id = await api.newAgent()
      const { status, body } = await api.multipart('PUT', `/kyc/api/v1/users/${id}/identities`, {
        user_type: '1',
        identity_type: '2',
        image: card(jpeg(4096, 256)),
      })
      t.equal(status, 200)
      t.match(body.image_url, /\.jpg$/)
      t.match((await sandbox.agent(id)).images, { identity: { type: 'image/jpeg' }, selfie: null })
    },
  )

  t.test('a selfie again, which replaces the one before (status.upload.selfie)', async (t) => {
    const id = await api.newAgent()
    const first = (await api.selfie(id)).body.image_url
    await api.selfie(id, { image: card(png(400, 400)) })
    t.equal((await sandbox.agent(id)).images.selfie?.width, 400)
    t.equal((await sandbox.agent(id)).kyc_status, 'BASIC_DATA')
    t.ok(
      (await plain(first)).equals(png()),
      'the old one is served still (kyc.identities.image.url)',
    )
  })

  t.test('an identity image again, likewise (status.upload.identity-image)', async (t) => {
    const id = await api.newAgent()
    await api.upload(id)
    await api.upload(id, { image: card(png(400, 400)) })
    t.equal((await sandbox.agent(id)).images.identity?.width, 400)
    t.equal((await sandbox.agent(id)).kyc_status, 'UPLOAD_IDENTITY_SUCCESS')
  })

  t.test(
    'the same bytes again, under the same URL (kyc.identities.image.same-bytes)',
    async (t) => {
      const urls = []
      for (const id of [await api.newAgent(), await api.newAgent()])
        urls.push((await api.upload(id)).body.image_url)
      t.equal(urls[0], urls[1])
    },
  )

  t.test('one byte less than 2,000,000 (kyc.identities.image.two-megabytes)', async (t) => {
    const padding = 1_999_999 - png(256, 256, 1).length + 1
    const image = png(256, 256, padding)
    t.equal(image.length, 1_999_999)
    t.equal((await api.upload(await api.newAgent(), { image: card(image) })).status, 200)
    const larger = card(png(256, 256, padding + 1))
    const refused = await api.upload(await api.newAgent(), { image: larger })
    t.equal(refused.body.errors[0].code, 4007)
  })
})

t.test(
  'PUT /users/:id/identities refuses, in this order (kyc.identities.attributes, kyc.identities.order)',
  async (t) => {
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
        'no image (bodies.image-as-text)',
        api.form('PUT', `${KYC}/users/${id}/identities`, { user_type: '1' }),
        422,
        1001,
        /image is missing/,
      ],
      [
        'image as text (bodies.image-as-text)',
        api.upload(id, { image: '@card.png', identity_type: '9' }),
        422,
        1001,
        /not as a file/,
      ],
      [
        'the guide’s sample as printed (kyc.identities.guide-sample)',
        api.send('PUT', `${KYC}/users/${id}/identities`, {
          headers: { 'content-type': 'multipart/form-data' },
          body: 'user_type=1&image=@"/path-to-your-file"&identity_type=1243564789875643&birth_date=1&selfie=0',
        }),
        422,
        1001,
        /image came as text.+ identity_type/,
      ],
      [
        'an empty file (kyc.identities.empty-file)',
        api.upload(id, { image: card(Buffer.alloc(0)) }),
        422,
        1001,
        /empty/,
      ],
      [
        '2,000,000 bytes (kyc.identities.image.size)',
        api.upload(id, { image: card(png(256, 256, 2_000_000)) }),
        422,
        4007,
        /smaller than/,
      ],
      [
        'a GIF (kyc.identities.image.content)',
        api.upload(id, { image: card(Buffer.from('GIF89a')) }),
        422,
        4008,
        /neither PNG nor JPEG/,
      ],
      [
        '255 pixels (kyc.identities.image.size)',
        api.upload(id, { image: card(png(255, 256)) }),
        422,
        4008,
        /256 to 4096 pixels/,
      ],
      [
        '4097 pixels (kyc.identities.image.size)',
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
      [
        'an identity_type that is not to the letter (values.to-the-letter)',
        api.upload(id, { identity_type: '01' }),
        422,
        4004,
        /1 \(KTP\) or 2/,
      ],
      ['another selfie flag', api.upload(id, { selfie: '2' }), 422, 4001, /selfie must be 0/],
    ]
    for (const [name, sent, status, code, hint] of cases) {
      const reply = await sent
      t.equal(reply.status, status, name)
      const { errors } = reply.body as { errors: { code: number }[] }
      t.strictSame(
        errors.map((error) => error.code),
        [code],
        `${name}, and that alone (errors.kyc-host.first-alone)`,
      )
      t.match(reply.hint, hint, name)
    }
    t.equal((await sandbox.agent(id)).kyc_status, 'BASIC_DATA', 'and nothing has changed')

    const uploaded = await api.uploaded()
    const late = await api.upload(uploaded)
    t.match(
      late,
      { status: 422, body: { errors: [{ code: 4010, message: 'Invalid agent status' }] } },
      'an upload once the check has begun (status.not-allowed)',
    )
    t.match(late.hint, /UPLOAD_IDENTITY_SELFIE_SUCCESS/)
  },
)

t.test(
  'an identity image scripted to fail is answered 200 and does not count (status.upload.scripted-to-fail)',
  async (t) => {
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

    await sandbox.addScenario({
      name: 'second-image-fails',
      description: 'The second identity image fails.',
      identity_images: ['UPLOAD_IDENTITY_SUCCESS', 'UPLOAD_IDENTITY_FAILED'],
    })
    await sandbox.next('second-image-fails')
    const other = await api.newAgent()
    await api.upload(other)
    t.not((await sandbox.agent(other)).images.identity, null)
    await api.upload(other)
    t.match(
      await sandbox.agent(other),
      { kyc_status: 'UPLOAD_IDENTITY_FAILED', images: { identity: null } },
      'and takes away an earlier good one',
    )
  },
)

t.test(
  'an identity image that failed changes updated_at (status.times.updated-at.documents)',
  async (t) => {
    const { api, sandbox } = await open(t)
    await sandbox.clock.freeze('2100-01-01T00:00:00Z')
    const id = await api.newAgent(magic('9500'))
    await sandbox.clock.advance('1h')
    await api.upload(id)
    t.match(await sandbox.agent(id), {
      kyc_status: 'UPLOAD_IDENTITY_FAILED',
      updated_at: '2100-01-01T01:00:00.000Z',
    })
  },
)
