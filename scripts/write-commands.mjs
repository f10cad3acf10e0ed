// Writes docs/commands.md from the commands themselves; a test holds the two together.
import { writeFileSync } from 'node:fs'
import { COMMANDS } from '../dist/commands/run-command.js'
import { START_FLAGS } from '../dist/commands/start-options.js'

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*')

function section({ name, usage, about, flags = {} }) {
  const starts = 'port' in flags
  const own = Object.entries(flags).filter(([flag]) => !(starts && flag in START_FLAGS))
  const rows = own.map(
    ([flag, [takes, meaning]]) =>
      `| \`--${flag}${takes === '' ? '' : ` ${takes.replaceAll('|', '\\|')}`}\` | ${cell(meaning)} |`,
  )
  return [
    `## ${name}`,
    `\`\`\`text\nflip-sandbox ${usage}\n\`\`\``,
    about.replaceAll('  ', ' '),
    ...(rows.length === 0 ? [] : [`| flag | meaning |\n|---|---|\n${rows.join('\n')}`]),
    ...(starts ? ['It takes the [options](options.md) of `start`.'] : []),
  ].join('\n\n')
}

writeFileSync(
  new URL('../docs/commands.md', import.meta.url),
  `# Commands

\`npx flip-sandbox COMMAND\`; without a command it is \`start\`. \`start\` and \`run\` start a sandbox; \`picture\`, \`ca\`, \`completion\` and
\`coverage --merge\` need none, \`drill\` and \`parity\` bring their own where none runs. All others talk to a sandbox that runs.

| flag | variable | meaning |
|---|---|---|
| \`--url <url>\` | \`FLIP_SANDBOX_URL\` | the running sandbox; without it \`http://127.0.0.1\`, with the port \`FLIP_SANDBOX_PORT\` or 4010 |
| \`--control-token <token>\` | \`FLIP_SANDBOX_CONTROL_TOKEN\` | its control token, where it has one |
| \`--json\` | | machine-readable, and nothing else on standard output |
| \`--help\` | | the usage and flags of the command |

Errors go to standard error, in one sentence with the remedy. Exit codes: 0, 1 where it did not work out, 2 for wrong use. Lists are in
colour on a terminal, unless \`NO_COLOR\` is set, and plain in a pipe.
Times are WIB (UTC+7), as in Flip's answers and on the page; with \`--json\` and in the JSON log they are RFC 3339 in UTC.

## Completion by Tab

Write the completions of your shell into a file once, and read it at the start of each shell:

\`\`\`sh
npx flip-sandbox completion bash > ~/.flip-sandbox.bash && echo 'source ~/.flip-sandbox.bash' >> ~/.bashrc
npx flip-sandbox completion zsh > ~/.flip-sandbox.zsh && echo 'source ~/.flip-sandbox.zsh' >> ~/.zshrc   # after compinit
npx flip-sandbox completion fish > ~/.config/fish/conf.d/flip-sandbox.fish
\`\`\`

Commands, their words, their flags and the flags' values are completed, your own scenarios are not: no sandbox is asked. It works after
\`flip-sandbox\`, and after \`npx flip-sandbox\` unless something else completes \`npx\` in your shell (bash and zsh know one completion for a
command). Then give the command a name of its own: \`alias flip-sandbox='npx flip-sandbox'\`, or \`PATH="$PWD/node_modules/.bin:$PATH"\`.

${COMMANDS.map(section).join('\n\n')}
`,
)
