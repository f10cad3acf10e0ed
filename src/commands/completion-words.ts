import { ROUTES } from '../flip/routes.js'
import { KYC_STATUSES } from '../kyc/agent.js'
import { CALLBACK_STATES } from '../kyc/callback.js'
import { REJECTION_REASON_CODES } from '../kyc/rejection-reasons.js'
import { SCENARIO_FAMILIES, SINGLE_SCENARIOS } from '../kyc/scenario-name.js'
import { BANK_CODES } from '../transfers/banks.js'
import {
  BANK_STATUSES,
  CANCEL_REASONS,
  DISBURSEMENT_STATUSES,
  INQUIRY_STATUSES,
} from '../transfers/words.js'
import type { Command } from './command.js'
import { startsSandbox } from './start-options.js'

/** What a shell can complete of the command line: words that are known without asking a sandbox. */

export const SHELLS = ['bash', 'zsh', 'fish'] as const

const FAMILY_MEMBERS = SCENARIO_FAMILIES.flatMap((family) =>
  REJECTION_REASON_CODES.map((code) => `${family}-${code}`),
)
const SCENARIOS: readonly string[] = [...SINGLE_SCENARIOS, ...FAMILY_MEMBERS]
const lowerCase = (words: readonly string[]) => words.map((word) => word.toLowerCase())
const STATUSES = lowerCase(KYC_STATUSES)

/** Words that a command takes after its name. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  decide: STATUSES,
  next: SCENARIOS,
  picture: FAMILY_MEMBERS,
  clock: ['advance', 'freeze', 'resume'],
  callbacks: ['resend'],
  disburse: ['decide', 'done', 'cancelled'],
  inquiries: ['decide', ...lowerCase(INQUIRY_STATUSES)],
  banks: [...BANK_CODES, ...lowerCase(BANK_STATUSES)],
  faults: ['add', 'remove', 'clear'],
  maintenance: ['on', 'off'],
  companies: ['add', 'delete'],
  completion: SHELLS,
}

const WITH_FILES = ['run', 'import', 'coverage']

/** The values of a flag, by what its help says that it takes. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  '<status>': STATUSES,
  '<result>': lowerCase(INQUIRY_STATUSES),
  '<any status>': [...new Set([...STATUSES, ...lowerCase(DISBURSEMENT_STATUSES)])],
  '<state>': CALLBACK_STATES,
  '<10-33>': REJECTION_REASON_CODES.map(String),
  '<reason>': lowerCase(CANCEL_REASONS),
  '<scenario>': SCENARIOS,
  '<path>': [...new Set(ROUTES.map(({ path }) => path))],
}

/** A flag with its two dashes. */
export interface CompletedFlag {
  readonly flag: string
  readonly about: string
  /** What may come after it: these words, any text, a file, or nothing at all. */
  readonly takes: readonly string[] | 'text' | 'file' | 'nothing'
}

export interface Completed {
  readonly name: string
  readonly about: string
  readonly words: readonly string[]
  /** Whether a file or a command may come as well. */
  readonly files: boolean
  readonly flags: readonly CompletedFlag[]
}

/** What can be completed after each command's name. */
export function completed(commands: readonly Command[]): readonly Completed[] {
  const entries = commands.map((command) => ({
    name: command.name,
    about: command.about,
    words: WORDS[command.name] ?? [],
    files: WITH_FILES.includes(command.name),
    flags: [
      ...Object.entries(command.flags ?? {}).map(([flag, [takes, meaning]]) =>
        flagOf(flag, takes, meaning),
      ),
      ...(startsSandbox(command) ? [] : COMMON),
      flagOf('json', '', 'machine-readable'),
      flagOf('help', '', 'how to use it'),
    ],
  }))
  const names = commands.map(({ name }) => name)
  const help = {
    name: 'help',
    about: 'Shows how to use a command.',
    words: names,
    files: false,
    flags: [],
  }
  return [...entries, help]
}

const COMMON = [
  flagOf('url', '<url>', 'the running sandbox'),
  flagOf('control-token', '<token>', 'its control token'),
]

function flagOf(name: string, takes: string, about: string): CompletedFlag {
  return { flag: `--${name}`, about, takes: kindOf(takes) }
}

/** Such as the three words of `strict|lenient|off`. */
function kindOf(takes: string): CompletedFlag['takes'] {
  if (takes === '') return 'nothing'
  if (/<(file|folder)>/.test(takes)) return 'file'
  const listed = takes.replace(/[[\]]/g, '').split('|')
  const words = VALUES[takes] ?? listed.filter((word) => !word.includes('<'))
  return words.length === 0 ? 'text' : words
}
