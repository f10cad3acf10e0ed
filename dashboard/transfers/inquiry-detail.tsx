import { INQUIRY_STATUSES, type InquiryStatus } from '../../src/control/types.js'
import { post } from '../api.js'
import { t } from '../i18n/index.js'
import { OtherCompany } from '../lists/other-company.js'
import { address, follow } from '../router.js'
import { attempt } from '../toast.js'
import type { Inquiry } from '../types.js'
import { Facts } from '../ui/facts.js'
import { FollowedScenario } from '../ui/followed-scenario.js'
import { Money } from '../ui/status.js'
import { useKeptFocus } from '../ui/use-kept-focus.js'
import { Waiting } from './transfer-decision.js'

/** What an inquiry can say in the end. */
const ENDS = INQUIRY_STATUSES.filter((status) => status !== 'PENDING')

const FACTS = ['bank_code', 'account_number', 'account_holder', 'inquiry_key'] as const

/** One inquiry, and what it can say where nobody has decided it yet. */
export function InquiryDetail({ inquiry }: { inquiry: Inquiry }) {
  const { id, bank_code, account_number, status, scenario } = inquiry
  const heading = useKeptFocus<HTMLHeadingElement>()
  const decide = (to: InquiryStatus) =>
    attempt(() => post(`/inquiries/${id}/decision`, { status: to }), t('decide.done', { to }))
  return (
    <article>
      <header class="title">
        <h2>
          {bank_code} {account_number}
        </h2>
        <span class="faint">#{id}</span>
        <Money status={status} />
      </header>
      <OtherCompany id={inquiry.company_id} />
      {scenario !== null && <FollowedScenario scenario={scenario} />}
      <section class="card decide" aria-labelledby="decide-inquiry">
        <header>
          <h3 id="decide-inquiry" ref={heading} tabIndex={-1}>
            {t('decide')}
          </h3>
          {status === 'PENDING' &&
            ENDS.map((to) => (
              <button
                key={to}
                type="button"
                class={to === 'SUCCESS' ? 'good' : ''}
                onClick={() => decide(to)}
              >
                {to}
              </button>
            ))}
        </header>
        {status === 'PENDING' ? (
          <Waiting due={inquiry.due} />
        ) : (
          <p class="faint small">{t('transfer.final', { status })}</p>
        )}
      </section>
      <section class="card">
        <header>
          <h3>{t('agent.data')}</h3>
          <a href={address({ page: 'callbacks', kind: 'inquiry' })} onClick={follow}>
            {t('page.callbacks')}
          </a>
        </header>
        <Facts of={inquiry} names={FACTS} />
      </section>
    </article>
  )
}
