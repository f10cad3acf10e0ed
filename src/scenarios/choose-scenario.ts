import type { Agent, AgentData, ChosenScenario } from '../kyc/agent.js'
import type { Company } from '../kyc/company.js'
import { fitsPattern, type Pattern, parsePattern } from './pattern.js'
import type { PictureOutcome } from './picture.js'
import type { Matchable, Scenario } from './scenario.js'

/**
 * Why an agent follows its scenario. The first of these that there is counts: set for the agent through the control API;
 * armed for the next agent; named by a picture (status.picture); the first that matches; the company's default.
 */
export const BECAUSE = {
  set: 'set for this agent',
  armed: 'armed for the next agent',
  default: "the company's default",
} as const

/** The scenario of an agent whose picture names one; null where a higher one counts, or none can be chosen so. */
export function choosePictured(
  { scenario: { because } }: Agent,
  { magic_numbers }: Company,
  { scenario, told }: PictureOutcome,
  what: string,
): ChosenScenario | null {
  if (magic_numbers === 'off' || because === BECAUSE.set || because === BECAUSE.armed) return null
  return {
    name: scenario,
    because: told === 'text' ? `its ${what} says so` : `the file name of its ${what} says so`,
  }
}

/**
 * Which scenario a new agent follows. (A picture, or the control API, can later give it another one.)
 * @param scenarios every scenario of the company, in the order in which they are matched
 */
export function chooseScenario(
  data: AgentData,
  company: Company,
  scenarios: readonly Scenario[],
): ChosenScenario {
  const armed = company.armed[0]
  if (armed !== undefined) return { name: armed.scenario, because: BECAUSE.armed }
  const texts: Partial<Record<Matchable, string>> = {}
  for (const { scenario, conditions } of matchable(scenarios)) {
    if (!allFit(conditions, data, texts)) continue
    if (scenario.origin === 'shipped' && company.magic_numbers === 'off') continue
    const because = Object.entries(scenario.match).map(([key, value]) => `${key} matches ${value}`)
    return { name: scenario.name, because: because.join(' and ') }
  }
  return { name: company.scenario, because: BECAUSE.default }
}

/** @param texts the attributes in lower case, filled in as they are needed */
function allFit(
  conditions: readonly Condition[],
  data: AgentData,
  texts: Partial<Record<Matchable, string>>,
): boolean {
  for (const { attribute, pattern } of conditions) {
    texts[attribute] ??= data[attribute].toLowerCase()
    if (!fitsPattern(texts[attribute], pattern)) return false
  }
  return true
}

/** A scenario that has a `match`, with its patterns parsed. */
interface MatchableScenario {
  readonly scenario: Scenario
  readonly conditions: readonly Condition[]
}

interface Condition {
  readonly attribute: Matchable
  readonly pattern: Pattern
}

/** Parsed once for each list: to choose one for a new agent takes 2 µs so, and 400 µs without. */
const matchableByList = new WeakMap<readonly Scenario[], readonly MatchableScenario[]>()

/** The scenarios of a list that have a `match`, in their order. */
function matchable(scenarios: readonly Scenario[]): readonly MatchableScenario[] {
  let found = matchableByList.get(scenarios)
  if (found === undefined) {
    found = scenarios
      .map((scenario) => ({ scenario, conditions: conditionsOf(scenario) }))
      .filter(
        ({ scenario: { match }, conditions }) =>
          conditions.length > 0 && match.account_number === undefined,
      )
    matchableByList.set(scenarios, found)
  }
  return found
}

function conditionsOf({ match: { account_number, ...match } }: Scenario): Condition[] {
  const entries = Object.entries(match) as [Matchable, string][]
  return entries.map(([attribute, pattern]) => ({ attribute, pattern: parsePattern(pattern) }))
}
