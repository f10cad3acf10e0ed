import type { ScenarioItem } from '../client.js'
import { codeInFamily } from '../kyc/rejection-reasons.js'
import type { Command } from './command.js'
import { COMPANY_FLAG, scopeOf } from './flag-values.js'
import { printList } from './print.js'

/** `scenarios`: lists the scenarios with their magic numbers; a family takes one line. */
export const scenarios: Command = {
  name: 'scenarios',
  usage: 'scenarios [--company 2]',
  about: 'Lists the scenarios with what chooses each: the end of an identity number.',
  flags: COMPANY_FLAG,
  words: [0, 0],
  async run(invocation) {
    const page = await invocation.client.scenarios(scopeOf(invocation))
    const items = invocation.json ? page.items : families(page.items)
    printList(invocation, { ...page, items }, 'No scenarios.', [
      ['name', ({ name }) => name],
      ['number ends in', ({ magic_number, match }) => ofAccount(match, magic_number ?? '')],
      ['what happens', ({ description }) => description],
    ])
    if (!invocation.json)
      invocation.terminal.print(
        'RR stands for a rejection reason, 10 to 33: flip-sandbox next rejected-17',
      )
  },
}

/** Scenarios of accounts go by the number of the account; all others by that of the identity. */
function ofAccount(match: ScenarioItem['match'], ending: string): string {
  return match?.account_number === undefined ? ending : `account ${ending}`
}

/** Puts the 24 scenarios of a family into one, with RR instead of the code. */
function families(items: readonly ScenarioItem[]): ScenarioItem[] {
  const seen = new Set<string>()
  return items.flatMap((item) => {
    const { family, name } = item
    if (family === null) return [item]
    if (seen.has(family)) return []
    seen.add(family)
    const code = codeInFamily(name, family)
    const general = (text: string) => text.replaceAll(code, 'RR')
    const magic_number = item.magic_number === null ? null : general(item.magic_number)
    return [{ ...item, name: family, description: general(item.description), magic_number }]
  })
}
