import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { t } from '../i18n/index.js'
import { Refusal, refusal } from '../toast.js'
import { Icon } from './icons.js'

interface Props {
  readonly title: string
  readonly onClose: () => void
  readonly children: ComponentChildren
  readonly wide?: boolean
}

/** A menu's "…" says that a window will ask for more; the window itself has none. */
const plain = (label: string) => label.replace(/…$/, '')

/** A modal window. Esc, its button or a click outside closes it. It shows the errors of what is done in it. */
export function Dialog({ title, onClose, children, wide }: Props) {
  const box = useRef<HTMLDialogElement>(null)
  const beside = useRef(false)
  const id = useId()
  // Before the first paint, so that it gets what the user types at once.
  useLayoutEffect(() => {
    const window = box.current
    refusal.set(null)
    window?.showModal()
    // Not on the close button, which comes first and would get the keys.
    const first = window?.querySelector<HTMLElement>('input, select, textarea')
    const start = first ?? window
    start?.focus()
    return () => {
      refusal.set(null)
      // The browser gives the focus back to what had it before.
      window?.close()
    }
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc does the same.
    <dialog
      ref={box}
      tabIndex={-1}
      class={wide ? 'wide' : ''}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      // Selecting text and releasing the mouse outside the window is also a click outside.
      onPointerDown={(event) => {
        beside.current = event.target === box.current
      }}
      onClick={(event) => event.target === box.current && beside.current && onClose()}
    >
      <div class="dialog">
        <header>
          <h2 id={id}>{plain(title)}</h2>
          <button type="button" class="quiet bare" aria-label={t('close')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        {children}
        <Refusal />
      </div>
    </dialog>
  )
}

/** The buttons of a window: cancel, and confirm. Confirming submits its form, unless there is `onConfirm`. */
export function Choice(props: {
  readonly label: string
  readonly onClose: () => void
  /** In a window without a form. */
  readonly onConfirm?: () => void
  /** Whether it can be undone; without a form, it usually cannot. */
  readonly good?: boolean
  readonly disabled?: boolean
}) {
  const { label, onClose, onConfirm, disabled, good = onConfirm === undefined } = props
  return (
    <footer>
      <button type="button" onClick={onClose}>
        {t('cancel')}
      </button>
      <button
        type={onConfirm ? 'button' : 'submit'}
        class={good ? 'primary' : 'danger'}
        onClick={onConfirm}
        disabled={disabled}
      >
        {plain(label)}
      </button>
    </footer>
  )
}
