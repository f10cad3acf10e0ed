import { Fragment } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { BANK_STATUSES } from '../../src/control/types.js'
import { type Page, put, withQuery } from '../api.js'
import { useCompany } from '../companies.js'
import { rupiah } from '../format.js'
import { t } from '../i18n/index.js'
import { useResource } from '../lists/use-resource.js'
import { attempt } from '../toast.js'
import { CompanySettings } from '../tools/company-settings.js'
import type { Bank, Company } from '../types.js'
import { moneyTone } from '../ui/status.js'
import { HowTransfersEnd, useBalance } from './company-money.js'

/** What a company's transfers depend on: its balance, its settings, and how well the banks work. */
export function MoneyPage() {
  const company = useCompany()
  return (
    <div class="page halves">
      <BalanceCard company={company} />
      <SettingsCard company={company} />
      <Banks company={company} />
    </div>
  )
}

function BalanceCard({ company }: { company: Company }) {
  const balance = useBalance(company.id)
  const [typed, type] = useState('')
  const set = async (event: Event) => {
    event.preventDefault()
    const body = { company_id: company.id, balance: Number(typed) }
    if (
      await attempt(
        () => put('/balance', body),
        t('money.set-to', { balance: rupiah(body.balance) }),
      )
    )
      type('')
  }
  return (
    <section class="card" aria-labelledby="balance">
      <h2 id="balance">{t('money.balance')}</h2>
      <p class="time">{balance === null ? '–' : rupiah(balance)}</p>
      <form onSubmit={set}>
        <div class="buttons">
          <input
            aria-label={t('money.new')}
            placeholder={t('money.new')}
            title={t('money.form')}
            inputMode="numeric"
            pattern="\d{1,15}"
            required
            value={typed}
            onInput={(event) => type(event.currentTarget.value)}
          />
          <button type="submit">{t('money.set')}</button>
        </div>
      </form>
      <p class="faint small">{t('money.about')}</p>
    </section>
  )
}

const URLS = [
  'disbursement_callback_url',
  'inquiry_callback_url',
  'bank_status_callback_url',
] as const

function SettingsCard({ company }: { company: Company }) {
  const [opened, open] = useState(false)
  return (
    <section class="card" aria-labelledby="settings">
      <header>
        <h2 id="settings">{t('page.transfers')}</h2>
        <span class="space" />
        <button type="button" onClick={() => open(true)}>
          {t('companies.settings')}
        </button>
      </header>
      <HowTransfersEnd company={company} />
      <dl class="fields columns broad">
        <div>
          <dt class="mono small">disbursement_delay</dt>
          <dd class="mono">{company.disbursement_delay}</dd>
        </div>
        {URLS.map((name) => (
          <div key={name}>
            <dt class="mono small">{name}</dt>
            <dd class="mono">{company[name] ?? t('callbacks.inbox')}</dd>
          </div>
        ))}
      </dl>
      {opened && <CompanySettings company={company} onClose={() => open(false)} />}
    </section>
  )
}

function Banks({ company }: { company: Company }) {
  const { value } = useResource<Page<Bank>>(
    withQuery('/banks', { company_id: company.id }),
    ({ type }) => type === 'bank-status-set',
  )
  return (
    <section class="card whole" aria-labelledby="banks">
      <h2 id="banks">{t('money.banks')}</h2>
      <p class="faint">{t('money.banks.about')}</p>
      <ul class="columns broad">
        {value?.items.map((bank) => (
          <li key={bank.bank_code}>
            <BankStatus bank={bank} company={company} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A code that may be broken after each of its parts. */
const breakable = (code: string) =>
  code.split(/(?<=_)/).map((part) => (
    <Fragment key={part}>
      {part}
      <wbr />
    </Fragment>
  ))

function BankStatus({ bank, company }: { bank: Bank; company: Company }) {
  const { bank_code, name, status } = bank
  const [shown, show] = useState(status)
  useEffect(() => show(status), [status])
  const set = async (to: typeof status) => {
    show(to)
    const body = { company_id: company.id, status: to }
    if (!(await attempt(() => put(`/banks/${bank_code}`, body)))) show(status)
  }
  return (
    <div class="bank">
      <span>
        {name} <span class="faint mono small">{breakable(bank_code)}</span>
      </span>
      <select
        aria-label={name}
        class={shown === 'OPERATIONAL' ? 'small' : `small ${moneyTone(shown)}`}
        value={shown}
        onChange={(event) => set(event.currentTarget.value as typeof status)}
      >
        {BANK_STATUSES.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </div>
  )
}
