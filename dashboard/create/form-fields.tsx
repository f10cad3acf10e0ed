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
    <div class="columns broad" ref={box}>
      {Object.entries(form).map(([name, value]) => {
        const choices = CHOICES[name as keyof AgentForm]
        const fault = faults[name]
        const about = fault && `${name}-fault`
        const field = {
          value,
          onInput: set(name),
          'aria-invalid': fault !== undefined,
          'aria-describedby': about,
        }
        return (
          <div key={name}>
            {/* biome-ignore lint/a11y/noLabelWithoutControl: one of the two below is its control. */}
            <label>
              <span class="mono small">
                {name}
                {OPTIONAL.includes(name) && <span class="faint"> {t('optional')}</span>}
                <span class="faint"> {placeName(name, value)}</span>
              </span>
              {choices === undefined ? (
                <input {...field} />
              ) : (
                <select {...field}>
                  {choices.map((choice) => (
                    <option key={choice}>{choice}</option>
                  ))}
                </select>
              )}
            </label>
            {fault !== undefined && (
              <p class="small" id={about} lang="en">
                <span class="fault">{fault.said}</span>
                <span class="block">{fault.remedy}</span>
              </p>
            )}
          </div>
        )
      })}
    </div>
  )
}
