import type {
  BankStatus,
  CallbackState,
  DisbursementStatus,
  InquiryStatus,
  KycStatus,
} from '../../src/control/types.js'
import { t, worded } from '../i18n/index.js'

type Tone = 'grey' | 'blue' | 'amber' | 'red' | 'green'

const KYC_TONES: Readonly<Record<KycStatus, Tone>> = {
  BASIC_DATA: 'grey',
  UPLOAD_IDENTITY_SUCCESS: 'blue',
  UPLOAD_IDENTITY_FAILED: 'red',
  UPLOAD_IDENTITY_SELFIE_PROGRESS: 'blue',
  UPLOAD_IDENTITY_SELFIE_SUCCESS: 'blue',
  UPLOAD_IDENTITY_SELFIE_FAILED: 'red',
  PENDING: 'amber',
  SUSPICIOUS: 'amber',
  NEED_TO_CHECK: 'amber',
  HELP: 'amber',
  APPROVED: 'green',
  REJECTED: 'red',
}

const CALLBACK_TONES: Readonly<Record<CallbackState, Tone>> = {
  scheduled: 'blue',
  sending: 'blue',
  delivered: 'green',
  failed: 'red',
  interrupted: 'red',
  dropped: 'amber',
  cancelled: 'grey',
}

/** Flip's own word for a status, never translated. */
export function Kyc({ status, code }: { status: KycStatus; code?: number | null }) {
  return (
    <span class={`badge ${KYC_TONES[status]}`}>
      {status}
      {code != null && <b> {code}</b>}
    </span>
  )
}

export function kycTone(status: KycStatus): Tone {
  return KYC_TONES[status]
}

/** Flip's own word for the status of a transfer, an inquiry or a bank. What is not here has gone wrong. */
const MONEY_TONES: Readonly<Record<string, Tone>> = {
  PENDING: 'amber',
  DISTURBED: 'amber',
  DONE: 'green',
  SUCCESS: 'green',
  OPERATIONAL: 'green',
}

export function Money({ status }: { status: DisbursementStatus | InquiryStatus }) {
  return <span class={`badge ${moneyTone(status)}`}>{status}</span>
}

export function moneyTone(status: DisbursementStatus | InquiryStatus | BankStatus): Tone {
  return MONEY_TONES[status] ?? 'red'
}

export function Delivery({ state }: { state: CallbackState }) {
  return <span class={`badge ${CALLBACK_TONES[state]}`}>{worded('callback', state)}</span>
}

export function Answer({ status }: { status: number | null }) {
  const tone = status === null ? 'grey' : status < 400 ? 'green' : status < 500 ? 'amber' : 'red'
  return <span class={`badge ${tone}`}>{status ?? '–'}</span>
}

/** The fault that struck a call; nothing where none did. */
export function Struck({ fault }: { fault: string | null }) {
  return fault === null ? null : <span class="fault small">{t('request.fault', { fault })}</span>
}
