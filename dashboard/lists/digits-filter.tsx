import { useEffect, useState } from 'preact/hooks'
import { adjust } from '../router.js'

interface Props {
  /** In the address. */
  readonly name: string
  readonly value: string | undefined
  readonly label: string
  readonly pattern: string
  /** What is expected, when something else was typed. */
  readonly form: string
}

/** A filter for digits. What does not have the form is marked, and does not filter. */
export function DigitsFilter({ name, value = '', label, pattern, form }: Props) {
  const [typed, type] = useState(value)
  useEffect(() => type(value), [value])
  return (
    <input
      class="short"
      aria-label={label}
      placeholder={label}
      inputMode="numeric"
      pattern={pattern}
      title={form}
      value={typed}
      onInput={(event) => type(event.currentTarget.value)}
      onChange={({ currentTarget }) =>
        currentTarget.reportValidity() && adjust({ [name]: currentTarget.value })
      }
    />
  )
}
