import type { MaintenanceDetail } from '../client.js'
import { type Command, UsageError } from './command.js'
import { COMPANY_FLAG, numberOf, scopeOf } from './flag-values.js'
import { printThing } from './print.js'

const USAGE = 'maintenance [on | off] [--status 503] [--company 2]'

/** `maintenance`: shows it, or switches it. */
export const maintenance: Command = {
  name: 'maintenance',
  usage: USAGE,
  about: 'Says whether the emulated API is under maintenance; puts it there, or ends it.',
  flags: {
    ...COMPANY_FLAG,
    status: ['503|401', 'what calls are answered; 401 as in the older reference (503)'],
  },
  words: [0, 1],
  goesWith: (flag, [word]) => (word === 'on' || flag === 'company' ? null : 'on'),
  async run(invocation) {
    const { client, words, flags } = invocation
    const [word] = words
    const scope = scopeOf(invocation)
    if (word === undefined) {
      return printThing(invocation, await client.maintenance(scope), describeMaintenance)
    }
    if (word !== 'on' && word !== 'off') throw new UsageError(`Write it as: flip-sandbox ${USAGE}`)
    const status = numberOf(flags, 'status') as 401 | 503 | undefined
    const now = await client.setMaintenance(word === 'on', {
      ...scope,
      ...(status !== undefined && { status }),
    })
    printThing(invocation, now, describeMaintenance)
  },
}

function describeMaintenance({ maintenance, status }: MaintenanceDetail): string[] {
  return [maintenance ? `Maintenance: calls are answered ${status}.` : 'No maintenance.']
}
