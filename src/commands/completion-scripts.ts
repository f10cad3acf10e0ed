import type { Completed, CompletedFlag } from './completion-words.js'

/**
 * The completions of each shell. All of them work for `flip-sandbox` and `flip-kyc-sandbox`, and after `npx` where
 * nothing else completes that.
 */

/** The flags of a command by what comes after them, as patterns of a `case`: `create --status`. */
function patterns(
  entries: readonly Completed[],
  after: (takes: CompletedFlag['takes']) => string | null,
): string[] {
  return entries.flatMap(({ name, flags }) => {
    const byWords = new Map<string, string[]>()
    for (const { flag, takes } of flags) {
      const words = after(takes)
      if (words === null) continue
      byWords.set(words, [...(byWords.get(words) ?? []), `"${name} ${flag}"`])
    }
    return [...byWords].map(([words, all]) => `    ${all.join('|')}) ${words} ;;`)
  })
}

function wordsOf({ words, flags }: Completed): string {
  return [...words, ...flags.map(({ flag }) => flag)].join(' ')
}

export function bash(entries: readonly Completed[]): string {
  const names = entries.map(({ name }) => name).join(' ')
  const values = patterns(entries, (takes) =>
    takes === 'nothing' ? null : `options="${Array.isArray(takes) ? takes.join(' ') : ''}"`,
  )
  const words = entries.map((entry) => `      ${entry.name}) options="${wordsOf(entry)}" ;;`)
  return `_flip_sandbox() {
  local line="\${COMP_LINE:0:COMP_POINT}" words options equals="" cut=""
  read -ra words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=("")
  if [[ \${words[0]##*/} == npx ]]; then
    while [ \${#words[@]} -gt 1 ] && [[ \${words[1]} != flip-sandbox && \${words[1]} != flip-kyc-sandbox ]]; do
      words=("\${words[0]}" "\${words[@]:2}")
    done
    words=("\${words[@]:1}")
  fi
  local count=\${#words[@]}
  [ "$count" -lt 2 ] && return
  local current="\${words[count-1]}" before="\${words[count-2]}"
  if [[ $current == --*=* ]]; then before="\${current%%=*}"; equals="$before="; fi
  if [ "$count" -eq 2 ]; then options="${names}"
  else case "\${words[1]} $before" in
${values.join('\n')}
    *) case "\${words[1]}" in
${words.join('\n')}
    esac ;;
  esac; fi
  COMPREPLY=($(compgen -P "$equals" -W "$options" -- "\${current#"$equals"}"))
  # The shell keeps what stands before the last = or : of the word.
  [[ $COMP_WORDBREAKS == *[:=]* ]] && cut="\${current%"\${current##*[:=]}"}"
  COMPREPLY=("\${COMPREPLY[@]#"$cut"}")
}
complete -o default -F _flip_sandbox flip-sandbox flip-kyc-sandbox
complete -p npx > /dev/null 2>&1 || complete -o default -F _flip_sandbox npx`
}

export function zsh(entries: readonly Completed[]): string {
  const about = entries.map(
    (one) => `    '${one.name}:${quoted(one.about).replaceAll(':', '\\:')}'`,
  )
  const values = patterns(entries, (takes) =>
    takes === 'nothing'
      ? null
      : Array.isArray(takes)
        ? `compadd -- ${takes.map((word) => `'${word}'`).join(' ')}`
        : takes === 'file'
          ? '_files'
          : '_message value',
  )
  const words = entries.map(
    (entry) =>
      `      ${entry.name}) compadd -- ${wordsOf(entry)}${entry.files ? '; _files' : ''} ;;`,
  )
  return `_flip_sandbox() {
  local -a commands=(
${about.join('\n')}
  )
  if [[ \${words[1]:t} == npx ]]; then
    local at=\${words[(i)flip(-kyc|)-sandbox]}
    if (( at >= CURRENT )); then _default; return; fi
    shift $(( at - 1 )) words
    (( CURRENT -= at - 1 ))
  fi
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  local before=\${words[CURRENT-1]}
  if [[ \${words[CURRENT]} == --*=* ]]; then before=\${words[CURRENT]%%=*}; compset -P '*='; fi
  case "\${words[2]} $before" in
${values.join('\n')}
    *) case "\${words[2]}" in
${words.join('\n')}
    esac ;;
  esac
}
compdef _flip_sandbox flip-sandbox flip-kyc-sandbox
(( \${+_comps[npx]} )) || compdef _flip_sandbox npx`
}

export function fish(entries: readonly Completed[]): string {
  const commands = entries.flatMap(({ name, about, words, files, flags }) => {
    const after = `complete -c flip-sandbox -n '__fish_seen_subcommand_from ${name}'`
    return [
      `complete -c flip-sandbox -n __fish_use_subcommand -f -a ${name} -d '${quoted(about)}'`,
      ...(files ? [] : [`${after} -f`]),
      ...(words.length === 0 ? [] : [`${after} -a '${words.join(' ')}'`]),
      ...flags.map((flag) => `${after} ${fishFlag(flag)}`),
    ]
  })
  return [
    ...commands,
    'complete -c flip-kyc-sandbox -w flip-sandbox',
    'function __flip_sandbox_by_npx',
    '  set -l words (commandline -opc) (commandline -ct)',
    '  set -l at (contains -i -- flip-sandbox $words; or contains -i -- flip-kyc-sandbox $words)',
    '  complete -C (string join -- " " flip-sandbox $words[(math $at + 1)..])',
    'end',
    "complete -c npx -n '__fish_seen_subcommand_from flip-sandbox flip-kyc-sandbox' -f -a '(__flip_sandbox_by_npx)'",
  ].join('\n')
}

function fishFlag({ flag, about, takes }: CompletedFlag): string {
  const value = Array.isArray(takes)
    ? ` -x -a '${takes.join(' ')}'`
    : { nothing: '', text: ' -x', file: ' -r -F' }[takes as 'nothing' | 'text' | 'file']
  return `-l ${flag.slice(2)}${value} -d '${quoted(about)}'`
}

function quoted(text: string): string {
  return text.replaceAll("'", '’')
}
