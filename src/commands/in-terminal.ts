import type { Command } from './command.js'

/** What the sandbox's messages call by method and path, as somebody at a terminal types it. */
const COMMANDS: readonly (readonly [call: RegExp, command: string])[] = [
  [
    /GET \/_sandbox\/(agents|banks|callbacks|companies|disbursements|faults|inquiries|scenarios)\b/g,
    'flip-sandbox $1',
  ],
  [/GET \/_sandbox\/export, or the command export,/g, 'flip-sandbox export'],
  [/GET \/_sandbox\/export\b/g, 'flip-sandbox export'],
  [/POST \/_sandbox\/reset\b/g, 'flip-sandbox reset'],
  [/DELETE \/_sandbox\/faults\b/g, 'flip-sandbox faults clear'],
  [/PUT \/_sandbox\/maintenance\b/g, 'flip-sandbox maintenance off'],
  [/PUT \/_sandbox\/banks\/:code/g, 'flip-sandbox banks <code> operational'],
  [/PUT \/_sandbox\/balance\b/g, 'flip-sandbox balance <rupiah>'],
  [/^"by" must be/, 'What comes after advance must be'],
  [/new_company=true/g, '--company new'],
  [/add=true/g, '--add'],
  [/DELETE \/_sandbox\/companies\/:id/g, 'flip-sandbox companies delete <id>'],
]

/**
 * A message of the sandbox, for somebody at a terminal.
 * @param flags those of the command that was run: a message about a field of that name is about the flag
 */
export function inTerminal(message: string, flags: Command['flags'] = {}): string {
  const asFlag = (text: string, before: string, field: string) => {
    const flag = field.replaceAll('_', '-')
    return Object.hasOwn(flags, flag) ? `${before}--${flag}` : text
  }
  return COMMANDS.reduce((text, [call, command]) => text.replace(call, command), message).replace(
    /(^|and )"(\w+)"/g,
    asFlag,
  )
}
