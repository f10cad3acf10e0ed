import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { PREFIXES } from '../flip/protocol/hosts.js'
import { packageFile } from '../lib/package-files.js'

/** One call to the emulated API, as an application makes it. */
export interface FlipCall {
  readonly method: 'POST' | 'PUT' | 'GET'
  readonly path: string
  readonly fields: Readonly<Record<string, string>>
  /** Beside those that each call has. */
  readonly headers?: Readonly<Record<string, string>>
  /** A file of `fixtures/images`. */
  readonly image?: string
}

export interface FlipAnswer {
  readonly ok: boolean
  readonly status: number
  readonly text: string
  readonly hint: string | null
}

/** The calls of an agent's way through the KYC, in their order. */
export const flipCalls = {
  create: (fields: Readonly<Record<string, string>>): FlipCall => ({
    method: 'POST',
    path: `${PREFIXES.agents[0]}/agents`,
    fields,
  }),
  upload: (id: number, selfie: boolean): FlipCall => ({
    method: 'PUT',
    path: `${PREFIXES.kyc[0]}/users/${id}/identities`,
    fields: { user_type: '1', identity_type: '1', selfie: selfie ? '1' : '0' },
    image: selfie ? 'selfie.jpg' : 'identity-card.png',
  }),
  submit: (id: number): FlipCall => ({
    method: 'PUT',
    path: `${PREFIXES.kyc[0]}/users/${id}/submit`,
    fields: { user_type: '1' },
  }),
  repairPhoto: (id: number): FlipCall => ({
    method: 'PUT',
    path: `${PREFIXES.kyc[0]}/users/${id}/repairPhoto`,
    fields: { user_type: '1' },
    image: 'identity-card.jpg',
  }),
}

/** The calls about money, in their order. */
export const moneyCalls = {
  inquire: (fields: Readonly<Record<'account_number' | 'bank_code', string>>): FlipCall => ({
    method: 'POST',
    path: `${PREFIXES.agents[0]}/disbursement/bank-account-inquiry`,
    fields,
  }),
  transfer: (key: string, fields: Readonly<Record<string, string>>): FlipCall => ({
    method: 'POST',
    path: `${PREFIXES.agents[0]}/agent-disbursements`,
    headers: { 'idempotency-key': key },
    fields,
  }),
  transferWithId: (id: string): FlipCall => ({
    method: 'GET',
    path: `${PREFIXES.agents[0]}/agent-disbursements/${id}`,
    fields: {},
  }),
  balance: (): FlipCall => ({
    method: 'GET',
    path: `${PREFIXES.agents[0]}/general/balance`,
    fields: {},
  }),
}

/**
 * Makes a call.
 * @param url of the sandbox
 * @param authorization header of the company
 * @returns null when there was no whole answer
 */
export async function callFlip(
  url: string,
  authorization: string,
  { method, path, fields, headers: own, image }: FlipCall,
): Promise<FlipAnswer | null> {
  const kyc = path.startsWith(PREFIXES.kyc[0])
  const headers = { authorization, ...own, ...(kyc && { 'request-id': `bigflip-${randomUUID()}` }) }
  const body = kyc ? multipart(fields, image) : new URLSearchParams(fields)
  try {
    const response = await fetch(url + path, {
      method,
      headers,
      ...(method !== 'GET' && { body }),
    })
    const { ok, status } = response
    return { ok, status, text: await response.text(), hint: response.headers.get('sandbox-hint') }
  } catch {
    return null
  }
}

function multipart(fields: FlipCall['fields'], image: string | undefined): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  if (image === undefined) return form
  const bytes = readFileSync(packageFile(`fixtures/images/${image}`))
  const type = image.endsWith('.png') ? 'image/png' : 'image/jpeg'
  form.set('image', new Blob([bytes], { type }), image)
  return form
}
