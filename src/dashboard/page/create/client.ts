import type { Company } from '../types.js'
import type { AgentForm } from './sample-data.js'

/** The emulated API's client, like anybody's: the company's key, forms, a Request-ID. */

const AGENTS = '/big_sandbox_api/v2'
export const KYC = '/kyc-sandbox/api/v1'

async function call(company: Company, method: string, path: string, body: BodyInit) {
  const { authorization } = company
  const answer = await fetch(path, {
    method,
    body,
    headers: {
      authorization,
      ...(path.startsWith(KYC) && { 'request-id': `bigflip-${uuid()}` }),
    },
  })
  if (answer.ok) return answer.json()
  const hint = answer.headers.get('sandbox-hint') ?? ''
  throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()} ${hint}`)
}

export async function createAgent(company: Company, form: AgentForm): Promise<number> {
  const given = Object.entries(form).filter(([, value]) => value !== '')
  const { id } = await call(company, 'POST', `${AGENTS}/agents`, new URLSearchParams(given))
  return id
}

export async function upload(
  company: Company,
  id: number,
  { identity_type }: AgentForm,
  image: Blob,
  selfie: boolean,
): Promise<void> {
  const form = new FormData()
  form.set('user_type', '1')
  form.set('image', image, image instanceof File ? image.name : 'sample.jpg')
  form.set('identity_type', identity_type === 'passport' ? '2' : '1')
  form.set('selfie', selfie ? '1' : '0')
  await call(company, 'PUT', `${KYC}/users/${id}/identities`, form)
}

export async function submit(company: Company, id: number): Promise<void> {
  const form = new FormData()
  form.set('user_type', '1')
  await call(company, 'PUT', `${KYC}/users/${id}/submit`, form)
}

/** `crypto.randomUUID` is there on https and localhost only; a container may be called by another name. */
function uuid(): string {
  const octets = crypto.getRandomValues(new Uint8Array(16))
  octets[6] = ((octets[6] as number) & 0x0f) | 0x40
  octets[8] = ((octets[8] as number) & 0x3f) | 0x80
  const hex = [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
