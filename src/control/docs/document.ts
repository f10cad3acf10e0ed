import type { OpenAPIV3_1 } from 'openapi-types'

export type Document = OpenAPIV3_1.Document
export type Operation = OpenAPIV3_1.OperationObject
export type PathItem = OpenAPIV3_1.PathItemObject
export type Parameter = OpenAPIV3_1.ParameterObject & {
  /** The printed command has it, though it may be left out. */
  readonly 'x-shown'?: boolean
  /** The list whose first id the form begins with, where the schema does not say it. */
  readonly 'x-latest'?: string
}
export type Body = OpenAPIV3_1.RequestBodyObject
export type Response = OpenAPIV3_1.ResponseObject
export type Media = OpenAPIV3_1.MediaTypeObject
export type Referable<T> = T | OpenAPIV3_1.ReferenceObject

type Schemas = Readonly<Record<string, Schema>>

/** What the page reads of a JSON Schema. */
export interface Schema {
  readonly $ref?: string
  readonly title?: string
  readonly description?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly 'x-enumDescriptions'?: Readonly<Record<string, string>>
  readonly const?: unknown
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly uniqueItems?: boolean
  readonly contentMediaType?: string
  readonly contentSchema?: Schema
  readonly properties?: Schemas
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
  readonly propertyNames?: Schema
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly not?: Schema
  readonly if?: Schema
  readonly then?: Schema
  readonly else?: Schema
  readonly dependentSchemas?: Schemas
}

/** An OpenAPI document, whose references it follows. */
export class Reader {
  readonly #wholes = new WeakMap<Schema, Schema>()

  /** @param name what the anchors of its parts begin with */
  constructor(
    readonly name: string,
    readonly document: Document,
  ) {}

  /** The id of an operation's or a schema's section on the page. */
  anchor(part: string): string {
    return `${this.name}.${part.replaceAll(/[^\w-]+/g, '-')}`
  }

  /** What a `$ref` refers to, or the thing itself. */
  resolve<T>(thing: Referable<T>): T {
    const { $ref } = Object(thing) as { readonly $ref?: string }
    if ($ref === undefined) return thing as T
    const found = $ref
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], this.document)
    return this.resolve(found as Referable<T>)
  }

  /** A schema without `$ref` and `allOf`. What stands beside a reference says what the value is in this place. */
  whole(schema: Schema): Schema {
    const known = this.#wholes.get(schema)
    if (known !== undefined) return known
    const whole = this.#wholeOf(schema)
    this.#wholes.set(schema, whole)
    return whole
  }

  #wholeOf(schema: Schema): Schema {
    const { $ref, allOf = [], ...own } = schema
    const parts = [...($ref === undefined ? [] : [this.resolve({ $ref } as Schema)]), ...allOf]
    return [...parts.map((part) => this.whole(part)), own].reduce((one, other) =>
      this.#merged(one, other),
    )
  }

  #merged(one: Schema, other: Schema): Schema {
    const properties = { ...one.properties }
    for (const [name, property] of Object.entries(other.properties ?? {})) {
      const known = properties[name]
      properties[name] = known === undefined ? property : this.whole({ allOf: [known, property] })
    }
    const required = [...new Set([...(one.required ?? []), ...(other.required ?? [])])]
    return {
      ...one,
      ...other,
      ...(Object.keys(properties).length > 0 && { properties }),
      ...(required.length > 0 && { required }),
      ...(one.items !== undefined &&
        other.items !== undefined && { items: this.whole({ allOf: [one.items, other.items] }) }),
    }
  }

  /** The examples of a body, under their names. */
  examples({ example, examples = {} }: Media): readonly (readonly [string, unknown])[] {
    if (example !== undefined) return [['Example', example]]
    return Object.entries(examples).map(([name, referred]) => {
      const { summary = name, value } = this.resolve(referred)
      return [summary, value]
    })
  }
}
