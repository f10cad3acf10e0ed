import { type Language, language } from '../preferences.js'
import type { en } from './en.js'

export type Key = keyof typeof en

type Dictionary = Readonly<Record<Key, string>>

/** A browser loads the language that it shows, and the other one when somebody chooses it. */
const LOAD: Readonly<Record<Language, () => Promise<Dictionary>>> = {
  en: async () => (await import('./en.js')).en,
  id: async () => (await import('./id.js')).id,
}

let dictionary: Dictionary

/** Shows the page in a language, as soon as its texts are here. */
export async function speak(chosen: Language): Promise<void> {
  dictionary = await LOAD[chosen]()
  language.set(chosen)
}

/** The text in the page's language; `{name}` stands for a value. */
export function t(key: Key, values: Readonly<Record<string, string | number>> = {}): string {
  return dictionary[key].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(values[name] ?? whole),
  )
}

/** The text for a word of the API, where there is one; the word itself otherwise. */
export function worded(prefix: string, word: string): string {
  const key = `${prefix}.${word}`
  return Object.hasOwn(dictionary, key) ? t(key as Key) : word
}
