import { KYC_STATUSES, type KycStatus } from '../kyc/agent.js'
import { isRejectionReasonCode, type RejectionReasonCode } from '../kyc/rejection-reasons.js'
import { findWord } from '../lib/find-word.js'
import { FINAL_STATUSES } from '../transfers/words.js'
import { type Invocation, UsageError } from './command.js'
import { textOf, wordIn } from './flag-values.js'

/** The KYC status that a word on the command line means. @throws {UsageError} */
export function statusNamed(word: string): KycStatus {
  const ofTransfer = findWord(word, FINAL_STATUSES) !== undefined
  const instead = ofTransfer
    ? ' of an agent (a transfer has it: flip-sandbox disburse decide <id> done)'
    : ''
  return wordIn(word, KYC_STATUSES, `"${word}" is not a status${instead}`)
}

/** The rejection reason that --code gives; undefined without it. @throws {UsageError} */
export function codeOf(flags: Invocation['flags']): RejectionReasonCode | undefined {
  const text = textOf(flags, 'code')
  if (text === undefined) return undefined
  const code = Number(text)
  if (isRejectionReasonCode(code)) return code
  throw new UsageError('--code must be one of the rejection reasons, 10 to 33.')
}
