import { t, worded } from '../i18n/index.js'
import type { Fault } from '../types.js'

/** What a fault is, apart from the sandbox's own fields. */
export type Described = Pick<
  Fault,
  'method' | 'path' | 'nth' | 'probability' | 'latency' | 'status' | 'fault'
>

/** A fault as a sentence, such as "Call 2 to POST /agents will be answered 503, 2s late." */
export function faultSentence(fault: Described): string {
  const { method, path, nth, probability, latency, status, fault: kind } = fault
  const what =
    status !== null ? t('faults.answered', { status }) : worded('faults.kind', kind ?? 'none')
  return t('faults.sentence', {
    which: [
      nth !== null && t('faults.nth-call', { n: nth }),
      (nth === null || probability < 1) &&
        (probability < 1
          ? t('faults.share', { n: Math.round(probability * 1000) / 10 })
          : t('faults.every-call')),
    ]
      .filter(Boolean)
      .join(', '),
    call: [method, path].filter(Boolean).join(' ') || t('faults.any-call'),
    what,
    late: /[1-9]/.test(latency) ? t('faults.late', { by: latency }) : '',
  })
}
