import { useState } from 'preact/hooks'
import { post, remove } from '../api.js'
import { useCell } from '../cell.js'
import { companies, loadCompanies, useCompany } from '../companies.js'
import { number } from '../format.js'
import { t } from '../i18n/index.js'
import { go } from '../router.js'
import { attempt } from '../toast.js'
import type { Company } from '../types.js'
import { Copy } from '../ui/copy.js'
import { Choice, Dialog } from '../ui/dialog.js'
import { useKeptFocus } from '../ui/use-kept-focus.js'
import { CompanySettings } from './company-settings.js'

/** The companies: create one, switch to it, copy its keys, change its settings. */
export function CompaniesPage() {
  const all = useCell(companies) ?? []
  const present = useCompany()
  const creating = useKeptFocus<HTMLButtonElement>()
  const create = () =>
    attempt(async () => {
      const { id } = await post<Company>('/companies', {})
      await loadCompanies()
      go({ page: 'companies', company: String(id) })
    }, t('companies.created'))
  return (
    <div class="page">
      <header class="filters">
        <p class="faint">{t('companies.about')}</p>
        <span class="space" />
        <button type="button" class="primary" ref={creating} onClick={create}>
          {t('companies.create')}
        </button>
      </header>
      {all.map((company) => (
        <CompanyCard key={company.id} company={company} present={company.id === present.id} />
      ))}
    </div>
  )
}

function CompanyCard({ company, present }: { company: Company; present: boolean }) {
  const [form, setForm] = useState<'settings' | 'delete' | null>(null)
  const { id, callback_url, scenario, agents } = company
  const facts = [
    ['secret_key', company.secret_key],
    ['Authorization', company.authorization],
    ['validation_token', company.validation_token],
    ['callback_url', callback_url ?? `${location.origin}/_sandbox/inbox/${id}`],
  ] as const
  return (
    <section class={present ? 'card present' : 'card'} aria-label={t('company.named', { id })}>
      <header>
        <h2>{t('company.named', { id })}</h2>
        {present && <span class="badge blue">{t('companies.present')}</span>}
        <span class="faint">
          {t('companies.agents', { n: number(agents) })} · {scenario}
        </span>
        <span class="space" />
        {!present && (
          <button type="button" onClick={() => go({ page: 'companies', company: String(id) })}>
            {t('companies.switch')}
          </button>
        )}
        <button type="button" onClick={() => setForm('settings')}>
          {t('companies.settings')}
        </button>
        {id !== 1 && (
          <button type="button" class="danger" onClick={() => setForm('delete')}>
            {t('remove')}
          </button>
        )}
      </header>
      <dl class="fields one">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt class="mono">{name}</dt>
            <dd class="mono">
              {value} <Copy bare text={value} label={`${t('copy')}: ${name}`} />
            </dd>
          </div>
        ))}
      </dl>
      {form === 'settings' && <CompanySettings company={company} onClose={() => setForm(null)} />}
      {form === 'delete' && <DeleteCompany company={company} onClose={() => setForm(null)} />}
    </section>
  )
}

function DeleteCompany({ company, onClose }: { company: Company; onClose: () => void }) {
  const { id, agents } = company
  const confirm = async () => {
    const work = async () => {
      await remove(`/companies/${id}`)
      await loadCompanies()
    }
    if (await attempt(work, t('companies.deleted'))) go({ page: 'companies', company: '1' })
  }
  return (
    <Dialog title={t('companies.delete', { id })} onClose={onClose}>
      <p>{t('companies.delete.about', { n: number(agents) })}</p>
      <Choice label={t('remove')} onClose={onClose} onConfirm={confirm} />
    </Dialog>
  )
}
