import { useEffect, useId, useState } from 'preact/hooks'
import { get, type Listing } from '../api.js'
import { t } from '../i18n/index.js'
import type { Company, Scenario } from '../types.js'

interface Props {
  readonly company: Company
  readonly value: string
  readonly onChange: (name: string) => void
  /** In the place of a scenario: none is chosen. */
  readonly none?: string
}

/** Chooses one of the company's scenarios, by typing a part of its name. */
export function ScenarioPicker({ company, value, onChange, none }: Props) {
  const scenarios = useScenarios(company.id)
  const id = useId()
  const chosen = scenarios.find(({ name }) => name === value)
  return (
    <label>
      {t('scenario')}
      <input
        list={id}
        value={value}
        placeholder={none}
        required={none === undefined}
        autocomplete="off"
        onInput={(event) => onChange(event.currentTarget.value.trim())}
      />
      <datalist id={id}>
        {scenarios.map(({ name, description }) => (
          <option key={name} value={name}>
            {description}
          </option>
        ))}
      </datalist>
      <span class="faint small">{chosen?.description ?? none ?? t('scenario.unknown')}</span>
    </label>
  )
}

export function useScenarios(company_id: number): readonly Scenario[] {
  const [scenarios, set] = useState<readonly Scenario[]>([])
  useEffect(() => {
    get<Listing<Scenario>>('/scenarios', { company_id }).then(
      ({ items }) => set(items),
      () => {},
    )
  }, [company_id])
  return scenarios
}
