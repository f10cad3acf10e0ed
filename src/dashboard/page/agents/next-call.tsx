import { type Remedy, remediesOf } from '../../../kyc/rejection-reasons.js'
import { useCompany } from '../companies.js'
import { KYC } from '../create/client.js'
import { t } from '../i18n/index.js'
import type { Agent } from '../types.js'
import { STAGES } from './way.js'

const REPAIRS = { data: 'repair', photo: 'repairPhoto', selfie: 'repairSelfie' } as const

/** Where the application has to act next: by which calls; that none helps, where none does. */
export function NextCall({ agent }: { agent: Agent }) {
  const { max_repairs } = useCompany()
  const { id, kyc_status, repairs, rejected_reason_code: code } = agent
  const users = `PUT ${KYC}/users/${id}/`
  const documents = `POST ${KYC}/documents`
  const callFor = (remedy: Remedy) =>
    remedy === 'cx' || remedy === 'none'
      ? []
      : remedy === 'documents' || repairs >= max_repairs
        ? documents
        : users + REPAIRS[remedy]
  const calls =
    kyc_status === 'UPLOAD_IDENTITY_SELFIE_SUCCESS'
      ? [`${users}submit`]
      : STAGES.slice(0, 2).flat().includes(kyc_status)
        ? [`${users}identities`]
        : code && remediesOf(code).flatMap(callFor)
  if (!calls) return null
  return (
    <p class="next">
      {calls[0] ? t('next.call', { calls: [...new Set(calls)].join(t('or')) }) : t('next.none')}
    </p>
  )
}
