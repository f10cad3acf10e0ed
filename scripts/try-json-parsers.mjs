// Shows what JSON parsers of many languages make of a transfer's id, which has 19 digits. Each asks for the transfer with the
// id that it has read: it finds it, or the hint says which id it has rounded. A parser that is not here is skipped.
import { execFile, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startSandbox } from '../dist/index.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = `${root}test/real-clients/parsers`
const jars = ['gson', 'jackson-annotations', 'jackson-core', 'jackson-databind']
const classes = jars.map((name) => `/usr/share/java/${name}.jar`).join(':')

/** Each prints the id of the answer on its standard input. */
const PARSERS = {
  'Python json': ['python3', '-c', 'import json, sys; print(json.load(sys.stdin)["id"])'],
  'PHP json_decode': ['php', '-r', 'echo json_decode(stream_get_contents(STDIN))->id;'],
  'Ruby JSON': ['ruby', '-rjson', '-e', 'puts JSON.parse($stdin.read)["id"]'],
  'Go into int64': ['go', 'run', `${folder}/int64.go`],
  'Go into any': ['go', 'run', `${folder}/any.go`],
  'Java Jackson': ['java', '-cp', classes, `${folder}/JacksonMap.java`],
  'Java Gson': ['java', '-cp', classes, `${folder}/GsonMap.java`],
  'JavaScript JSON.parse': ['node', '-p', 'JSON.parse(fs.readFileSync(0)).id'],
  jq: ['jq', '.id'],
}

const sandbox = await startSandbox({ port: 0 })
const create = ['dist/cli.js', 'create', '--status', 'approved', '--url', sandbox.url]
await promisify(execFile)(process.execPath, create, { cwd: root, timeout: 60_000 })
const transfers = `${sandbox.url}/big_sandbox_api/v2/agent-disbursements`
const authorization = sandbox.authorization
const [{ id: agent_id }] = (await sandbox.agents()).items
const sent = await fetch(transfers, {
  method: 'POST',
  headers: { authorization, 'idempotency-key': 'order-1' },
  body: new URLSearchParams({
    agent_id,
    account_number: '1122333301',
    amount: '10000',
    bank_code: 'bni',
    direction: 'DOMESTIC_SPECIAL_TRANSFER',
  }),
})
const answer = await sent.text()
const id = /"id":(\d{19}),/.exec(answer)?.[1]
const outcomes = []
for (const [name, words] of Object.entries(PARSERS)) {
  const outcome = await outcomeOf(words)
  outcomes.push(outcome)
  console.log(`${name.padEnd(24)}${outcome}`)
}
await sandbox.close()
const failed = outcomes.some((outcome) => outcome.startsWith('failed'))
const both = ['keeps', 'rounds'].every((word) => outcomes.some((one) => one.startsWith(word)))
process.exit(failed || !both ? 1 : 0)

async function outcomeOf([command, ...words]) {
  const options = { input: answer, encoding: 'utf8', timeout: 60_000 }
  const { stdout, status } = spawnSync(command, words, options)
  if (status !== 0) return 'skipped: not here'
  const read = stdout.trim()
  const reply = await fetch(`${transfers}/${encodeURIComponent(read)}`, {
    headers: { authorization },
  })
  if (read === id) return reply.ok ? 'keeps it' : `failed: ${reply.status} for ${read}`
  const hint = reply.headers.get('sandbox-hint')
  if (reply.status === 404 && hint?.includes(`but ${id}: `))
    return `rounds it to ${read}, and the hint names ${id}`
  return `failed: it has read ${read}, and the hint is: ${hint}`
}
