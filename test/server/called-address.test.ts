import t from 'tap'
import { card, png } from '../helpers/images.js'
import { sendRaw } from '../helpers/raw.js'
import { type Api, KYC, open } from '../helpers/sandbox.js'

/** The URL that an upload answers when it is sent with these headers. */
async function imageUrl(api: Api, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const form = new FormData()
  for (const [name, value] of Object.entries({ user_type: '1', identity_type: '1' })) {
    form.set(name, value)
  }
  form.set('image', card(png(256, 256)))
  const id = await api.newAgent()
  const { body } = await api.send('PUT', `${KYC}/users/${id}/identities`, { body: form, headers })
  return body.image_url
}

t.test('URLs in answers begin with (kyc.identities.image.url)', async (t) => {
  t.test('what a proxy on this machine says that the client called', async (t) => {
    const { api, sandbox } = await open(t)
    const own = (url: string) => url.startsWith(`${sandbox.url}/_sandbox/images/`)
    t.ok(own(await imageUrl(api)))
    const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'flip.example:8443' }
    t.match(await imageUrl(api, forwarded), /^https:\/\/flip\.example:8443\/_sandbox\/images\//)
    t.match(
      await imageUrl(api, {
        'x-forwarded-proto': 'https, http',
        'x-forwarded-host': 'a.example, b',
      }),
      /^https:\/\/a\.example\//,
      'of several proxies, the first',
    )
    t.ok(own(await imageUrl(api, { 'x-forwarded-proto': 'gopher' })))
    t.ok(own(await imageUrl(api, { 'x-forwarded-host': 'evil.example/x?' })), 'a name and no more')
    t.match(
      await sandbox.agent(1),
      { images: { identity: { url: new RegExp(`^${sandbox.url}/`) } } },
      'the control API the same way',
    )
  })

  t.test('the option publicUrl, whatever was called', async (t) => {
    const { api, sandbox } = await open(t, { publicUrl: 'https://flip.example/sandbox/' })
    const headers = { 'x-forwarded-host': 'other.example' }
    t.match(await imageUrl(api, headers), /^https:\/\/flip\.example\/sandbox\/_sandbox\/images\//)
    const document = await fetch(`${sandbox.url}/_sandbox/openapi.json`)
    t.match(await document.json(), { servers: [{ url: 'https://flip.example/sandbox' }] })
    t.equal((await sandbox.config()).public_url, 'https://flip.example/sandbox')
    await t.rejects(
      open(t, { publicUrl: 'https://flip.example/?a=1' }),
      /publicUrl must be an http/,
    )
  })
})

t.test('what a proxy says lets nobody in: the guard looks at Host alone', async (t) => {
  const { sandbox } = await open(t)
  const rebound = (more: string) =>
    sendRaw(sandbox.url, `GET /_sandbox/agents HTTP/1.1\r\nHost: evil.example\r\n${more}\r\n`)
  t.equal((await rebound('')).status, 403)
  t.equal((await rebound('X-Forwarded-Host: localhost\r\n')).status, 403)
  const { port } = new URL(sandbox.url)
  const origin = await sendRaw(
    sandbox.url,
    `GET /_sandbox/agents HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: https://evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\n\r\n`,
  )
  t.equal(origin.status, 403)
})
