import { NoAnswer } from './api.js'
import { cell, useCell } from './cell.js'
import { t } from './i18n/index.js'
import { inPage, type Words } from './in-page.js'
import { currentRoute, type Page, useRoute } from './router.js'

/** A message about something that has happened, or failed. */
interface Told extends Words {
  readonly bad: boolean
}

/** A message at the bottom, with the page that it belongs to: on another one it is not shown. */
type Toast = Told & { readonly page: Page }

/** The messages at the bottom of the page. */
const shown = cell<Toast | null>(null)
let timer: ReturnType<typeof setTimeout> | undefined

/** The last error, for the window or the form that it belongs to. A toast would be hidden by a window, and would cover a form. */
export const refusal = cell<Told | null>(null)

export function say(text: string, bad = false, lang?: 'en'): void {
  const told = { text, bad, lang }
  if (bad && document.querySelector('dialog[open]') !== null) {
    refusal.set(told)
    return
  }
  shown.set({ ...told, page: currentRoute().page })
  clearTimeout(timer)
  timer = setTimeout(() => shown.set(null), bad || lang ? 9000 : 3000)
}

/** Does something, and shows the error if it fails. @returns whether it succeeded */
export async function attempt(work: () => Promise<unknown>, done?: string): Promise<boolean> {
  refusal.set(null)
  // What was said of the last try does not hold for this one.
  shown.set(null)
  try {
    await work()
    if (done !== undefined) say(done)
    return true
  } catch (error) {
    const { text, lang } = wordsOf(error)
    say(text, true, lang)
    return false
  }
}

/** What went wrong, in the page's words. */
export function wordsOf(error: unknown): Words {
  if (error instanceof TypeError) return { text: t('error.unreachable'), lang: undefined }
  if (error instanceof NoAnswer) return { text: t('error.no-answer'), lang: undefined }
  return inPage(error instanceof Error ? error.message : String(error))
}

export const messageOf = (error: unknown): string => wordsOf(error).text

export function Toasts() {
  const said = useCell(shown)
  const { page } = useRoute()
  const toast = said?.page === page ? said : null
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

/** Shows the last error inside a window or form, until the next attempt. */
export function Refusal() {
  const told = useCell(refusal)
  return told === null ? null : (
    <p class="notice bad refusal" role="alert" lang={told.lang}>
      {told.text}
    </p>
  )
}
