import { SECRET } from '../kyc/words.js'
import { findWord } from '../lib/find-word.js'
import { isHttpUrl } from '../lib/http-url.js'
import { parseDuration } from '../time/duration.js'

// Parsers for the text of an option. Each throws an error whose message says what the value must be.

export function some(text: string): string {
  if (text.trim() === '') throw new Error('a text that is not empty')
  return text
}

export function secret(text: string): string {
  if (!SECRET.test(text)) throw new Error('1 to 300 visible ASCII characters without a colon')
  return text
}

/** The words of a list with commas. */
export function listed(text = ''): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

export function origin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:/.test(url.origin) || url.href !== `${url.origin}/`)
    throw new Error('origins such as http://localhost:3000, separated by commas')
  return url.origin
}

export function duration(text: string): number {
  const milliseconds = parseDuration(text)
  if (milliseconds === null) throw new Error('a duration such as 250ms, 2s, 5m, 2h or 1d')
  return milliseconds
}

export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text)
    if (!/^\d+$/.test(text) || number < least || number > most) {
      throw new Error(`a whole number from ${least} to ${most}`)
    }
    return number
  }
}

export function choice<T extends string>(values: readonly T[]): (text: string) => T {
  return (text) => {
    const found = findWord(text, values)
    if (found === undefined) throw new Error(`one of: ${values.join(', ')}`)
    return found
  }
}

export function httpUrl(text: string): string | null {
  if (!isHttpUrl(text))
    throw new Error(
      'an http or https URL of at most 2,048 characters, without user name and password',
    )
  return text
}

export function publicUrl(text: string): string {
  if (!isHttpUrl(text) || /[?#]/.test(text)) {
    throw new Error('an http or https URL without user name, password, query and fragment')
  }
  return text.replace(/\/+$/, '')
}
