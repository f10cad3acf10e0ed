import type { ScenarioItem } from '../client.js'
import type { Command } from './command.js'
import { printList } from './print.js'

/** `scenarios`: the catalogue, a family in one line, with the magic numbers. */
export const scenarios: Command = {
  name: 'scenarios',
  usage: 'scenarios',
  about: 'Lists the scenarios with what chooses each: the end of an identity number.',
  words: [0, 0],
  async run(call) {
    const page = await call.client.scenarios()
    const items = call.json ? page.items : families(page.items)
    printList(call, { ...page, items }, 'No scenarios.', [
      ['name', ({ name }) => name],
      ['number ends in', ({ magic_number }) => magic_number ?? ''],
      ['what happens', ({ description }) => description],
    ])
  },
}

/** Of 24 of a family one line, its code written RR again. */
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
