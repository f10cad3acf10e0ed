import {
  type AttributeRule,
  type Form,
  invalid,
  type RuleWorld,
  type Verdict,
} from './agent-rules.js'
import { isBlank } from './blank.js'
import type { AttributeRefusal } from './refusals.js'

/** Holds what was sent against a table; every failing attribute, in the table's order. */
export function checkAttributes(
  rules: readonly AttributeRule[],
  form: Form,
  world: RuleWorld,
): AttributeRefusal[] {
  const refusals: AttributeRefusal[] = []
  for (const { attribute, required, steps } of readRules(rules)) {
    const value = form[attribute]
    if (isBlank(value)) {
      if (required) refusals.push({ attribute, code: 1001, hint: `${attribute} is required.` })
      continue
    }
    for (const step of steps) {
      const verdict = step(value, form, world)
      if (verdict === undefined) continue
      refusals.push({ attribute, ...verdict })
      break
    }
  }
  return refusals
}

type Step = (value: string, form: Form, world: RuleWorld) => Verdict

/** A row with only the columns that it has, to be checked from left to right. */
interface ReadRule {
  readonly attribute: string
  readonly required: boolean
  readonly steps: readonly Step[]
}

/** Read once for each table: every new agent is held against all of its rows. */
const read = new WeakMap<readonly AttributeRule[], readonly ReadRule[]>()

function readRules(rules: readonly AttributeRule[]): readonly ReadRule[] {
  let found = read.get(rules)
  if (found === undefined) {
    found = rules.map((rule) => ({
      attribute: rule.attribute,
      required: rule.required,
      steps: stepsOf(rule),
    }))
    read.set(rules, found)
  }
  return found
}

function stepsOf(rule: AttributeRule): Step[] {
  const { attribute, length, characters, oneOf, fold, location, further } = rule
  const steps: Step[] = []
  if (length !== undefined) {
    const [least, most] = length
    const hint = `${attribute} must have ${least} to ${most} characters.`
    steps.push(({ length: is }) => (is < least || is > most ? { code: 2001, hint } : undefined))
  }
  if (characters !== undefined) {
    const { pattern, code, are } = characters
    const verdict = { code, hint: `${attribute} must be ${are}.` }
    steps.push((value) => (pattern.test(value) ? undefined : verdict))
  }
  if (oneOf !== undefined) {
    const verdict = invalid(`${attribute} must be one of: ${oneOf.join(', ')}.`)
    steps.push((value) => (oneOf.includes(fold?.(value) ?? value) ? undefined : verdict))
  }
  if (location !== undefined) {
    const verdict = invalid(
      `${attribute} must be the id of a known ${location}; the lists on the KYC host have them.`,
    )
    steps.push((value, _form, { knowsLocation }) =>
      isId(value) && knowsLocation(location, Number(value)) ? undefined : verdict,
    )
  }
  if (further !== undefined) steps.push(further)
  return steps
}

function isId(value: string): boolean {
  return /^\d{1,9}$/.test(value)
}
