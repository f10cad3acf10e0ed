import type { Command } from './command.js'

const LISTS = [
  'agents',
  'banks',
  'callbacks',
  'companies',
  'disbursements',
  'faults',
  'inquiries',
  'scenarios',
]

/** How a sandbox's messages and hints end where they name a call, and how they end at a terminal. */
const ENDS: readonly (readonly [call: string, command: string])[] = [
  ...LISTS.map(
    (list) => [`GET /_sandbox/${list} lists them.`, `flip-sandbox ${list} lists them.`] as const,
  ),
  ['POST /_sandbox/reset.', 'flip-sandbox reset.'],
  ['DELETE /_sandbox/faults.', 'flip-sandbox faults clear.'],
  ['DELETE /_sandbox/companies/:id.', 'flip-sandbox companies delete <id>.'],
  ['PUT /_sandbox/maintenance.', 'flip-sandbox maintenance off.'],
  ['PUT /_sandbox/banks/:code.', 'flip-sandbox banks <code> operational.'],
  ['PUT /_sandbox/balance.', 'flip-sandbox balance <rupiah>.'],
  ['new_company=true.', '--company new.'],
]

/**
 * A message that a sandbox has sent, for somebody at a terminal: what a message begins with is a field, and a call stands at
 * its end, so that nothing that the user wrote is changed.
 * @param flags those of the command that was run: a message about a field of that name is about the flag
 */
export function inTerminal(message: string, flags: Command['flags'] = {}): string {
  const [call, command] = ENDS.find(([end]) => message.endsWith(end)) ?? ['', '']
  const text = message.slice(0, message.length - call.length) + command
  const fieldOf = (flag: string) => `"${flag.replaceAll('-', '_')}"`
  const flag = Object.keys(flags).find((one) => text.startsWith(fieldOf(one)))
  return flag === undefined ? text : `--${flag}${text.slice(fieldOf(flag).length)}`
}
