// An agent's journey to APPROVED, with clients that openapi-typescript generates and openapi-fetch runs:
//   npx openapi-typescript openapi/flip.json -o generated/flip.ts --default-non-nullable=false
//   npx openapi-typescript openapi/control.json -o generated/control.ts --default-non-nullable=false
// (With the last word a property that has a default may be left out of what you send.)
import { randomInt, randomUUID } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import createClient from 'openapi-fetch'
import type { paths as Control } from './generated/control.js'
import type { components, paths as Flip } from './generated/flip.js'

const {
  FLIP_SANDBOX_URL: url = 'http://127.0.0.1:4010',
  FLIP_SECRET_KEY: key = '',
  FLIP_IMAGES: images = 'node_modules/flip-kyc-sandbox/fixtures/images',
} = process.env

// Flip's API is on two hosts. At Flip they are https://bigflip.id/api/v2 and https://api.flip.id/kyc/api/v1.
const headers = { authorization: `Basic ${btoa(`${key}:`)}` }
const agents = createClient<Flip>({ baseUrl: `${url}/big_sandbox_api/v2`, headers })
const kyc = createClient<Flip>({ baseUrl: `${url}/kyc-sandbox/api/v1`, headers })
const sandbox = createClient<Control>({ baseUrl: url })

const agent = answerOf(
  await agents.POST('/agents', {
    body: {
      name: 'Siti',
      identity_type: 'ktp',
      identity_number: `317${randomInt(10 ** 8, 10 ** 9)}0001`,
      birth_date: '04-06-1998',
      birth_place: 'Jakarta',
      country_id: 1,
      province_id: 1,
      city_id: 1,
      district_id: 1,
      address: 'Jakarta',
      gender: 'female',
      occupation: 'entrepreneur',
      phone_number: `08${randomInt(10 ** 9, 10 ** 10)}`,
    },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }),
)

/** The path's id, and the header that each call to the KYC host needs. */
const user = () => ({ path: { id: agent.id }, header: { 'Request-ID': `bigflip-${randomUUID()}` } })

/** Without a serializer openapi-fetch would send JSON. The form's own content type, with its boundary, is left to fetch. */
function form(body: object): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(body))
    data.append(name, value instanceof Blob ? value : String(value))
  return data
}

for (const [selfie, name] of [
  [0, 'identity-card.png'],
  [1, 'selfie.jpg'],
] as const) {
  // openapi-typescript gives a file the type string.
  const image = (await openAsBlob(`${images}/${name}`)) as Blob & string
  answerOf(
    await kyc.PUT('/users/{id}/identities', {
      params: user(),
      body: { user_type: 1, identity_type: 1, selfie, image },
      bodySerializer: form,
    }),
  )
}

answerOf(
  await kyc.PUT('/users/{id}/submit', {
    params: user(),
    body: { user_type: 1 },
    bodySerializer: form,
  }),
)

const waited = answerOf(
  await sandbox.GET('/_sandbox/wait', {
    params: { query: { agent_id: agent.id, kyc_status: 'APPROVED', callback: 'delivered' } },
  }),
)
const inbox = answerOf(await sandbox.GET('/_sandbox/inbox'))
const callbacks = inbox.items.map(({ data }) => data as components['schemas']['CallbackData'])
const callback = callbacks.find(({ agent_id }) => agent_id === agent.id)

console.log(`Agent ${agent.id} was ${agent.kyc_status} and is ${waited.agent?.kyc_status}.`)
console.log(`The callback says ${callback?.kyc_status}, verified at ${callback?.verified_at}.`)

/** The body of an answer that is no error. */
function answerOf<T>({ data, response }: { data?: T; response: Response }): T {
  if (data === undefined)
    throw new Error(`${response.status}: ${response.headers.get('sandbox-hint')}`)
  return data
}
