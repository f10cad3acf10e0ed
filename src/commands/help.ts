import { flagOf, OPTIONS, variableOf } from '../options/options.js'
import type { Command } from './command.js'
import { startsSandbox } from './start-options.js'
import { table } from './table.js'

/** Shown for `flip-sandbox --help`. */
export function overview(commands: readonly Command[]): string {
  return [
    'flip-sandbox: a local Flip for Business: Agent Verification and money transfer (unofficial)',
    '',
    'Usage: flip-sandbox [command] [flags]',
    '',
    ...table(commands.map(({ usage, about }) => [`  ${usageWithoutFlags(usage)}`, about])),
    '',
    'flip-sandbox alone is flip-sandbox start. Each command has flags: flip-sandbox help create shows them.',
  ].join('\n')
}

function usageWithoutFlags(usage: string): string {
  return usage.replace(/ \[--[^\]]*\]/g, '')
}

/** Shown for `flip-sandbox <command> --help`. */
export function helpFor(command: Command): string {
  const { name, usage, about, flags = {} } = command
  const own =
    name === 'start'
      ? OPTIONS.map(({ key, takes, about: meaning, value, default: words }) => {
          const usual = words ?? (Array.isArray(value) || value === null ? 'none' : String(value))
          return [`  ${flagOf(key)} ${takes}`, `${meaning} (${usual})`, variableOf(key)]
        })
      : Object.entries(flags).map(([flag, [takes, meaning]]) => [
          `  --${flag} ${takes}`.trimEnd(),
          meaning,
        ])
  const others = Object.entries(flags)
    .filter(([flag]) => name === 'start' && !OPTIONS.some(({ key }) => flagOf(key) === `--${flag}`))
    .map(([flag, [takes, meaning]]) => [`  --${flag} ${takes}`, meaning, variableOf(flag)])
  const common = [
    [
      '  --url <url>',
      `the running sandbox (http://127.0.0.1, with ${variableOf('port')} or 4010)`,
      variableOf('url'),
    ],
    ['  --control-token <token>', 'its control token', variableOf('control_token')],
    ['  --json', 'machine-readable, and nothing else on standard output'],
  ]
  return [
    `Usage: flip-sandbox ${usage}`,
    '',
    about,
    '',
    ...table([...own, ...others, ...(startsSandbox(command) ? common.slice(2) : common)]),
  ].join('\n')
}
