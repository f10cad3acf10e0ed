import type { Reader, Schema } from './document.js'
import { text } from './html.js'

/** A value of a form that sends a call. */
export interface Value {
  readonly name: string
  /** Where it goes, such as `path`. */
  readonly place: string
  readonly schema: Schema
  readonly required: boolean
  /** What it begins with; '' leaves it out. */
  readonly start: string
  readonly example: unknown
  /** The list whose latest id it begins with, where its schema does not say it. */
  readonly latest?: string | undefined
}

/** Ids of what there is, by the schema's name. The page's script puts the latest one in; an example would lead nowhere. */
const LATEST: Readonly<Record<string, string>> = {
  AgentId: 'agents',
  CallbackId: 'callbacks',
  CompanyId: 'companies',
  TransactionId: 'disbursements',
}

/** A label with its input, or with a choice where only certain values will do. */
export function input(value: Value, reader: Reader): string {
  const choices = choicesOf(reader.whole(value.schema))
  return labelled(value.name, choices === null ? written(value) : chosen(value, choices))
}

/** A label with an input for a file. */
export function fileInput(name: string): string {
  return labelled(name, `<input name="${text(name)}" data-in="field" type="file">`)
}

function labelled(name: string, control: string): string {
  return `<label>${text(name)}${control}</label>`
}

function chosen({ name, place, start }: Value, choices: readonly string[]): string {
  const options = choices.map((one) => {
    const selected = one === start ? ' selected' : ''
    return `<option${selected}>${text(one)}</option>`
  })
  return `<select name="${text(name)}" data-in="${place}"><option value="">not sent</option>${options.join('')}</select>`
}

function written({ name, place, schema, start, example, required, ...value }: Value): string {
  const latest = value.latest ?? LATEST[schema.$ref?.split('/').at(-1) ?? '']
  const more = [
    ...(latest === undefined || start === '' ? [] : [` data-latest="${latest}"`]),
    ...(latest !== undefined || start === '' ? [] : [` value="${text(start)}"`]),
    ...(example === undefined ? [] : [` placeholder="such as ${text(String(example))}"`]),
    ...(required ? [' required'] : []),
  ]
  return `<input name="${text(name)}" data-in="${place}"${more.join('')}>`
}

/** The values that will do, where the schema lists them. */
function choicesOf(schema: Schema): readonly string[] | null {
  if (schema.type === 'boolean') return ['true', 'false']
  return schema.enum?.map(String) ?? null
}
