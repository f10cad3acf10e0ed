/**
 * What a value must look like. Says where it does not: a path such as `.check.due`, `""` for the value itself;
 * null where all is well.
 */
export type Shape = (value: unknown) => string | null

/** A shape for each of a type's keys, the optional ones included. */
export type ShapesOf<T> = { readonly [K in keyof T]-?: Shape }

function where(holds: (value: unknown) => boolean): Shape {
  return (value) => (holds(value) ? null : '')
}

export const text: Shape = where((value) => typeof value === 'string')
export const integer: Shape = where(Number.isSafeInteger)
/** Milliseconds since the epoch that a date can show. */
export const instant: Shape = where(
  (value) => Number.isSafeInteger(value) && Math.abs(value as number) <= 8.64e15,
)
export const number: Shape = where(Number.isFinite)
export const flag: Shape = where((value) => typeof value === 'boolean')

export function textThat(holds: (value: string) => boolean): Shape {
  return where((value) => typeof value === 'string' && holds(value))
}

export function oneOf(values: readonly unknown[]): Shape {
  return where((value) => values.includes(value))
}

export function nullable(shape: Shape): Shape {
  return (value) => (value === null ? null : shape(value))
}

export function optional(shape: Shape): Shape {
  return (value) => (value === undefined ? null : shape(value))
}

export function listOf(shape: Shape): Shape {
  return (value) => {
    if (!Array.isArray(value)) return ''
    for (let index = 0; index < value.length; index++) {
      const fault = shape(value[index])
      if (fault !== null) return `[${index}]${fault}`
    }
    return null
  }
}

/** An object that need not have every key. @param keys those it may have; any, where none are named */
export function mapOf(shape: Shape, keys?: readonly string[]): Shape {
  return (value) => {
    if (!isObject(value)) return ''
    for (const key in value) {
      const fault = keys?.includes(key) === false ? '' : shape(value[key])
      if (fault !== null) return `.${key}${fault}`
    }
    return null
  }
}

/** An object with these keys; others do no harm. */
export function record<T>(shapes: ShapesOf<T>): Shape {
  const keys = Object.keys(shapes)
  const own = Object.values(shapes) as Shape[]
  return (value) => {
    if (!isObject(value)) return ''
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] as string
      const fault = (own[index] as Shape)(value[key])
      if (fault !== null) return `.${key}${fault}`
    }
    return null
  }
}

export function eitherOf(...shapes: readonly Shape[]): Shape {
  return (value) => {
    const faults = shapes.map((shape) => shape(value))
    return faults.includes(null) ? null : (faults[0] as string)
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
