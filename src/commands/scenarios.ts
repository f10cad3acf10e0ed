import type { ScenarioItem } from '../client.js'
import type { Command } from './command.js'
import { COMPANY_FLAG, printList, printThing, scopeOf } from './print.js'

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
      ['number ends in', ({ magic_number }) => magic_number ?? ''],
      ['what happens', ({ description }) => description],
    ])
  },
}

/** `next`: arms a scenario. */
export const next: Command = {
  name: 'next',
  usage: 'next <scenario> [--times 1] [--company 1]',
  about: 'Arms a scenario for the next agent, or the next few, of a company.',
  flags: {
    times: ['<number>', 'for how many agents (1)'],
    company: ['<id>', 'whose agents (1)'],
  },
  words: [1, 1],
  async run(invocation) {
    const times = Number(invocation.flags['times'] ?? 1)
    const company = await invocation.client.next(invocation.words[0] as string, {
      ...scopeOf(invocation),
      times,
    })
    printThing(invocation, company, ({ armed }) => [
      `Armed: ${armed.map((one) => `${one.scenario} for ${one.times}`).join(', then ')}.`,
    ])
  },
}

/** Puts the 24 scenarios of a family into one, with RR instead of the code. */
function families(items: readonly ScenarioItem[]): ScenarioItem[] {
  const seen = new Set<string>()
  return items.flatMap((item) => {
    const { family, name } = item
    if (family === null) return [item]
    if (seen.has(family)) return []
    seen.add(family)
    const code = name.slice(-2)
    const general = (text: string) => text.replaceAll(code, 'RR')
    const magic_number = item.magic_number === null ? null : general(item.magic_number)
    return [{ ...item, name: family, description: general(item.description), magic_number }]
  })
}
