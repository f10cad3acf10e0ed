import type { ComponentChildren } from 'preact'
import { t } from '../i18n/index.js'
import { Copy } from './copy.js'

interface Props {
  readonly title: string
  readonly text?: string
  /** When the text comes from the sandbox. */
  readonly lang?: 'en'
  /** A command that can be run as it is. */
  readonly command?: string
  readonly children?: ComponentChildren
}

/** Says that there is nothing here yet, and what to do next. */
export function Empty({ title, text, lang, command, children }: Props) {
  return (
    <section class="empty">
      <h2>{title}</h2>
      {text !== undefined && <p lang={lang}>{text}</p>}
      {children}
      {command !== undefined && (
        <figure class="raw command">
          <figcaption>
            <span>curl</span>
            <Copy bare text={command} label={t('copy.curl')} />
          </figcaption>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard. */}
          {/* biome-ignore lint/a11y/useSemanticElements: no fields are in it. */}
          <div role="group" tabIndex={0} aria-label="curl">
            <pre>{command}</pre>
          </div>
        </figure>
      )}
    </section>
  )
}
