import { REJECTION_REASONS } from '../../src/kyc/rejection-reasons.js'

/** A small model of the KYC status and what moves it, written apart from the code that it judges. */

/** What a scenario decides, as far as the model must know it. */
export interface Script {
  readonly ending: string
  readonly upload?: readonly (readonly [status: string, reason: number | null])[]
  readonly kyc?: readonly (readonly [status: string, reason: number | null])[]
  /** Codes or statuses that the first submit or identity image gets. */
  readonly submit?: number
  readonly image?: number
  readonly imageFails?: boolean
}

const SUCCESS = ['UPLOAD_IDENTITY_SELFIE_SUCCESS', null] as const
const APPROVED = ['APPROVED', null] as const

/** Scripts by the magic number that chooses them. */
export function scriptOf(kind: string, reason: number): Script {
  switch (kind) {
    case 'rejected':
      return { ending: `99${reason}`, kyc: [['REJECTED', reason], APPROVED] }
    case 'always-rejected':
      return { ending: `97${reason}`, kyc: [['REJECTED', reason]] }
    case 'upload-failed':
      return { ending: `98${reason}`, upload: [['UPLOAD_IDENTITY_SELFIE_FAILED', reason]] }
    case 'pending':
      return { ending: '9600', kyc: [['PENDING', null]] }
    case 'suspicious':
      return { ending: '9601', kyc: [['SUSPICIOUS', null]] }
    case 'manual':
      return {
        ending: '9604',
        upload: [['UPLOAD_IDENTITY_SELFIE_PROGRESS', null]],
        kyc: [['PENDING', null]],
      }
    case 'image-failed':
      return { ending: '9500', imageFails: true }
    case 'submit-500':
      return { ending: '9301', submit: 500 }
    case 'image-not-similar':
      return { ending: '9201', image: 4014 }
    default:
      return { ending: '0001' }
  }
}

const UPLOADING = ['BASIC_DATA', 'UPLOAD_IDENTITY_SUCCESS', 'UPLOAD_IDENTITY_FAILED']
const ANNOUNCED = [
  'UPLOAD_IDENTITY_SELFIE_SUCCESS',
  'UPLOAD_IDENTITY_SELFIE_FAILED',
  'APPROVED',
  'REJECTED',
]
const WAITING = ['PENDING', 'SUSPICIOUS', 'NEED_TO_CHECK', 'HELP']
const MAX_REPAIRS = 3

/** What an agent should be. Each call returns the code that should come back; 200 where it is accepted. */
export class ModelAgent {
  status = 'BASIC_DATA'
  reason: number | null = null
  repairs = 0
  submitted = false
  /** How many callbacks should have been made. */
  announced = 0
  #identity = false
  #selfie = false
  /** The check under way will say something when the clock goes on. */
  #due = false
  #images = 0
  #imageCalls = 0
  #submits = 0
  #uploads = 0
  #decisions = 0

  constructor(
    readonly id: number,
    readonly company: number,
    readonly script: Script,
  ) {}

  identity(): number {
    if (!UPLOADING.includes(this.status)) return 4010
    if (this.script.image !== undefined && this.#imageCalls++ === 0) return this.script.image
    if (this.script.imageFails === true && this.#images++ === 0) {
      this.#identity = false
      this.status = 'UPLOAD_IDENTITY_FAILED'
      return 200
    }
    this.#identity = true
    if (this.#selfie) this.#enter('UPLOAD_IDENTITY_SELFIE_PROGRESS')
    else this.status = 'UPLOAD_IDENTITY_SUCCESS'
    return 200
  }

  selfie(): number {
    if (!UPLOADING.includes(this.status)) return 4010
    this.#selfie = true
    if (this.#identity) this.#enter('UPLOAD_IDENTITY_SELFIE_PROGRESS')
    return 200
  }

  submit(): number {
    if (this.status !== 'UPLOAD_IDENTITY_SELFIE_SUCCESS') return 4010
    if (this.script.submit !== undefined && this.#submits++ === 0) return this.script.submit
    this.#enter('PENDING')
    return 200
  }

  update(): number {
    return this.submitted ? 1092 : 200
  }

  remedy(kind: 'data' | 'photo' | 'selfie' | 'documents'): number {
    if (this.status === 'UPLOAD_IDENTITY_SELFIE_FAILED') {
      if (kind !== 'documents') return 4010
      this.#enter('PENDING')
      return 200
    }
    if (this.status !== 'REJECTED') return 4010
    const remedies: readonly string[] = REJECTION_REASONS[this.reason as 10].remedies
    const hopeless = remedies.includes('cx') || remedies.includes('none')
    if (hopeless || !(kind === 'documents' || remedies.includes(kind))) return 4006
    if (kind !== 'documents' && this.repairs >= MAX_REPAIRS) return 4011
    if (kind !== 'documents') this.repairs++
    this.#enter('PENDING')
    return 200
  }

  /** @returns whether the status allows this decision by hand */
  decide(status: string): boolean {
    const ways: Record<string, readonly string[]> = {
      UPLOAD_IDENTITY_SELFIE_PROGRESS: [
        'UPLOAD_IDENTITY_SELFIE_SUCCESS',
        'UPLOAD_IDENTITY_SELFIE_FAILED',
      ],
      UPLOAD_IDENTITY_SELFIE_FAILED: [
        'UPLOAD_IDENTITY_SELFIE_PROGRESS',
        'UPLOAD_IDENTITY_SELFIE_SUCCESS',
      ],
      REJECTED: ['PENDING', 'APPROVED'],
    }
    const allowed =
      ways[this.status] ??
      (WAITING.includes(this.status) ? ['APPROVED', 'REJECTED', ...WAITING] : [])
    if (!allowed.includes(status) || status === this.status) return false
    this.#become(
      status,
      status === 'REJECTED' || status === 'UPLOAD_IDENTITY_SELFIE_FAILED' ? 14 : null,
    )
    this.#due = false
    return true
  }

  /** The clock goes on until every check has spoken. */
  timePasses(): void {
    if (!this.#due) return
    this.#due = false
    const upload = this.status === 'UPLOAD_IDENTITY_SELFIE_PROGRESS'
    const list = upload ? (this.script.upload ?? [SUCCESS]) : (this.script.kyc ?? [APPROVED])
    const turn = upload ? this.#uploads++ : this.#decisions++
    const [status, reason] = list[Math.min(turn, list.length - 1)] as (typeof list)[number]
    this.#become(status, reason)
  }

  #enter(status: string): void {
    this.status = status
    this.reason = null
    if (status === 'PENDING') this.submitted = true
    const upload = status === 'UPLOAD_IDENTITY_SELFIE_PROGRESS'
    const list = upload ? (this.script.upload ?? [SUCCESS]) : (this.script.kyc ?? [APPROVED])
    const turn = upload ? this.#uploads : this.#decisions
    this.#due = list[Math.min(turn, list.length - 1)]?.[0] !== status
  }

  #become(status: string, reason: number | null): void {
    this.status = status
    this.reason = reason
    if (status === 'PENDING') this.submitted = true
    if (ANNOUNCED.includes(status)) this.announced++
  }
}
