import { readFile } from 'node:fs/promises'

const IMAGE = new URL('../../fixtures/images/identity-card.jpg', import.meta.url)

/** Leads an agent on its way by the calls of a client. @param until `uploaded` or `submitted` */
export async function leadAgent(api, until, scenario = 'manual', fields = {}) {
  const id = await api.createAgent(fields)
  await api.call('PUT', `/agents/${id}/scenario`, { scenario })
  const image = new Blob([await readFile(IMAGE)], { type: 'image/jpeg' })
  for (const selfie of ['0', '1']) {
    const form = new FormData()
    form.set('user_type', '1')
    form.set('image', image, 'image.jpg')
    form.set('identity_type', '1')
    form.set('selfie', selfie)
    await expectOk(api.flip('PUT', `/kyc-sandbox/api/v1/users/${id}/identities`, form))
  }
  if (until === 'uploaded') return id
  if (scenario === 'manual') {
    const decision = { kyc_status: 'UPLOAD_IDENTITY_SELFIE_SUCCESS' }
    await api.call('POST', `/agents/${id}/decision`, decision)
  }
  const form = new URLSearchParams({ user_type: '1' })
  await expectOk(api.flip('PUT', `/kyc-sandbox/api/v1/users/${id}/submit`, form))
  return id
}

async function expectOk(call) {
  const { status, body } = await call
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`)
}
