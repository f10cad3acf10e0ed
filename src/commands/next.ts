import { FIRST_COMPANY } from '../kyc/company.js'
import { counted } from '../lib/counted.js'
import type { Command } from './command.js'
import { numberOf, scopeOf } from './flag-values.js'
import { printThing } from './print.js'

/** `next`: arms a scenario. */
export const next: Command = {
  name: 'next',
  usage: 'next [<scenario>] [--times 1] [--clear] [--company 1]',
  about: 'Arms a scenario for the next agent, or the next few; alone it shows what is armed.',
  flags: {
    times: ['<number>', 'for how many agents (1)'],
    clear: ['', 'disarms what is armed, first'],
    company: ['<id>', 'whose agents (1)'],
  },
  words: [0, 1],
  goesWith: (flag, [scenario]) =>
    flag === 'times' && scenario === undefined ? '<scenario>' : null,
  async run(invocation) {
    const { client, flags, words } = invocation
    const scope = scopeOf(invocation)
    const times = numberOf(flags, 'times') ?? 1
    if (flags['clear'] === true) await client.disarm(scope)
    const [scenario] = words
    const company =
      scenario === undefined
        ? (await client.company(scope.companyId ?? FIRST_COMPANY)).settings
        : await client.next(scenario, { ...scope, times })
    printThing(invocation, company, ({ armed }) => [
      armed.length === 0
        ? 'Nothing is armed.'
        : `Armed: ${armed.map((one) => `${one.scenario} for ${counted(one.times, 'agent')}`).join(', then ')}.`,
    ])
  },
}
