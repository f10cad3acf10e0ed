import { useState } from 'preact/hooks'
import { type Page, withQuery } from '../api.js'
import { useCompany } from '../companies.js'
import { transfer, USUAL_ACCOUNT } from '../create/client.js'
import { sendCall } from '../create/send-call.js'
import { flipCurl } from '../curl.js'
import { t } from '../i18n/index.js'
import { useResource } from '../lists/use-resource.js'
import { address, adjust, currentRoute, follow } from '../router.js'
import type { AgentSummary, Company, Scenario } from '../types.js'
import { Command } from '../ui/command.js'
import { Choice, Dialog } from '../ui/dialog.js'

interface Props {
  /** Who sends, where that is known. */
  readonly agent?: string | undefined
  readonly onClose: () => void
}

/** Sends a transfer of an approved agent, or shows its command. The account chooses how it ends. */
export function SendTransfer({ agent, onClose }: Props) {
  const company = useCompany()
  const agents = useApproved(company.id)
  const courses = useCourses(company)
  const [chosen, choose] = useState(agent)
  const [account, setAccount] = useState(USUAL_ACCOUNT)
  // Of this window: the same call twice is one transfer.
  const [number] = useState(Date.now)
  if (agents === null && agent === undefined) return null
  const sender = chosen ?? agents?.[0]?.id
  if (sender === undefined)
    return (
      <Dialog title={t('transfers.send')} onClose={onClose}>
        <p>{t('transfers.none.agent')}</p>
        <p>
          <a class="button primary" href={address({ page: 'create' })} onClick={follow}>
            {t('agents.create')}
          </a>
        </p>
      </Dialog>
    )
  const call = transfer(Number(sender), account, number)
  const submit = async (event: Event) => {
    event.preventDefault()
    const id = await sendCall(company, call)
    if (id === null) return
    onClose()
    if (currentRoute().page === 'transfers') adjust({ transfer: id })
  }
  const course = courses.find(({ magic_number }) => accountOf(magic_number) === account)
  return (
    <Dialog title={t('transfers.send')} onClose={onClose}>
      <form onSubmit={submit}>
        {agent === undefined ? (
          <label>
            {t('callback.agent')}
            <select value={sender} onChange={(event) => choose(event.currentTarget.value)}>
              {agents?.map(({ id, name }) => (
                <option key={id} value={id}>
                  #{id} {name}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <p>{t('agent.named', { id: agent })}</p>
        )}
        <label>
          {t('transfers.account')}
          <select value={account} onChange={(event) => setAccount(event.currentTarget.value)}>
            <option value={USUAL_ACCOUNT}>
              {USUAL_ACCOUNT} – {t('transfers.usual')}
            </option>
            {courses.map(({ name, magic_number }) => (
              <option key={name} value={accountOf(magic_number)}>
                {accountOf(magic_number)} – {name}
              </option>
            ))}
          </select>
          <span class="faint small" lang={course && 'en'}>
            {course?.description ?? t('transfers.account.about')}
          </span>
        </label>
        <Command text={flipCurl(company, call)} />
        <Choice label={t('transfers.send')} onClose={onClose} />
      </form>
    </Dialog>
  )
}

/** The company's approved agents, newest first; null until they have been read. */
function useApproved(company_id: number): readonly AgentSummary[] | null {
  const { value } = useResource<Page<AgentSummary>>(
    withQuery('/agents', { company_id, kyc_status: 'APPROVED', limit: 100 }),
    ({ type }) => type === 'kyc-decided',
  )
  return value?.items ?? null
}

/** The scenarios that an account's ending chooses for a transfer, in the order of the endings. */
function useCourses({ id, magic_numbers }: Company): readonly Scenario[] {
  const { value } = useResource<Page<Scenario>>(
    withQuery('/scenarios', { company_id: id }),
    ({ type }) => type === 'scenario-added' || type === 'scenario-removed',
  )
  return (value?.items ?? [])
    .filter(
      ({ match, disbursement, magic_number, origin }) =>
        match.account_number !== undefined &&
        disbursement !== undefined &&
        magic_number !== null &&
        (origin !== 'shipped' || magic_numbers === 'on'),
    )
    .toSorted((a, b) => Number(a.magic_number) - Number(b.magic_number))
}

/** An account with this ending. */
function accountOf(ending: string | null): string {
  return USUAL_ACCOUNT.slice(0, -(ending ?? '').length) + ending
}
