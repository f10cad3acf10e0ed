import type { Attribute, AttributeContext, Form } from './agent-attributes.js'
import { isBlank } from './blank.js'
import { type AttributeRefusal, type Refusal, refusal } from './refusals.js'

/** Checks a form. @returns one refusal for each attribute that fails, in the order of the table */
export function checkAttributes(
  attributes: readonly Attribute[],
  form: Form,
  context: AttributeContext,
): AttributeRefusal[] {
  const refusals: AttributeRefusal[] = []
  for (const { attribute, required, checks } of checksOf(attributes)) {
    const value = form[attribute]
    if (isBlank(value)) {
      if (required) refusals.push({ attribute, ...refusal(1001, `${attribute} is required.`) })
      continue
    }
    for (const check of checks) {
      const refused = check(value, form, context)
      if (refused === undefined) continue
      refusals.push({ attribute, ...refused })
      break
    }
  }
  return refusals
}

type ValueCheck = (value: string, form: Form, context: AttributeContext) => Refusal | undefined

/** An attribute's columns as functions, to be called from left to right. */
interface AttributeChecks {
  readonly attribute: string
  readonly required: boolean
  readonly checks: readonly ValueCheck[]
}

/** Made once for each table, because every new agent needs them. */
const checksByTable = new WeakMap<readonly Attribute[], readonly AttributeChecks[]>()

function checksOf(attributes: readonly Attribute[]): readonly AttributeChecks[] {
  let found = checksByTable.get(attributes)
  if (found === undefined) {
    found = attributes.map((row) => ({
      attribute: row.attribute,
      required: row.required,
      checks: valueChecks(row),
    }))
    checksByTable.set(attributes, found)
  }
  return found
}

function valueChecks(row: Attribute): ValueCheck[] {
  const { attribute, length, characters, values, fold, location, further } = row
  const checks: ValueCheck[] = []
  if (length !== undefined) {
    const [least, most] = length
    const refused = refusal(2001, `${attribute} must have ${least} to ${most} characters.`)
    checks.push(({ length: is }) => (is < least || is > most ? refused : undefined))
  }
  if (characters !== undefined) {
    const { pattern, code, are } = characters
    const refused = refusal(code, `${attribute} must be ${are}.`)
    checks.push((value) => (pattern.test(value) ? undefined : refused))
  }
  if (values !== undefined) {
    const refused = refusal(1002, `${attribute} must be one of: ${values.join(', ')}.`)
    checks.push((value) => (values.includes(fold?.(value) ?? value) ? undefined : refused))
  }
  if (location !== undefined) {
    const refused = refusal(
      1002,
      `${attribute} must be the id of a known ${location}; the lists on the KYC host have them.`,
    )
    checks.push((value, _form, { knowsLocation }) =>
      isId(value) && knowsLocation(location, Number(value)) ? undefined : refused,
    )
  }
  if (further !== undefined) checks.push(further)
  return checks
}

function isId(value: string): boolean {
  return /^\d{1,9}$/.test(value)
}
