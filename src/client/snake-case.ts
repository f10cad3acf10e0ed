import { camelCase } from '../lib/option-names.js'
import { SandboxError } from './sandbox-error.js'

/**
 * Renames keys: `agentId` becomes `agent_id`. The values stay.
 * @throws {SandboxError} `invalid_option` for a key that is not in camelCase, such as `agent_id` or `agentID`
 */
export function snakeCase<V>(values: { readonly [key: string]: V }): Record<string, V>
export function snakeCase(values: object): Record<string, never>
export function snakeCase(values: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      if (/_|[A-Z]{2}|^[A-Z]/.test(key)) {
        const message = `There is no option ${key}; did you mean ${meantName(key)}?`
        throw new SandboxError(null, 'invalid_option', message)
      }
      return [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]
    }),
  )
}

/** `callback_url` and `callbackURL` become `callbackUrl`. */
function meantName(key: string): string {
  return camelCase(key.replace(/(?<=[A-Z])[A-Z]+|^[A-Z]/g, (letters) => letters.toLowerCase()))
}

/** Lets a refusal speak of names as the caller writes them. */
export function inCamelCase<T>(call: Promise<T>): Promise<T> {
  return call.catch((error) => {
    if (!(error instanceof SandboxError && error.status === 400)) throw error
    const message = error.message.replace(/"[a-z_]+"|(?<=; it takes )[a-z_, ]+$/g, camelCase)
    throw new SandboxError(400, error.code, message, { ...error.details, message })
  })
}
