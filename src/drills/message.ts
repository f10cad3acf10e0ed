import { callbackRequest } from '../callbacks/payload.js'
import { type Announced, callbackData, wrongToken } from '../kyc/callback.js'
import { milliseconds } from '../time/duration.js'
import { type SubjectId, withId } from './address.js'
import type { Sent, SentAboutAgent } from './definitions.js'
import { NAME } from './new-ids.js'
import { wordOf } from './subjects.js'
import { transferData } from './transfer-data.js'

const MINUTE = 60_000

/** A reason whose text has a letter beyond ASCII. */
const DEFAULT_REASON = 17

/** What a callback is made with. */
export interface Sender {
  readonly url: string
  readonly token: string
  /** When the run began; callbacks of the same age say the same times. */
  readonly now: number
}

/** A callback that is ready to be sent. */
export interface DrillMessage {
  readonly body: string
  /** Every byte, without the fault. */
  readonly request: string
  /** The JSON in `data`, as it would be without `extra` and the like. */
  readonly data: Readonly<Record<string, unknown>>
}

/** Makes a callback the way the sandbox does, and then changes what the drill wants changed. */
export function messageOf(sent: Sent, id: SubjectId, { url, token, now }: Sender): DrillMessage {
  const at = now - (milliseconds(sent.age) ?? 0)
  const text =
    'kyc_status' in sent ? agentData(sent, id as number, at) : transferData(sent, String(id), at)
  const data = JSON.parse(text) as Record<string, unknown>
  const fields = { data: dataOf(sent, text, data, id), token: tokenOf(sent, token) }
  const body = bodyOf(fields, sent.padding ?? 0)
  return { body, request: callbackRequest(body, url), data }
}

function agentData(sent: SentAboutAgent, id: number, at: number): string {
  const { reason_code_type = 'documented' } = sent
  return callbackData(announced(sent, id, at), { reason_code_type })
}

function announced(sent: SentAboutAgent, id: number, at: number): Announced {
  const { kyc_status, rejected_reason_code = DEFAULT_REASON } = sent
  const refused = kyc_status === 'REJECTED' || kyc_status === 'UPLOAD_IDENTITY_SELFIE_FAILED'
  return {
    id,
    data: { name: NAME },
    kyc_status,
    rejected_reason_code: refused ? rejected_reason_code : null,
    created_at: at - 15 * MINUTE,
    updated_at: at - 10 * MINUTE,
    submitted_at: at - 5 * MINUTE,
    verified_at: at,
  }
}

function dataOf(sent: Sent, text: string, data: object, id: SubjectId): string | null {
  if (sent.data !== undefined) return sent.data === null ? null : withId(sent.data, id)
  if (sent.extra === undefined) return text
  // A transfer's id has more digits than the parsed data can hold.
  return 'kyc_status' in sent
    ? JSON.stringify({ ...data, ...sent.extra })
    : `${text.slice(0, -1)},${JSON.stringify(sent.extra).slice(1)}`
}

function tokenOf({ token = 'right' }: Sent, whole: string): string | null {
  switch (token) {
    case 'right':
      return whole
    case 'wrong':
      return wrongToken(whole)
    case 'missing':
      return null
    case 'empty':
      return ''
    case 'prefix':
      return whole.slice(0, Math.floor(whole.length / 2))
    case 'longer':
      return `${whole}x`
  }
}

function bodyOf(fields: Readonly<Record<string, string | null>>, padding: number): string {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) if (value !== null) form.set(name, value)
  if (padding > 0) form.set('padding', 'x'.repeat(padding))
  return form.toString()
}

/** What was sent, in a few words. */
export function describe(sent: Sent): string {
  const { token = 'right', at_once = 1 } = sent
  const [status, noun] =
    'kyc_status' in sent ? [sent.kyc_status, 'agent'] : [sent.status, 'transfer']
  const word = wordOf(sent)
  const particulars = [
    TOKENS[token],
    'kyc_status' in sent && sent.reason_code_type && `reason as ${sent.reason_code_type}`,
    'exact_id' in sent && sent.exact_id && 'an id that cannot be rounded',
    sent.age && `${sent.age} old`,
    sent.extra && 'with extra keys',
    sent.data === null && 'without data',
    typeof sent.data === 'string' && 'with other data',
    sent.padding && `with ${sent.padding} bytes more`,
    sent.fault && FAULTS[sent.fault],
    word === 'unknown' && `unknown ${noun}`,
    word !== 'first' && word !== 'unknown' && `another ${noun}`,
    at_once > 1 && `${at_once} at once`,
  ]
  const told = particulars.filter((one) => typeof one === 'string' && one !== '')
  return told.length === 0 ? status : `${status} (${told.join(', ')})`
}

const TOKENS = {
  right: '',
  wrong: 'wrong token',
  missing: 'no token',
  empty: 'empty token',
  prefix: "the token's first half",
  longer: 'the token and one character more',
}

const FAULTS = {
  'cut-body': 'body cut in half',
  'connection-closed': 'connection closed before the answer',
}
