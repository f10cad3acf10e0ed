// Writes docs/endpoints.md from openapi/flip.json; a test holds the two together.
import { readFileSync, writeFileSync } from 'node:fs'

const { paths } = JSON.parse(readFileSync(new URL('../openapi/flip.json', import.meta.url), 'utf8'))

const calls = Object.entries(paths).flatMap(([path, { servers, ...item }]) =>
  Object.entries(item)
    .filter(([method]) => /^(get|put|post)$/.test(method))
    .map(([method, { summary }]) => {
      const versions = servers.map(({ url }) => url.split('/').at(-1))
      return {
        host: servers[0].url.startsWith('/kyc') ? 'kyc' : 'agents',
        call: `\`${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}\``,
        summary,
        versions: [...new Set(versions)].join(', '),
      }
    }),
)

const rows = (wanted, row) =>
  calls
    .filter(({ host }) => host === wanted)
    .map(row)
    .join('\n')

writeFileSync(
  new URL('../docs/endpoints.md', import.meta.url),
  `# The emulated endpoints

All that the sandbox has of Flip's API. A running sandbox describes every parameter, body and answer at \`/_sandbox/docs\`, to read and
to try; the document itself is \`/_sandbox/openapi.json\`. The [rules](fidelity.md) say how each behaves.

## At \`https://bigflip.id\`

Under \`/big_sandbox_api/v2\` and \`/big_sandbox_api/v3\`, and as in live mode under \`/api/v2\` and \`/api/v3\`:

| call | does | under |
|---|---|---|
${rows('agents', ({ call, summary, versions }) => `| ${call} | ${summary} | ${versions} |`)}

## At \`https://api.flip.id\`

Under \`/kyc-sandbox/api/v1\`, and as in live mode under \`/kyc/api/v1\`. Each call has a header \`Request-ID: bigflip-<uuid>\`.

| call | does |
|---|---|
${rows('kyc', ({ call, summary }) => `| ${call} | ${summary} |`)}

What Flip sends is on the page of [callbacks](callbacks.md).
`,
)
