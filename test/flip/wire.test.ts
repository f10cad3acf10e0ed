import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { type RawReply, sendRaw } from '../helpers/raw.js'
import { type Api, magic, open } from '../helpers/sandbox.js'

type AgentEndpoint = 'create' | 'identities' | 'submit' | 'documents' | 'countries'

interface Fixture<Endpoint = AgentEndpoint | 'disbursement' | 'inquiry'> {
  readonly file: string
  readonly endpoint: Endpoint
  readonly expect: { readonly status: number; readonly code?: number; readonly why: string }
}

const FOLDER = new URL('../../fixtures/wire/', import.meta.url)
const fixtures = JSON.parse(readFileSync(new URL('index.json', FOLDER), 'utf8')) as Fixture[]
const aboutMoney = ({ endpoint }: Fixture) => ['disbursement', 'inquiry'].includes(endpoint)

/** The id that every recorded path and body names. */
const RECORDED_ID = 497

/** Brings an agent to where the recorded call finds it. */
const PREPARE: Record<AgentEndpoint, (api: Api) => Promise<number>> = {
  create: async () => RECORDED_ID,
  countries: async () => RECORDED_ID,
  identities: (api) => api.newAgent(),
  submit: (api) => api.uploaded(),
  documents: (api) => api.decided(magic('9711'), 'REJECTED'),
}

t.test(
  'real clients’ bytes, replayed on a socket (bodies.type-without-body, bodies.without-boundary)',
  async (t) => {
    t.strictSame(
      readdirSync(FOLDER)
        .filter((name) => name.endsWith('.http'))
        .sort(),
      fixtures.map(({ file }) => file).sort(),
      'the index names every file',
    )
    const aboutAgents = fixtures.filter((one) => !aboutMoney(one)) as Fixture<AgentEndpoint>[]
    const { api, sandbox } = await open(t)
    for (const { file, endpoint, expect } of aboutAgents) {
      await sandbox.reset()
      const bytes = readFileSync(new URL(file, FOLDER))
      const id = await PREPARE[endpoint](api)
      const reply = await sendRaw(sandbox.url, await addressed(bytes, endpoint, id, api))
      t.equal(reply.status, expect.status, `${file}: ${expect.why}`)
      if (expect.code !== undefined) t.match(reply.text, `"code":${expect.code}`, file)
    }
  },
)

t.test('real clients’ bytes that send money (transfers.timestamp.format)', async (t) => {
  const { api, sandbox } = await open(t)
  await api.decided()
  await makeRecorded(api)
  const before = (await sandbox.balance()).balance
  let made = 0
  for (const { file, endpoint, expect } of fixtures.filter(aboutMoney)) {
    const bytes = readFileSync(new URL(file, FOLDER), 'latin1')
    const send = (text: string) => sendRaw(sandbox.url, Buffer.from(text, 'latin1'))
    const now = today(bytes)
    if (now !== bytes && expect.status === 200)
      t.equal(codeOf(await send(bytes)), 1094, `${file}: old by now (transfers.timestamp.stale)`)
    const reply = await send(now)
    t.equal(reply.status, expect.status, `${file}: ${expect.why}`)
    t.equal(codeOf(reply), expect.code, file)
    if (expect.status !== 200) continue
    if (endpoint === 'inquiry') {
      t.match(reply.text, '"account_number":"0012345678"', file)
      continue
    }
    t.match(reply.text, /^\{"id":\d{19},.*"remark":"Gaji \(1\/2\)"/m, file)
    const again = await send(now)
    t.equal(bodyOf(again), bodyOf(reply), `${file} again (transfers.idempotency.same-answer)`)
    made++
  }
  t.equal((await sandbox.disbursements()).total, made)
  t.equal((await sandbox.balance()).balance, before - made * 15_000)
})

const bodyOf = ({ text }: RawReply) => text.slice(text.indexOf('\r\n\r\n'))
/** The code of the first error. */
const codeOf = ({ text }: RawReply) => {
  const code = /"code":(\d+)/.exec(text)?.[1]
  return code === undefined ? undefined : Number(code)
}

/** The recorded bytes with the present time in X-TIMESTAMP, written as that client has written it. */
function today(bytes: string): string {
  return bytes.replace(
    /(x-timestamp: )[\d-]{10}T[\d:]{8}((?:\.\d+)?(?:\+(\d\d))?)/i,
    (_, name, rest, hours = 0) =>
      name + new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19) + rest,
  )
}

/** The recorded bytes for this agent: the path names it; in a body the recorded id must become true. */
async function addressed(
  bytes: Buffer,
  endpoint: Fixture['endpoint'],
  id: number,
  api: Api,
): Promise<Buffer> {
  if (endpoint !== 'documents') {
    const end = bytes.indexOf('\r\n')
    const line = bytes
      .subarray(0, end)
      .toString('latin1')
      .replace(`/users/${RECORDED_ID}/`, `/users/${id}/`)
    return Buffer.concat([Buffer.from(line, 'latin1'), bytes.subarray(end)])
  }
  await makeRecorded(api)
  return bytes
}

/** Gives the agent that there is the id that the recorded bodies name. */
async function makeRecorded({ sandbox }: Api): Promise<void> {
  const document = JSON.parse(JSON.stringify(await sandbox.export()))
  for (const agent of document.agents) agent.id = RECORDED_ID
  for (const callback of document.callbacks) callback.agent_id = RECORDED_ID
  document.last.agent = RECORDED_ID
  await sandbox.import(document)
}
