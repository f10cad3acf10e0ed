import { useState } from 'preact/hooks'
import { patch } from '../api.js'
import { loadCompanies } from '../companies.js'
import { t } from '../i18n/index.js'
import { attempt } from '../toast.js'
import type { Company } from '../types.js'
import { Choice, Dialog } from '../ui/dialog.js'

/** The settings under the control API's names, with their possible values. */
const SETTINGS = {
  callback_url: null,
  callback_delay: null,
  scenario: null,
  magic_numbers: ['on', 'off'],
  request_id: ['strict', 'lenient'],
  reason_code_type: ['documented', 'integer', 'string'],
  max_repairs: null,
  disbursements: ['auto', 'manual'],
  disbursement_delay: null,
  disbursement_callback_url: null,
  inquiry_callback_url: null,
  bank_status_callback_url: null,
  transaction_ids: ['long', 'small'],
  secret_key: null,
  validation_token: null,
} as const satisfies Partial<Record<keyof Company, readonly string[] | null>>

type Name = keyof typeof SETTINGS

export function CompanySettings({ company, onClose }: { company: Company; onClose: () => void }) {
  const [changed, change] = useState<Partial<Record<Name, string>>>({})
  const shown = (name: Name) => changed[name] ?? String(company[name] ?? '')
  const submit = async (event: Event) => {
    event.preventDefault()
    const body = Object.fromEntries(
      Object.entries(changed).map(([name, value]) => [
        name,
        name.endsWith('callback_url') && value === '' ? null : value,
      ]),
    )
    const work = async () => {
      await patch(`/companies/${company.id}`, body)
      await loadCompanies()
    }
    if (await attempt(work, t('companies.saved'))) onClose()
  }
  return (
    <Dialog title={t('companies.settings.of', { id: company.id })} onClose={onClose} wide>
      <form onSubmit={submit}>
        <div class="columns">
          {Object.entries(SETTINGS).map(([key, choices]) => {
            const name = key as Name
            const set = (event: { currentTarget: { value: string } }) =>
              change({ ...changed, [name]: event.currentTarget.value })
            return (
              // biome-ignore lint/a11y/noLabelWithoutControl: one of the two below is its control.
              <label key={name}>
                <span class="mono small">{name}</span>
                {name.endsWith('_delay') && <span class="faint small"> 0, 2s, 5m, 1h</span>}
                {choices === null ? (
                  <input
                    value={shown(name)}
                    placeholder={name.endsWith('callback_url') ? t('callbacks.inbox') : ''}
                    onInput={set}
                  />
                ) : (
                  <select value={shown(name)} onChange={set}>
                    {choices.map((choice) => (
                      <option key={choice}>{choice}</option>
                    ))}
                  </select>
                )}
              </label>
            )
          })}
        </div>
        <Choice label={t('save')} onClose={onClose} />
      </form>
    </Dialog>
  )
}
