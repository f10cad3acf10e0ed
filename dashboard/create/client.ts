import { NoAnswer } from '../api.js'
import type { Company } from '../types.js'
import type { AgentForm, Person } from './sample-data.js'
import { sampleCard, sampleSelfie } from './sample-images.js'

/** Calls the emulated API as any client does: with the company's key, a form and a Request-ID. */

const AGENTS = '/big_sandbox_api/v2'
const KYC = '/kyc-sandbox/api/v1'

/** A file part. Its image is drawn when it is sent. */
export type Picture = () => Blob | Promise<Blob>

/** One call, to be sent or written as a curl command. */
export interface FlipCall {
  readonly method: 'POST' | 'PUT'
  readonly path: string
  readonly fields: Readonly<Record<string, string | Picture>>
  /** A transfer's own; the key and the Request-ID are added. */
  readonly headers?: Readonly<Record<string, string>>
}

/** What Flip says about an attribute, and the sandbox's hint how to mend it; `''` for none. */
export interface FieldFault {
  readonly said: string
  readonly remedy: string
}

/** An error answer of the emulated API. */
export class FlipError extends Error {
  constructor(
    message: string,
    /** What is wrong with each attribute. */
    readonly attributes: Readonly<Record<string, FieldFault>>,
  ) {
    super(message)
  }
}

/** What a call was answered with success. */
interface FlipAnswer {
  /** Of what was made, digit for digit; `''` for none. */
  readonly id: string
  /** `''` for none. */
  readonly hint: string
}

/** Sends a call. @throws {FlipError | NoAnswer} */
export async function perform(company: Company, call: FlipCall): Promise<FlipAnswer> {
  const { method, path, fields } = call
  const files = Object.values(fields).some((field) => typeof field !== 'string')
  const body = files ? new FormData() : new URLSearchParams()
  for (const [name, field] of Object.entries(fields)) {
    const value = typeof field === 'string' ? field : await field()
    if (body instanceof URLSearchParams) body.set(name, value as string)
    else if (typeof value === 'string') body.set(name, value)
    else body.set(name, value, value instanceof File ? value.name : 'sample.jpg')
  }
  // With credentials of its own, the browser would answer a 401 by asking the user for a password.
  const init = { method, body, headers: headersOf(company, call), credentials: 'omit' } as const
  // A scenario or a fault may break the connection, before the answer or within.
  const broken = () => Promise.reject(new NoAnswer())
  const answer = await fetch(path, init).catch(broken)
  const text = await answer.text().catch(broken)
  const hint = answer.headers.get('sandbox-hint') ?? ''
  if (answer.ok) return { id: /"id":(\d+)/.exec(text)?.[1] ?? '', hint }
  const faults = faultsOf(text)
  const what = faults.map(({ code, message }) => `${code ?? ''} ${message ?? ''}`).join('; ')
  throw new FlipError(
    `${method} ${path}: ${answer.status}, ${what || text}${hint && ` – ${hint}`}`,
    fieldFaults(faults, hint),
  )
}

/** The hint has the remedies of all attributes in the faults' order, with a `; ` between them and nowhere else. */
function fieldFaults(faults: readonly FlipFault[], hint: string): FlipError['attributes'] {
  const remedies = hint.replace(/\.$/, '').split('; ')
  return Object.fromEntries(
    faults.map(({ attribute = '', code, message }, index) => [
      attribute,
      { said: `${code} ${message}`, remedy: remedies[index] ?? '' },
    ]),
  )
}

interface FlipFault {
  readonly attribute?: string
  readonly code?: number
  readonly message?: string
}

function faultsOf(text: string): readonly FlipFault[] {
  try {
    return JSON.parse(text).errors ?? []
  } catch {
    return []
  }
}

/** The headers of a call, with a new Request-ID each time. */
export function headersOf(
  { authorization }: Company,
  { path, headers }: FlipCall,
): Record<string, string> {
  return {
    authorization,
    ...headers,
    ...(path.startsWith(KYC) && { 'request-id': `bigflip-${uuid()}` }),
  }
}

export function creation(form: AgentForm): FlipCall {
  const given = Object.entries(form).filter(([, value]) => value !== '')
  return { method: 'POST', path: `${AGENTS}/agents`, fields: Object.fromEntries(given) }
}

const users = (id: number, call: string, fields: FlipCall['fields'] = {}): FlipCall => ({
  method: 'PUT',
  path: `${KYC}/users/${id}/${call}`,
  fields: { user_type: '1', ...fields },
})

const typeOf = ({ identity_type }: Person) => (identity_type === 'passport' ? '2' : '1')

/** @param own used instead of a sample */
export function identityUpload(id: number, person: Person, own?: Blob | null): FlipCall {
  const image = () => own ?? sampleCard(person)
  return users(id, 'identities', { identity_type: typeOf(person), selfie: '0', image })
}

/** @param own used instead of a sample */
export function selfieUpload(id: number, person: Person, own?: Blob | null): FlipCall {
  const image = () => own ?? sampleSelfie(person)
  return users(id, 'identities', { identity_type: typeOf(person), selfie: '1', image })
}

export const submission = (id: number) => users(id, 'submit')

export function dataRepair(id: number, person: Person): FlipCall {
  const { name, identity_number, birth_date, birth_place } = person
  return users(id, 'repair', { name, identity_number, birth_date, birth_place })
}

export const photoRepair = (id: number, person: Person) =>
  users(id, 'repairPhoto', { image: () => sampleCard(person) })

export const selfieRepair = (id: number, person: Person) =>
  users(id, 'repairSelfie', { image: () => sampleSelfie(person) })

export const documentUpload = (id: number, person: Person): FlipCall => ({
  method: 'POST',
  path: `${KYC}/documents`,
  fields: { user_id: String(id), user_type: '1', family_card: () => sampleCard(person) },
})

/** Sends 10,000 rupiah of an approved agent to an account. Another number, agent or account is another transfer. */
export const transfer = (agent_id: number, account_number: string, number: number): FlipCall => ({
  method: 'POST',
  path: `${AGENTS}/agent-disbursements`,
  headers: { 'idempotency-key': `order-${number}-${agent_id}-${account_number}` },
  fields: {
    agent_id: String(agent_id),
    account_number,
    bank_code: 'bni',
    amount: '10000',
    direction: 'DOMESTIC_SPECIAL_TRANSFER',
  },
})

/** An account that no scenario knows: transfers to it end as usual. */
export const USUAL_ACCOUNT = '1122333301'

/** A UUID. `crypto.randomUUID` exists only on https and localhost, and a container may have another name. */
function uuid(): string {
  const octets = crypto.getRandomValues(new Uint8Array(16))
  octets[6] = ((octets[6] as number) & 0x0f) | 0x40
  octets[8] = ((octets[8] as number) & 0x3f) | 0x80
  const hex = [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
