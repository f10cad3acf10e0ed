import * as TypeBox from './typebox.js'

/**
 * Definitions are written with TypeBox and a few functions of our own. A definition is JSON Schema with a static type. It
 * can also have these keywords, which are left out of the schemas that we write to files:
 *
 * - `mustBe`: what a value must be, for messages that can say it better than the schema;
 * - `named`: the name under which a document of several definitions refers to it;
 * - `meanings`: what each word of an enumeration means, for editors;
 * - in the entries of `allOf`: `says`, the message about a value that breaks this rule, and `at`, the property that is
 *   wrong.
 */
export type Definition = TypeBox.TSchema

/** The type that a definition describes; read-only at every depth. */
export type Static<D extends Definition> = DeepReadonly<TypeBox.Static<D>>

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T

/** Keywords of JSON Schema, and our own. */
export type Keywords = Readonly<Record<string, unknown>>

type Properties = Record<string, Definition>

// Formats are only descriptions here. Where a format must hold, the definition has a refinement.
TypeBox.Format.Clear()

/** An object with these properties and no others. */
function Closed<const P extends Properties>(properties: P, keywords: Keywords = {}) {
  return TypeBox.Object(properties, { additionalProperties: false, ...keywords })
}

/** One of these words or numbers. */
function OneOf<const V extends string | number>(values: readonly V[], keywords: Keywords = {}) {
  const type = typeof values[0] === 'number' ? 'integer' : 'string'
  return TypeBox.Unsafe<V>({ type, enum: values, ...keywords })
}

/** An object that can have these keys, each with such a value. */
function Some<const K extends string, D extends Definition>(
  keys: readonly K[],
  value: D,
  keywords: Keywords = {},
) {
  const properties = Object.fromEntries(keys.map((key) => [key, TypeBox.Optional(value)]))
  return TypeBox.Unsafe<Partial<Record<K, TypeBox.Static<D>>>>(Closed(properties, keywords))
}

/** An object with any keys, each with such a value. */
function Each<D extends Definition>(value: D, keywords: Keywords = {}) {
  return TypeBox.Unsafe<Record<string, TypeBox.Static<D>>>({
    type: 'object',
    additionalProperties: value,
    ...keywords,
  })
}

/** The same, or null. */
function Nullable<D extends Definition>(definition: D, keywords: Keywords = {}) {
  const { named, type, enum: values, anyOf, ...rest } = definition as Keywords
  type Value = TypeBox.Static<D> | null
  if (typeof type !== 'string' || type === 'object')
    return TypeBox.Unsafe<Value>({
      anyOf: [...((anyOf as Definition[] | undefined) ?? [definition]), TypeBox.Null()],
      ...keywords,
    })
  const either = TypeBox.Unsafe<Value>({
    type: [type, 'null'],
    ...(values !== undefined && { enum: [...(values as unknown[]), null] }),
    ...rest,
    ...keywords,
  })
  const holds = refinementOf(definition)
  return holds === undefined
    ? either
    : TypeBox.Refine(either, (value) => value === null || holds(value))
}

/** The function that `Refine` was called with. TypeBox keeps it under `~refine`. */
function refinementOf(definition: Definition): ((value: unknown) => boolean) | undefined {
  const { '~refine': refinements } = definition as {
    '~refine'?: readonly { check: (value: unknown) => boolean }[]
  }
  return refinements?.[0]?.check
}

/** The same, with another description. */
function About<D extends Definition>(
  definition: D,
  description: string,
  keywords: Keywords = {},
): D {
  return With(definition, { description, ...keywords })
}

/** The same, with some other keywords. */
function With<D extends Definition>(definition: D, keywords: Keywords): D {
  return TypeBox.With(definition, keywords) as D
}

/**
 * The definition for stored values: objects may have unknown keys, which a newer or an older version has written. An
 * object without required keys may not, because a misspelt key would not be noticed there.
 */
export function tolerant<D extends Definition>(definition: D): D {
  const { properties, required, items, anyOf } = definition as {
    properties?: Properties
    required?: readonly string[]
    items?: Definition
    anyOf?: readonly Definition[]
  }
  return TypeBox.With(definition, {
    ...(required !== undefined && { additionalProperties: true }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, property]) => [key, tolerant(property)]),
      ),
    }),
    ...(items !== undefined && { items: tolerant(items) }),
    ...(anyOf !== undefined && { anyOf: anyOf.map(tolerant) }),
  }) as D
}

export const Type = {
  About,
  Closed,
  Each,
  Nullable,
  OneOf,
  Some,
  Array: TypeBox.Array,
  Boolean: TypeBox.Boolean,
  Integer: TypeBox.Integer,
  Literal: TypeBox.Literal,
  Number: TypeBox.Number,
  Object: TypeBox.Object,
  Optional: TypeBox.Optional,
  Refine: TypeBox.Refine,
  String: TypeBox.String,
  Union: TypeBox.Union,
  Unknown: TypeBox.Unknown,
  Unsafe: TypeBox.Unsafe,
  With,
}
