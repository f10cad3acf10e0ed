import { useEffect, useRef, useState } from 'preact/hooks'
import { t } from '../i18n/index.js'
import { Icon } from '../ui/icons.js'

interface Props {
  /** What can be searched for. The field is too narrow to say it. */
  readonly label: string
  readonly value: string
  readonly onSearch: (text: string) => void
}

/** How long a pause in typing starts the search. */
const PAUSE = 180

/** A search field that searches while the user types. */
export function Search({ label, value, onSearch }: Props) {
  const [text, setText] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => setText(value), [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const later = (next: string, pause: number) => {
    setText(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onSearch(next.trim()), pause)
  }
  return (
    <label class="search">
      <Icon name="search" />
      <input
        type="search"
        aria-label={label}
        placeholder={t('search')}
        title={label}
        value={text}
        onInput={(event) => later(event.currentTarget.value, PAUSE)}
        // Without this, Esc would clear the field but not the search.
        onKeyDown={({ key }) => key === 'Escape' && later('', 0)}
      />
      <span class="key" aria-hidden="true">
        /
      </span>
    </label>
  )
}
