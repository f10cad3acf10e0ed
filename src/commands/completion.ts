import { KYC_STATUSES } from '../kyc/agent.js'
import { REJECTION_REASON_CODES } from '../kyc/rejection-reasons.js'
import { SCENARIO_FAMILIES, SINGLE_SCENARIOS } from '../kyc/scenario-name.js'
import { type Command, UsageError } from './command.js'

const SHELLS = ['bash', 'zsh', 'fish'] as const

const FAMILY_MEMBERS = SCENARIO_FAMILIES.flatMap((family) =>
  REJECTION_REASON_CODES.map((code) => `${family}-${code}`),
)

/** Words that a command takes after its name. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  decide: KYC_STATUSES.map((status) => status.toLowerCase()),
  next: [...SINGLE_SCENARIOS, ...FAMILY_MEMBERS],
  picture: FAMILY_MEMBERS,
  clock: ['advance', 'freeze', 'resume'],
  callbacks: ['resend'],
  disburse: ['decide'],
  faults: ['add', 'clear'],
  maintenance: ['on', 'off'],
  companies: ['add', 'delete'],
  completion: SHELLS,
}
const COMMON_FLAGS = ['--url', '--control-token', '--json', '--help']

/**
 * `completion`: a shell's completions.
 * @param commands all commands, this one included
 */
export function completionOf(commands: () => readonly Command[]): Command {
  return {
    name: 'completion',
    usage: 'completion bash|zsh|fish',
    about:
      'Prints completions for a shell; put  eval "$(flip-sandbox completion bash)"  in ~/.bashrc.',
    words: [1, 1],
    async run({ terminal, words: [shell] }) {
      const entries = commands().map(entryOf)
      if (shell === 'bash') return terminal.print(bash(entries))
      if (shell === 'zsh') return terminal.print(zsh(entries))
      if (shell === 'fish') return terminal.print(fish(entries))
      throw new UsageError(
        `There are completions for ${SHELLS.join(', ')}, and none for "${shell}".`,
      )
    },
  }
}

interface Entry {
  readonly name: string
  readonly about: string
  readonly words: readonly string[]
}

function entryOf({ name, about, flags = {} }: Command): Entry {
  const own = Object.keys(flags).map((flag) => `--${flag}`)
  const common = name === 'start' ? ['--json', '--help'] : COMMON_FLAGS
  return { name, about, words: [...(WORDS[name] ?? []), ...new Set([...own, ...common])] }
}

function bash(entries: readonly Entry[]): string {
  const names = entries.map(({ name }) => name).join(' ')
  const cases = entries.map(({ name, words }) => `    ${name}) words="${words.join(' ')}" ;;`)
  return `_flip_sandbox() {
  local words="${names}"
  [ "$COMP_CWORD" -gt 1 ] && case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _flip_sandbox flip-sandbox flip-kyc-sandbox`
}

function zsh(entries: readonly Entry[]): string {
  const about = entries.map(
    (one) => `    '${one.name}:${quoted(one.about).replaceAll(':', '\\:')}'`,
  )
  const cases = entries.map(({ name, words }) => `    ${name}) compadd -- ${words.join(' ')} ;;`)
  return `_flip_sandbox() {
  local -a commands=(
${about.join('\n')}
  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  case "$words[2]" in
${cases.join('\n')}
  esac
}
compdef _flip_sandbox flip-sandbox flip-kyc-sandbox`
}

function fish(entries: readonly Entry[]): string {
  return entries
    .flatMap(({ name, about, words }) => [
      `complete -c flip-sandbox -n __fish_use_subcommand -f -a ${name} -d '${quoted(about)}'`,
      `complete -c flip-sandbox -n '__fish_seen_subcommand_from ${name}' -a '${words.join(' ')}'`,
    ])
    .join('\n')
}

function quoted(text: string): string {
  return text.replaceAll("'", '’')
}
