// Writes docs/options.md from the one table of options; a test holds the two together.
import { writeFileSync } from 'node:fs'
import { flagOf, OPTIONS, variableOf } from '../dist/options/options.js'

const rows = OPTIONS.map(({ key, takes, about, value, default: words }) => {
  const usual = words ?? (value === null || value.length === 0 ? 'none' : `\`${value}\``)
  return `| \`${flagOf(key)} ${takes.replaceAll('|', '\\|')}\` | \`${variableOf(key)}\` | ${usual} | ${about.replaceAll('<', '&lt;')} |`
})

writeFileSync(
  new URL('../docs/options.md', import.meta.url),
  `# Options of \`flip-sandbox start\`

Flags beat variables beat the config file (\`--config\`, \`FLIP_SANDBOX_CONFIG\`; \`flip-sandbox.config.json\` where it exists), whose keys
are the flags' names, such as \`{"port": 4011, "callback_delay": "2s"}\`. Something unknown is an error that names the nearest
known one. Durations: \`250ms\`, \`2s\`, \`5m\`, \`2h\`, \`1d\`.

| flag | variable | default | meaning |
|---|---|---|---|
${rows.join('\n')}

To find the sandbox that runs, every command but \`start\` and \`run\` takes \`--url\` (\`FLIP_SANDBOX_URL\`) and \`--control-token\`. All
take \`--json\` and \`--help\`. Exit codes: 0, 1 where it did not work out, 2 for wrong use.
`,
)
