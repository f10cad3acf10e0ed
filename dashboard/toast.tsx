import { ApiError } from './api.js'
import { cell, useCell } from './cell.js'
import { t } from './i18n/index.js'

/** A sentence: what has happened, or why it has not. */
interface Told {
  readonly text: string
  readonly bad: boolean
  /** Where it is not the page's language: the sandbox itself speaks English. */
  readonly lang: 'en' | undefined
}

/** At the lower edge. */
const shown = cell<Told | null>(null)
let timer: ReturnType<typeof setTimeout> | undefined

/** What was refused last, for the window or the form that it concerns; a toast would be behind the one, over the other. */
export const refusal = cell<Told | null>(null)

export function say(text: string, bad = false, lang?: 'en'): void {
  const told = { text, bad, lang }
  if (bad && document.querySelector('dialog[open]') !== null) {
    refusal.set(told)
    return
  }
  shown.set(told)
  clearTimeout(timer)
  timer = setTimeout(() => shown.set(null), bad ? 9000 : 3000)
}

/** Does it; a refusal is told, and nothing else happens. @returns whether it was done */
export async function attempt(work: () => Promise<unknown>, done?: string): Promise<boolean> {
  refusal.set(null)
  try {
    await work()
    if (done !== undefined) say(done)
    return true
  } catch (error) {
    say(messageOf(error), true, error instanceof ApiError ? 'en' : undefined)
    return false
  }
}

export function messageOf(error: unknown): string {
  if (error instanceof TypeError) return t('error.unreachable')
  return error instanceof Error ? error.message : String(error)
}

export function Toasts() {
  const toast = useCell(shown)
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toast !== null && (
        <p class={toast.bad ? 'toast bad' : 'toast'}>
          <span lang={toast.lang}>{toast.text}</span>
          <button type="button" class="quiet" onClick={() => shown.set(null)}>
            {t('close')}
          </button>
        </p>
      )}
    </div>
  )
}

/** The refusal, where the user is looking; it stays until the next attempt. */
export function Refusal() {
  const told = useCell(refusal)
  return told === null ? null : (
    <p class="notice bad refusal" role="alert" lang={told.lang}>
      {told.text}
    </p>
  )
}
