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
  scenarios: Iterable<Scenario>,
): ChosenScenario {
  const armed = company.armed[0]
  if (armed !== undefined) return { name: armed.scenario, because: 'armed for the next agent' }
  for (const scenario of scenarios) {
    if (scenario.origin === 'shipped' && company.magic_numbers === 'off') continue
    if (claims(scenario, data)) {
      const because = conditionsOf(scenario).map(({ says }) => says)
      return { name: scenario.name, because: because.join(' and ') }
    }
  }
  return { name: company.scenario, because: "the company's default" }
}

/** Whether the scenario has a match at all, and all of it fits. */
function claims(scenario: Scenario, data: AgentData): boolean {
  const conditions = conditionsOf(scenario)
  for (const { attribute, pattern } of conditions)
    if (!fitsPattern(data[attribute].toLowerCase(), pattern)) return false
  return conditions.length > 0
}

/** One entry of a scenario's `match`, made ready. */
interface Condition {
  readonly attribute: Matchable
  readonly pattern: Pattern
  readonly says: string
}

/** Read once for each scenario: every new agent asks all of them. */
const ready = new WeakMap<Scenario, readonly Condition[]>()

function conditionsOf(scenario: Scenario): readonly Condition[] {
  let conditions = ready.get(scenario)
  if (conditions === undefined) {
    const entries = Object.entries(scenario.match) as [Matchable, string][]
    conditions = entries.map(([attribute, pattern]) => ({
      attribute,
      pattern: readPattern(pattern),
      says: `${attribute} matches ${pattern}`,
    }))
    ready.set(scenario, conditions)
  }
  return conditions
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

function fitsPattern(text: string, { head, middle, tail }: Pattern): boolean {
  if (tail === undefined) return text === head
  if (!text.endsWith(tail) || !text.startsWith(head) || text.length < head.length + tail.length)
    return false
  let from = head.length
  for (const part of middle) {
    const at = text.indexOf(part, from)
    if (at < 0 || at + part.length > text.length - tail.length) return false
    from = at + part.length
  }
  return true
}
