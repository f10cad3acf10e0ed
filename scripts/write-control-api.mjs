// Writes docs/control-api.md from openapi/control.json; a test holds the two together.
import { readFileSync, writeFileSync } from 'node:fs'

const { tags, paths } = JSON.parse(
  readFileSync(new URL('../openapi/control.json', import.meta.url), 'utf8'),
)

const calls = Object.entries(paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => /^(get|put|post|patch|delete)$/.test(method))
    .map(
      ([
        method,
        {
          tags: [tag],
          summary,
        },
      ]) => ({
        tag,
        row: `| \`${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}\` | ${summary} |`,
      }),
    ),
)

const sections = tags.map(({ name, description }) => {
  const rows = calls.filter(({ tag }) => tag === name).map(({ row }) => row)
  return `## ${name}\n\n${description}\n\n| call | does |\n|---|---|\n${rows.join('\n')}`
})

writeFileSync(
  new URL('../docs/control-api.md', import.meta.url),
  `# The control API

What the sandbox can do beside the emulated API, under \`/_sandbox\`, as JSON. A running sandbox describes every parameter, body and
answer at \`/_sandbox/docs\`, to read and to try; the document itself is \`/_sandbox/openapi-control.json\`.

- Lists answer \`{"items":[…],"total":n,"next":…}\`, and take \`limit\` and \`cursor\`, which is the \`next\` of the page before.
- Errors are \`{"error":{"code":"…","message":"fault and remedy"}}\`.
- Most calls take \`company_id\`, and mean all companies without it.
- Times are RFC 3339, durations texts such as \`2s\`. Ids of transfers are texts of digits.
- With \`--control-token\` each call has \`Authorization: Bearer <token>\`; health, images and the inbox's own address need none.
- \`GET /_sandbox/events\` is a stream of server-sent events, one for each change, and goes on after \`Last-Event-ID\`.

${sections.join('\n\n')}
`,
)
