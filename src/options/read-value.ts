import { type OPTIONS, OptionError, parseOption } from './options.js'

type AnyOption = (typeof OPTIONS)[number]

/**
 * Reads the value that a config file or code gives to an option.
 * @param name the option as the user wrote it, for the message
 * @returns undefined where it gives none, so that the default stays
 * @throws {OptionError}
 */
export function readValue(option: AnyOption, value: unknown, name: string): unknown {
  const isList = Array.isArray(option.value)
  if (value === null && (isList || option.value === null)) return undefined
  const text = textOf(value, option)
  // An empty text is an empty list, so a list cannot refuse it itself.
  if (text === null && isList) throw new OptionError(`${name} must be a list of texts.`)
  return parseOption(option, text ?? '', name)
}

/** A value as one would write it on the command line; null: nobody can. */
function textOf(value: unknown, { takes, value: usual }: AnyOption): string | null {
  if (typeof value === 'boolean' && takes.includes('on|off')) return value ? 'on' : 'off'
  const values = Array.isArray(usual) && Array.isArray(value) ? value : [value]
  const plain = values.every((one) => typeof one === 'string' || typeof one === 'number')
  return plain ? values.join(',') : null
}
