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
    const entries = Object.entries(scenario.match) as [Matchable, string][]
    if (
      entries.length > 0 &&
      entries.every(([attribute, pattern]) => fits(data[attribute], pattern))
    ) {
      const because = entries.map(([attribute, pattern]) => `${attribute} matches ${pattern}`)
      return { name: scenario.name, because: because.join(' and ') }
    }
  }
  return { name: company.scenario, because: "the company's default" }
}

/** Whether a value fits a pattern in which `*` stands for anything; case does not count. */
export function fits(value: string, pattern: string): boolean {
  const [head = '', ...rest] = pattern.toLowerCase().split('*')
  const text = value.toLowerCase()
  const tail = rest.pop()
  if (tail === undefined) return text === head
  if (!text.startsWith(head) || text.length < head.length + tail.length || !text.endsWith(tail))
    return false
  let from = head.length
  for (const part of rest) {
    const at = text.indexOf(part, from)
    if (at < 0 || at + part.length > text.length - tail.length) return false
    from = at + part.length
  }
  return true
}
