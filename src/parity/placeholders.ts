import { randomUUID } from 'node:crypto'
import { realNow } from '../time/clock.js'

/** What stands for a placeholder: kept values and people's numbers by name. */
export type Names = ReadonlyMap<string, string>

/** A text uses a name that nothing has kept. */
export class MissingName extends Error {
  constructor(readonly missing: string) {
    super(`nothing was kept under the name ${missing}`)
  }
}

/** Without quotation marks, so that it is no part of JSON. */
const PLACEHOLDER = /\{([^{}"]+)\}/g

/**
 * Fills the placeholders of a text: `{first}` a kept value, `{first.phone_number}` a person's number, `{uuid}`,
 * `{today}` and `{tomorrow}` in GMT+7, `{base64:KEY:}` the Base64 of a text in which KEY is the key.
 * @throws {MissingName}
 */
export function fill(text: string, names: Names, key: string): string {
  return text.replace(PLACEHOLDER, (_, name: string) => {
    if (name === 'uuid') return randomUUID()
    if (name === 'today') return dayInJakarta(0)
    if (name === 'tomorrow') return dayInJakarta(1)
    const encoded = /^(base64|base64url):(.*)$/.exec(name)
    if (encoded !== null)
      return Buffer.from((encoded[2] as string).replace('KEY', key)).toString(
        encoded[1] as BufferEncoding,
      )
    const value = names.get(name)
    if (value === undefined) throw new MissingName(name)
    return value
  })
}

/** What the placeholders anywhere in a value name: `first` for `{first}` and for `{first.phone_number}`. */
export function namesUsed(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(PLACEHOLDER)].map(
    ([, name]) => (name as string).split('.')[0] as string,
  )
}

/** DD-MM-YYYY. */
function dayInJakarta(later: number): string {
  const at = new Date(realNow() + 7 * 3_600_000 + later * 86_400_000)
  return at.toISOString().slice(0, 10).split('-').reverse().join('-')
}
