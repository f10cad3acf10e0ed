import { useEffect, useRef } from 'preact/hooks'
import { t } from '../i18n/index.js'
import type { FlipError } from './client.js'
import { type AgentForm, OCCUPATIONS, placeName } from './sample-data.js'

const CHOICES: Readonly<Partial<Record<keyof AgentForm, readonly string[]>>> = {
  identity_type: ['ktp', 'passport'],
  gender: ['female', 'male'],
  occupation: OCCUPATIONS,
}

const OPTIONAL: readonly string[] = ['email']

/** Flip's attributes under Flip's names. The emulated API checks them. */
export function FormFields(props: {
  readonly form: AgentForm
  /** What is wrong, by attribute. */
  readonly faults: FlipError['attributes']
  readonly onChange: (form: AgentForm) => void
}) {
  const { form, faults, onChange } = props
  const box = useRef<HTMLDivElement>(null)
  // The first one may be above what is seen.
  useEffect(() => box.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus(), [faults])
  const set = (name: string) => (event: { currentTarget: { value: string } }) =>
    onChange({ ...form, [name]: event.currentTarget.value })
  return (
    <div class="columns" ref={box}>
      {Object.entries(form).map(([name, value]) => {
        const choices = CHOICES[name as keyof AgentForm]
        const fault = faults[name]
        return (
          // biome-ignore lint/a11y/noLabelWithoutControl: one of the two below is its control.
          <label key={name}>
            <span class="mono small">
              {name}
              {OPTIONAL.includes(name) && <span class="faint"> {t('optional')}</span>}
              <span class="faint"> {placeName(name, value)}</span>
            </span>
            {choices === undefined ? (
              <input value={value} onInput={set(name)} aria-invalid={name in faults} />
            ) : (
              <select value={value} onChange={set(name)} aria-invalid={name in faults}>
                {choices.map((choice) => (
                  <option key={choice}>{choice}</option>
                ))}
              </select>
            )}
            {fault !== undefined && (
              <span class="small block" lang="en">
                <span class="fault">{fault.said}</span>
                <span class="block">{fault.remedy}</span>
              </span>
            )}
          </label>
        )
      })}
    </div>
  )
}
