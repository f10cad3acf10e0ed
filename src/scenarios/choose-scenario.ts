import type { AgentData, ChosenScenario } from '../kyc/agent.js'
import type { Company } from '../kyc/company.js'
import type { Matchable, Scenario } from './scenario.js'

/**
 * Which scenario a new agent follows: armed for the next agent > the first match > the default.
 * (One set for the agent itself comes later, through the control API, and wins over all of them.)
 * @param scenarios every scenario of the company, in the order in which they are matched
 */
export function chooseScenario(
  data: AgentData,
  company: Company,
  scenarios: readonly Scenario[],
): ChosenScenario {
  const armed = company.armed[0]
  if (armed !== undefined) return { name: armed.scenario, because: 'armed for the next agent' }
  const texts: Partial<Record<Matchable, string>> = {}
  for (const { scenario, conditions } of claimsOf(scenarios)) {
    if (!fitAll(conditions, data, texts)) continue
    if (scenario.origin === 'shipped' && company.magic_numbers === 'off') continue
    const because = Object.entries(scenario.match).map(([key, value]) => `${key} matches ${value}`)
    return { name: scenario.name, because: because.join(' and ') }
  }
  return { name: company.scenario, because: "the company's default" }
}

/** @param texts the attributes in lower case, as far as they have been asked for */
function fitAll(
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

/** A scenario that has a `match`, with its patterns read. */
interface Claim {
  readonly scenario: Scenario
  readonly conditions: readonly Condition[]
}

interface Condition {
  readonly attribute: Matchable
  readonly pattern: Pattern
}

/** Read once for each list: every new agent asks it. */
const read = new WeakMap<readonly Scenario[], readonly Claim[]>()

/** The scenarios of a list that have a `match`, in their order. */
function claimsOf(scenarios: readonly Scenario[]): readonly Claim[] {
  let claims = read.get(scenarios)
  if (claims === undefined) {
    claims = scenarios
      .map((scenario) => ({ scenario, conditions: conditionsOf(scenario) }))
      .filter(({ conditions }) => conditions.length > 0)
    read.set(scenarios, claims)
  }
  return claims
}

function conditionsOf({ match }: Scenario): Condition[] {
  const entries = Object.entries(match) as [Matchable, string][]
  return entries.map(([attribute, pattern]) => ({ attribute, pattern: readPattern(pattern) }))
}

/** A pattern in lower case, cut at its stars; no `tail`: it has none. */
interface Pattern {
  readonly head: string
  readonly middle: readonly string[]
  readonly tail: string | undefined
}

function readPattern(pattern: string): Pattern {
  const [head = '', ...middle] = pattern.toLowerCase().split('*')
  return { head, tail: middle.pop(), middle }
}

/** Whether a value fits a pattern in which `*` stands for anything; case does not count. */
export function fits(value: string, pattern: string): boolean {
  return fitsPattern(value.toLowerCase(), readPattern(pattern))
}

/** @param text in lower case */
function fitsPattern(text: string, { head, middle, tail }: Pattern): boolean {
  if (tail === undefined) return text === head
  if (!text.endsWith(tail) || !text.startsWith(head) || text.length < head.length + tail.length) {
    return false
  }
  let from = head.length
  for (const part of middle) {
    const at = text.indexOf(part, from)
    if (at < 0 || at + part.length > text.length - tail.length) return false
    from = at + part.length
  }
  return true
}
