import { remediesOf } from '../../../kyc/rejection-reasons.js'
import { useCompany } from '../companies.js'
import { KYC } from '../create/client.js'
import { t } from '../i18n/index.js'
import type { Agent } from '../types.js'

const REPAIRS = { data: 'repair', photo: 'repairPhoto', selfie: 'repairSelfie' } as const

/** Where the application has to act next: by which calls. */
export function NextCall({ agent }: { agent: Agent }) {
  const { max_repairs } = useCompany()
  const calls = callsOf(agent, agent.repairs < max_repairs)
  if (calls === null) return null
  return (
    <p class="small next">
      {calls.length === 0
        ? t('next.none')
        : t('next.call', {
            calls: calls
              .map((call) =>
                call === 'documents'
                  ? `POST ${KYC}/${call}`
                  : `PUT ${KYC}/users/${agent.id}/${call}`,
              )
              .join(t('or')),
          })}
    </p>
  )
}

/** @returns null where it is not the application's turn; none where nothing but a decision by hand helps */
function callsOf(agent: Agent, repairsLeft: boolean): readonly string[] | null {
  const { kyc_status, rejected_reason_code: code } = agent
  if (kyc_status === 'UPLOAD_IDENTITY_SELFIE_SUCCESS') return ['submit']
  if (/^BASIC|^UPLOAD_IDENTITY_[SF][UA]/.test(kyc_status)) return ['identities']
  if (code === null) return null
  const fitting = remediesOf(code).flatMap((remedy) =>
    remedy === 'cx' || remedy === 'none'
      ? []
      : remedy === 'documents' || !repairsLeft
        ? ['documents']
        : [REPAIRS[remedy]],
  )
  return [...new Set(fitting)]
}
