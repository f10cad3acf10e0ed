import { cell } from './cell.js'

const KEY = 'flip-sandbox-control-token'

/** The control token. It is kept only in this tab. */
export const token = cell<string | null>(sessionStorage.getItem(KEY))

/** Whether the sandbox has asked for a token. */
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
