import { t } from '../i18n/index.js'
import { say } from '../toast.js'
import { Icon } from './icons.js'

/** Copies a text to the clipboard, also when the page is not on localhost or https. */
export async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    const field = document.createElement('textarea')
    field.value = text
    const host = document.querySelector('dialog[open]') ?? document.body
    host.append(field)
    field.select()
    document.execCommand('copy')
    field.remove()
  }
  say(t('copied'))
}

/** A button that copies. It has a label, or a name for screen readers. */
export function Copy(props: {
  /** A function, when the text takes time to make. */
  readonly text: string | (() => string)
  readonly label: string
  readonly bare?: boolean
}) {
  const { text, label, bare } = props
  return (
    <button
      type="button"
      class={bare ? 'quiet bare' : ''}
      onClick={() => copy(typeof text === 'string' ? text : text())}
      {...(bare && { 'aria-label': label, title: label })}
    >
      <Icon name="copy" />
      {!bare && label}
    </button>
  )
}
