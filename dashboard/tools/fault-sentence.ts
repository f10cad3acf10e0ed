import { number } from '../format.js'
import { t, worded } from '../i18n/index.js'

/** What a fault is, apart from the sandbox's own fields. */
interface Described {
  readonly method: string | null
  readonly path: string | null
  readonly nth: number | null
  readonly probability: number
  readonly latency: string
  readonly status: number | null
  readonly fault: string | null
  readonly after_bytes: number
}

/** A fault as a sentence, such as "Call 2 to POST /agents will be answered 503, 2s late." */
export function faultSentence({
  method,
  path,
  latency,
  status,
  fault,
  after_bytes,
  ...when
}: Described): string {
  return t('faults.sentence', {
    which: callsOf(when),
    call: [method, path].filter(Boolean).join(' ') || t('faults.any-call'),
    what:
      status !== null
        ? t('faults.answered', { status })
        : fault === 'upload-cut' && after_bytes > 0
          ? t('faults.cut-after', { n: number(after_bytes) })
          : worded('faults.kind', fault ?? 'none'),
    late: /[1-9]/.test(latency) ? t('faults.late', { by: latency }) : '',
  })
}

function callsOf({ nth, probability }: Pick<Described, 'nth' | 'probability'>): string {
  const share = probability < 1 ? t('faults.share', { n: number(probability * 100) }) : null
  if (nth === null) return share ?? t('faults.every-call')
  return [t('faults.nth-call', { n: nth }), share].filter(Boolean).join(', ')
}
