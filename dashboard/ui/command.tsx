import { t } from '../i18n/index.js'
import { Copy } from './copy.js'

/** A curl command that can be run as it is, with a button that copies it. */
export function Command({ text }: { text: string }) {
  return (
    <figure class="raw command">
      <figcaption>
        <span>curl</span>
        <Copy bare text={text} label={t('copy.curl')} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard. */}
      {/* biome-ignore lint/a11y/useSemanticElements: no fields are in it. */}
      <div role="group" tabIndex={0} aria-label="curl">
        <pre>{text}</pre>
      </div>
    </figure>
  )
}
