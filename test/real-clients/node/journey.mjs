import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'

const { FLIP_SANDBOX_SECRET_KEY } = process.env
const AUTHORIZATION = `Basic ${Buffer.from(`${FLIP_SANDBOX_SECRET_KEY}:`).toString('base64')}`

export const TEST = {
  agents: 'https://bigflip.id/big_sandbox_api/v2',
  kyc: 'https://api.flip.id/kyc-sandbox/api/v1',
}
export const LIVE = {
  agents: 'https://bigflip.id/api/v2',
  kyc: 'https://api.flip.id/kyc/api/v1',
}

/**
 * Registers an agent with Flip and waits until it is approved. Each client beside this file brings its own `send`.
 * @param send takes `{ method, url, headers, fields, file }` and returns what the answer's body says; `file` names an image
 * @param get fetches an URL, and throws where that fails
 */
export async function journey({ agents, kyc }, { send, get }) {
  const call = (method, url, fields, file) => {
    const headers = { authorization: AUTHORIZATION, 'request-id': `bigflip-${randomUUID()}` }
    return send({ method, url, headers, fields, file })
  }
  const { id } = await call('POST', `${agents}/agents`, {
    name: 'Siti',
    identity_type: 'ktp',
    identity_number: '3174055506980001',
    birth_date: '04-06-1998',
    birth_place: 'Jakarta',
    country_id: '1',
    province_id: '1',
    city_id: '1',
    district_id: '1',
    address: 'Jakarta',
    gender: 'female',
    occupation: 'entrepreneur',
    phone_number: '081234567890',
  })
  for (const [selfie, file] of ['identity-card.png', 'selfie.jpg'].entries()) {
    const fields = { user_type: '1', identity_type: '1', selfie: String(selfie) }
    const url = `${kyc}/users/${id}/identities`
    const { image_url } = await call('PUT', url, fields, `fixtures/images/${file}`)
    await get(image_url)
  }
  await call('PUT', `${kyc}/users/${id}/submit`, { user_type: '1' })

  let status
  for (let left = 50; left > 0; left--) {
    status = (await call('GET', `${agents}/agents/${id}`)).kyc_status
    if (status === 'APPROVED') return console.log(status)
    await setTimeout(100)
  }
  throw new Error(`the agent is still ${status}`)
}
