import { cell } from './cell.js'

const KEY = 'flip-sandbox-control-token'

/** The control token; kept as long as the tab is, and nowhere else. */
export const token = cell<string | null>(sessionStorage.getItem(KEY))

/** Whether the sandbox has refused to go on without a token. */
export const signInWanted = cell(false)

export function signIn(given: string): void {
  sessionStorage.setItem(KEY, given)
  token.set(given)
  signInWanted.set(false)
}

export function signOut(): void {
  sessionStorage.removeItem(KEY)
  token.set(null)
  signInWanted.set(true)
}
