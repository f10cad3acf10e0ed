import { nearest } from '../lib/nearest.js'
import { camelCase } from '../lib/option-names.js'
import { OPTIONS, OptionError } from './options.js'
import { readValue } from './read-value.js'
import type { SandboxOptions } from './sandbox-options.js'

/** The options as code writes them, in camelCase. There is no log there. */
const IN_CODE = new Map(
  OPTIONS.filter(({ key }) => key !== 'log').map((option) => [camelCase(option.key), option]),
)

/** Reads options given in code. @throws {OptionError} */
export function optionsInCode(options: object): Partial<SandboxOptions> {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new OptionError('Give the options as an object, such as { port: 4010 }.')
  const given: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue
    const option = IN_CODE.get(name)
    if (option === undefined) {
      const near = nearest(name, [...IN_CODE.keys()])
      const remedy = near === null ? 'the type StartOptions has them all.' : `did you mean ${near}?`
      throw new OptionError(`There is no option ${name}; ${remedy}`)
    }
    const read = readValue(option, value, name)
    if (read !== undefined) given[option.key] = read
  }
  return given
}
