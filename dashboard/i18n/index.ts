import { language } from '../preferences.js'
import { en } from './en.js'
import { id } from './id.js'

export type Key = keyof typeof en

const DICTIONARIES: Readonly<Record<'en' | 'id', Readonly<Record<Key, string>>>> = { en, id }

/** The text in the page's language; `{name}` stands for a value. */
export function t(key: Key, values: Readonly<Record<string, string | number>> = {}): string {
  return DICTIONARIES[language.get()][key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(values[name] ?? whole),
  )
}

/** The text for a word of the API, where there is one; the word itself otherwise. */
export function worded(prefix: string, word: string): string {
  const key = `${prefix}.${word}`
  return Object.hasOwn(en, key) ? t(key as Key) : word
}
