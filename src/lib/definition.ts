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
 *
 * The static types are plain ones instead of TypeBox's. Otherwise every user of the library would need TypeBox, and
 * checking the types of its hundreds of files takes a compiler many times as long as the rest.
 */
export interface Definition<T = unknown> {
  /** Exists for the compiler only. */
  readonly '~type': T
}

/** The definition of an object, whose properties can be used in other definitions. */
export interface ObjectDefinition<P extends Properties> extends Definition<ObjectOf<P>> {
  readonly properties: P
}

export interface Optional<T = unknown> extends Definition<T> {
  readonly '~optional': true
}

export type Properties = Readonly<Record<string, Definition>>

/** The type that a definition describes; read-only at every depth. */
export type Static<D extends Definition> = D['~type']

export type ObjectOf<P extends Properties> = Flat<
  { readonly [K in Exclude<keyof P, OptionalKeys<P>>]: Static<P[K]> } & {
    readonly [K in OptionalKeys<P>]?: Static<P[K]>
  }
>
type OptionalKeys<P extends Properties> = {
  [K in keyof P]: P[K] extends Optional ? K : never
}[keyof P]
type Flat<T> = { readonly [K in keyof T]: T[K] }

/** Keywords of JSON Schema, and our own. */
export type Keywords = Readonly<Record<string, unknown>>

interface Builders {
  String(keywords?: Keywords): Definition<string>
  Integer(keywords?: Keywords): Definition<number>
  Number(keywords?: Keywords): Definition<number>
  Boolean(keywords?: Keywords): Definition<boolean>
  Unknown(keywords?: Keywords): Definition
  Literal<const V extends string | number | boolean>(value: V, keywords?: Keywords): Definition<V>
  /** One of these words or numbers. */
  OneOf<const V extends string | number>(values: readonly V[], keywords?: Keywords): Definition<V>
  /** What no other function here can say: any JSON Schema, of this type. */
  Unsafe<T>(schema: object): Definition<T>
  Array<D extends Definition>(item: D, keywords?: Keywords): Definition<readonly Static<D>[]>
  Object<const P extends Properties>(properties: P, keywords?: Keywords): ObjectDefinition<P>
  /** An object with these properties and no others. */
  Closed<const P extends Properties>(properties: P, keywords?: Keywords): ObjectDefinition<P>
  /** An object that can have these keys, each with such a value. */
  Some<const K extends string, D extends Definition>(
    keys: readonly K[],
    value: D,
    keywords?: Keywords,
  ): Definition<{ readonly [Key in K]?: Static<D> }>
  /** An object with any keys, each with such a value. */
  Each<D extends Definition>(
    value: D,
    keywords?: Keywords,
  ): Definition<Readonly<Record<string, Static<D>>>>
  Union<const D extends readonly Definition[]>(of: D): Definition<Static<D[number]>>
  /** The same, or null. */
  Nullable<D extends Definition>(definition: D, keywords?: Keywords): Definition<Static<D> | null>
  /** A property that can be left out. */
  Optional<D extends Definition>(definition: D): Optional<Static<D>>
  /** The same, if this holds too. */
  Refine<D extends Definition>(definition: D, holds: (value: Static<D>) => boolean): D
  /** The same, with another description. */
  About<D extends Definition>(definition: D, description: string, keywords?: Keywords): D
  /** The same, with some other keywords. */
  With<D extends Definition>(definition: D, keywords: Keywords): D
}

// Formats are only descriptions here. Where a format must hold, the definition has a refinement.
TypeBox.Format.Clear()

/** The functions that definitions are written with. */
export const Type = {
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
  With: TypeBox.With,
  About: (definition: object, description: string, keywords?: Keywords) =>
    TypeBox.With(definition, { description, ...keywords }),
  Closed: closed,
  Some: (keys: readonly string[], value: object, keywords?: Keywords) =>
    closed(Object.fromEntries(keys.map((key) => [key, TypeBox.Optional(value)])), keywords),
  Each: (value: object, keywords?: Keywords) => ({
    type: 'object',
    additionalProperties: value,
    ...keywords,
  }),
  OneOf: (values: readonly unknown[], keywords?: Keywords) => ({
    type: typeof values[0] === 'number' ? 'integer' : 'string',
    enum: values,
    ...keywords,
  }),
  Nullable: nullable,
} as unknown as Builders

function closed(properties: Record<string, object>, keywords?: Keywords): object {
  return TypeBox.Object(properties, { additionalProperties: false, ...keywords })
}

function nullable(definition: Keywords, keywords?: Keywords): object {
  const { named, type, enum: values, anyOf, ...rest } = definition
  if (typeof type !== 'string' || type === 'object') {
    const kinds = (anyOf as object[] | undefined) ?? [definition]
    return { anyOf: [...kinds, { type: 'null' }], ...keywords }
  }
  const either = {
    type: [type, 'null'],
    ...(values !== undefined && { enum: [...(values as unknown[]), null] }),
    ...rest,
    ...keywords,
  }
  const holds = refinementOf(definition)
  return holds === undefined
    ? either
    : TypeBox.Refine(either, (value) => value === null || holds(value))
}

/** The function that `Refine` was called with. TypeBox keeps it under `~refine`. */
function refinementOf(definition: object): ((value: unknown) => boolean) | undefined {
  const { '~refine': refinements } = definition as {
    '~refine'?: readonly { check: (value: unknown) => boolean }[]
  }
  return refinements?.[0]?.check
}

/**
 * The definition for stored values: objects may have unknown keys, which a newer or an older version has written. An
 * object without required keys may not, because a misspelt key would not be noticed there.
 */
export function tolerant<D extends Definition>(definition: D): D {
  const { properties, required, items, anyOf } = definition as Definition & {
    properties?: Properties
    required?: readonly string[]
    items?: Definition
    anyOf?: readonly Definition[]
  }
  return Type.With(definition, {
    ...(required !== undefined && { additionalProperties: true }),
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, property]) => [key, tolerant(property)]),
      ),
    }),
    ...(items !== undefined && { items: tolerant(items) }),
    ...(anyOf !== undefined && { anyOf: anyOf.map(tolerant) }),
  })
}
