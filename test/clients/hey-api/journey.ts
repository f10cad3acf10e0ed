// An agent's journey to APPROVED, with clients that hey-api generates:
//   npx openapi-ts -i openapi/flip.json -o generated/flip -c @hey-api/client-fetch
//   npx openapi-ts -i openapi/control.json -o generated/control -c @hey-api/client-fetch
import { randomInt, randomUUID } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { client as sandbox } from './generated/control/client.gen.js'
import { listInbox, waitFor } from './generated/control/index.js'
import { createClient } from './generated/flip/client/index.js'
import {
  type CallbackData,
  createAgent,
  submitKyc,
  uploadIdentity,
} from './generated/flip/index.js'

const {
  FLIP_SANDBOX_URL: url = 'http://127.0.0.1:4010',
  FLIP_SECRET_KEY: key = '',
  FLIP_IMAGES: images = 'node_modules/flip-kyc-sandbox/fixtures/images',
} = process.env

// Flip's API is on two hosts. At Flip they are https://bigflip.id/api/v2 and https://api.flip.id/kyc/api/v1.
const auth = `${key}:`
const agents = createClient({ baseUrl: `${url}/big_sandbox_api/v2`, auth, throwOnError: true })
const kyc = createClient({ baseUrl: `${url}/kyc-sandbox/api/v1`, auth, throwOnError: true })
sandbox.setConfig({ baseUrl: url })

const { data: agent } = await createAgent({
  client: agents,
  throwOnError: true,
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
})

/** What each call to the KYC host about the agent has. */
const user = () => ({
  client: kyc,
  throwOnError: true as const,
  path: { id: agent.id },
  headers: { 'Request-ID': `bigflip-${randomUUID()}` },
})

for (const [selfie, name] of [
  [0, 'identity-card.png'],
  [1, 'selfie.jpg'],
] as const) {
  const image = await openAsBlob(`${images}/${name}`)
  await uploadIdentity({ ...user(), body: { user_type: 1, identity_type: 1, selfie, image } })
}
await submitKyc({ ...user(), body: { user_type: 1 } })

const { data: waited } = await waitFor({
  throwOnError: true,
  query: { agent_id: agent.id, kyc_status: 'APPROVED', callback: 'delivered' },
})
const { data: inbox } = await listInbox({ throwOnError: true })
const callbacks = inbox.items.map(({ data }) => data as CallbackData)
const callback = callbacks.find(({ agent_id }) => agent_id === agent.id)

console.log(`Agent ${agent.id} was ${agent.kyc_status} and is ${waited.agent?.kyc_status}.`)
console.log(`The callback says ${callback?.kyc_status}, verified at ${callback?.verified_at}.`)
