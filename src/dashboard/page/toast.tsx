import { ApiError } from './api.js'
import { cell, useCell } from './cell.js'
import { t } from './i18n/index.js'

/** A sentence at the lower edge: what has happened, or why it has not. */
interface Toast {
  readonly text: string
  readonly bad: boolean
}

const shown = cell<Toast | null>(null)
let timer: ReturnType<typeof setTimeout> | undefined

export function say(text: string, bad = false): void {
  shown.set({ text, bad })
  clearTimeout(timer)
  timer = setTimeout(() => shown.set(null), bad ? 9000 : 3000)
}

/** Does it; a refusal is told, and nothing else happens. @returns whether it was done */
export async function attempt(work: () => Promise<unknown>, done?: string): Promise<boolean> {
  try {
    await work()
    if (done !== undefined) say(done)
    return true
  } catch (error) {
    say(messageOf(error), true)
    return false
  }
}

export function messageOf(error: unknown): string {
  if (error instanceof ApiError) return error.message
  return error instanceof TypeError ? t('error.unreachable') : String(error)
}

export function Toasts() {
  const toast = useCell(shown)
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toast !== null && (
        <p class={toast.bad ? 'toast bad' : 'toast'}>
          {toast.text}
          <button type="button" class="quiet" onClick={() => shown.set(null)}>
            {t('close')}
          </button>
        </p>
      )}
    </div>
  )
}
