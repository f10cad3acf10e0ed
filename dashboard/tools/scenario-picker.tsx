import { useId } from 'preact/hooks'
import { codeInFamily, isRejectionReasonCode, reasonText } from '../../src/control/types.js'
import { type Page, withQuery } from '../api.js'
import { t } from '../i18n/index.js'
import { useResource } from '../lists/use-resource.js'
import type { Company, Scenario } from '../types.js'

interface Props {
  readonly company: Company
  readonly value: string
  readonly onChange: (name: string) => void
  /** Shown while no scenario is chosen. */
  readonly none?: string
}

/** Lets the user choose one of the company's scenarios by typing a part of its name. */
export function ScenarioPicker({ company, value, onChange, none }: Props) {
  const scenarios = useScenarios(company.id)
  const id = useId()
  const chosen = scenarios.find(({ name }) => name === value)
  const fault = value === '' || chosen !== undefined ? '' : t('scenario.unknown')
  return (
    <label>
      {t('scenario')}
      <input
        list={id}
        // Stops the form from being sent. Until the catalogue has been read, the sandbox itself decides.
        ref={(input) => input?.setCustomValidity(scenarios.length > 0 ? fault : '')}
        value={value}
        placeholder={none}
        required={none === undefined}
        autocomplete="off"
        // Selected, so that typing replaces it, and the list shows all scenarios.
        onFocus={(event) => event.currentTarget.select()}
        onInput={(event) => onChange(event.currentTarget.value.trim())}
      />
      <datalist id={id}>
        {scenarios.map((scenario) => (
          <option key={scenario.name} value={scenario.name}>
            {descriptionOf(scenario)}
          </option>
        ))}
      </datalist>
      <span class="faint small" lang={chosen && 'en'}>
        {chosen ? descriptionOf(chosen) : fault || none}
      </span>
    </label>
  )
}

/** What a scenario does. One of a family has Flip's text for its reason, too. */
export function descriptionOf(scenario: Scenario): string {
  return [scenario.description, reasonOf(scenario)].join(' ').trim()
}

/** The reason of one of a family, such as `17: …`, in Flip's words; `''` for any other. */
export function reasonOf({ name, family }: Scenario): string {
  const code = family === null ? Number.NaN : Number(codeInFamily(name, family))
  return isRejectionReasonCode(code) ? `${code}: ${reasonText(code)}` : ''
}

/** The company's catalogue, as it is now, without what is about accounts. */
export function useScenarios(company_id: number): readonly Scenario[] {
  const { value } = useResource<Page<Scenario>>(
    withQuery('/scenarios', { company_id }),
    ({ type }) => type === 'scenario-added' || type === 'scenario-removed',
  )
  return (value?.items ?? []).filter(({ match }) => match?.account_number === undefined)
}
