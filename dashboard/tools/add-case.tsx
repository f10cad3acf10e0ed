import { useEffect, useState } from 'preact/hooks'
import type { AddedAgents } from '../../src/control/types.js'
import { get, type Page, post, withQuery } from '../api.js'
import { loadCompanies, useCompany } from '../companies.js'
import { number } from '../format.js'
import { t } from '../i18n/index.js'
import { go } from '../router.js'
import { attempt, say } from '../toast.js'
import type { AgentSummary } from '../types.js'
import { Choice, Dialog } from '../ui/dialog.js'
import { Kyc } from '../ui/status.js'
import { NoExport } from './import.js'
import { type Contents, useContents } from './use-contents.js'

interface Props {
  readonly file: File
  readonly onClose: () => void
}

/**
 * Adds the agents of a file to the company on the page, or to a new one, which takes those whose numbers are taken. Says before
 * who is in the file.
 */
export function AddCase({ file, onClose }: Props) {
  const { id } = useCompany()
  const contents = useContents(file)
  const n = contents?.agents.length ?? 1
  const owner = useOwner(contents, id)
  const [chosen, choose] = useState<string | null>(null)
  const to = chosen ?? (owner === null ? '' : 'new')
  const add = () =>
    attempt(async () => {
      const target = to === 'new' ? { new_company: 'true' } : { company_id: id }
      const path = withQuery('/import', { add: 'true', ...target })
      const added = await post<AddedAgents>(path, await file.text())
      await loadCompanies()
      const [first] = added.agents
      go({ page: 'agents', company: String(added.company_id), agent: String(first?.id) })
      say(t('case.added', { n: added.agents.length, company: added.company_id }))
    })
  return (
    <Dialog title={t('case.add')} onClose={onClose}>
      {contents && <InFile contents={contents} />}
      {contents === null ? (
        <NoExport />
      ) : (
        <p class="breaks">
          {n === 1
            ? t('case.confirm', { file: file.name })
            : t('case.confirm-many', { file: file.name, n: number(n) })}
        </p>
      )}
      <label>
        {t('case.to')}
        <select value={to} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="">{t('company.named', { id })}</option>
          <option value="new">{t('case.new')}</option>
        </select>
      </label>
      {owner === null ? (
        <p class="faint">{t('case.taken')}</p>
      ) : (
        <p class="notice">{t('case.taken-by', { agent: owner, company: id })}</p>
      )}
      <Choice
        label={t('case.add')}
        onClose={onClose}
        onConfirm={add}
        good
        disabled={contents === null}
      />
    </Dialog>
  )
}

/** More agents than these are only counted. */
const SHOWN = 5

/** Who is in a file: each with its status and company, and how many callbacks come along. */
function InFile({ contents: { agents, callbacks, disbursements = [] } }: { contents: Contents }) {
  const rest = agents.length - SHOWN
  return (
    <section aria-label={t('import.comes')}>
      <ul class="plain">
        {agents
          .slice(0, SHOWN)
          .map(({ id, company_id, data, kyc_status, rejected_reason_code }) => (
            <li key={id} class="filters">
              <b>{data.name}</b>
              <Kyc status={kyc_status} code={rejected_reason_code} />
              <span class="faint small">
                #{id} · {t('company.named', { id: company_id })}
              </span>
            </li>
          ))}
        {rest > 0 && <li class="faint">{t('clock.more', { n: number(rest) })}</li>}
      </ul>
      <p class="faint small">
        {t('case.counts', { callbacks: number(callbacks.length) })}
        {disbursements.length > 0 &&
          ` ${t('case.no-transfers', { n: number(disbursements.length) })}`}
      </p>
    </section>
  )
}

/** The agent of a company that has a number of the only agent in the file; null when none has. */
function useOwner(contents: Contents | null | undefined, company_id: number): number | null {
  const [owner, show] = useState<number | null>(null)
  const data = contents?.agents.length === 1 ? contents.agents[0]?.data : undefined
  useEffect(() => {
    if (data === undefined) return
    const { identity_number, phone_number } = data
    const find = async (q: string) => {
      const { items } = await get<Page<AgentSummary>>('/agents', { company_id, q })
      const same = items.find(
        (one) => one.identity_number === identity_number || one.phone_number === phone_number,
      )
      if (same !== undefined) show(same.id)
    }
    // Where it cannot be found out, the sandbox refuses.
    for (const q of [identity_number, phone_number]) find(q).catch(() => {})
  }, [data, company_id])
  return owner
}
