/** Renames keys: `agentId` becomes `agent_id`. The values stay. */
export function snakeCase<V>(values: { readonly [key: string]: V }): Record<string, V>
export function snakeCase(values: object): Record<string, never>
export function snakeCase(values: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  )
}
