import type { ComponentChildren } from 'preact'
import { t } from '../i18n/index.js'
import { Copy } from './copy.js'

interface Props {
  readonly title: string
  readonly text?: string
  /** A command that works as it stands. */
  readonly command?: string
  readonly children?: ComponentChildren
}

/** Nothing here yet, and what to do next. */
export function Empty({ title, text, command, children }: Props) {
  return (
    <section class="empty">
      <h2>{title}</h2>
      {text !== undefined && <p>{text}</p>}
      {children}
      {command !== undefined && (
        <figure class="raw command">
          <figcaption>
            <span>curl</span>
            <Copy bare text={command} label={t('copy.curl')} />
          </figcaption>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard. */}
          <section tabIndex={0} aria-label="curl">
            <pre>{command}</pre>
          </section>
        </figure>
      )}
    </section>
  )
}
