import { RULES } from '../rules/all.js'
import type { RuleVerdict } from '../rules/fidelity-report.js'
import { withoutKey, withoutNumbers } from './masks.js'
import { ENDED_BEFORE, NO_CALLBACKS, type Recording } from './play.js'
import { type Plan, rulesOfProbe } from './probes.js'

/** Differences of a rule that a report has; the others are only counted. */
const MOST_DIFFERENCES = 3
/** Characters of what was seen that a report has. */
const LONGEST = 160

/** What was found out about each rule, in the order of the rules. */
export function judge(
  { probes, reasons }: Plan,
  played: ReadonlySet<string>,
  own: Recording,
  target: Recording,
  key: string,
): RuleVerdict[] {
  const proved = probes.map((probe) => ({ probe, rules: new Set(rulesOfProbe(probe)) }))
  return RULES.map(({ id }) => {
    const proving = proved.filter(({ rules }) => rules.has(id)).map(({ probe }) => probe)
    if (proving.length === 0) return notReachable(id, reasons.get(id) ?? 'no probe proves it')
    const chosen = proving.filter(({ name }) => played.has(name))
    if (chosen.length === 0) return notReachable(id, 'left out by --only')
    const differences = chosen.flatMap(({ name }) => differencesOf(id, name, own, target, key))
    if (differences.length > 0) {
      const more = differences.length - MOST_DIFFERENCES
      const shown = differences.slice(0, MOST_DIFFERENCES).join('; ')
      const difference = withoutNumbers(more > 0 ? `${shown}; and ${more} more` : shown)
      return { id, verdict: 'different', difference, why: null }
    }
    const incomplete = chosen.filter(
      ({ name }) => !target.has(name) || countOf(id, name, own) !== countOf(id, name, target),
    )
    // Without callbacks a rule is judged by its other probes.
    const unseen =
      incomplete.find(({ name }) => target.get(name)?.missing !== NO_CALLBACKS) ??
      (incomplete.length === chosen.length ? incomplete[0] : undefined)
    return unseen === undefined
      ? { id, verdict: 'same', difference: null, why: null }
      : notReachable(
          id,
          withoutNumbers(`${unseen.name}: ${target.get(unseen.name)?.missing ?? ENDED_BEFORE}`),
        )
  })
}

function notReachable(id: string, why: string): RuleVerdict {
  return { id, verdict: 'not reachable', difference: null, why }
}

/** How many observations of a probe concern a rule. */
function countOf(rule: string, probe: string, recording: Recording): number {
  return observationsOf(rule, probe, recording).length
}

function observationsOf(rule: string, probe: string, recording: Recording) {
  return recording.get(probe)?.observations.filter((one) => one.rule === rule) ?? []
}

function differencesOf(
  rule: string,
  probe: string,
  own: Recording,
  target: Recording,
  key: string,
): string[] {
  const there = observationsOf(rule, probe, target)
  return observationsOf(rule, probe, own).flatMap(({ aspect, ...here }, index) => {
    // As at the target: a short key may be a part of any word.
    const seen = withoutKey(here.seen, key)
    const other = there[index]?.seen ?? seen
    return other === seen
      ? []
      : [`${probe}: ${aspect} is ${part(seen, other)} in the sandbox, ${part(other, seen)} there`]
  })
}

/** A text, or the part of a long one where the other differs. */
function part(text: string, other: string): string {
  if (text.length <= LONGEST) return text
  let start = 0
  while (text[start] === other[start]) start++
  const from = Math.max(0, start - 40)
  return `${from > 0 ? '…' : ''}${text.slice(from, from + LONGEST)}…`
}
