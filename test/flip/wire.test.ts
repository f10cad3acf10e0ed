import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'
import { sendRaw } from '../helpers/raw.js'
import { type Api, magic, open } from '../helpers/sandbox.js'

interface Fixture {
  readonly file: string
  readonly client: string
  readonly endpoint: 'create' | 'identities' | 'submit' | 'documents' | 'countries'
  readonly expect: { readonly status: number; readonly code?: number; readonly why: string }
}

const FOLDER = new URL('../../fixtures/wire/', import.meta.url)
const fixtures = JSON.parse(readFileSync(new URL('index.json', FOLDER), 'utf8')) as Fixture[]

/** The id that every recorded path and body names. */
const RECORDED_ID = 497

/** Brings an agent to where the recorded call finds it. */
const PREPARE: Record<Fixture['endpoint'], (api: Api) => Promise<number>> = {
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
    for (const { file, endpoint, expect } of fixtures) {
      const { api, sandbox } = await open(t)
      const bytes = readFileSync(new URL(file, FOLDER))
      const id = await PREPARE[endpoint](api)
      const reply = await sendRaw(sandbox.url, await addressed(bytes, endpoint, id, api))
      t.equal(reply.status, expect.status, `${file}: ${expect.why}`)
      if (expect.code !== undefined) t.match(reply.text, `"code":${expect.code}`, file)
    }
  },
)

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
  const document = JSON.parse(JSON.stringify(await api.sandbox.export()))
  for (const agent of document.agents) agent.id = RECORDED_ID
  for (const callback of document.callbacks) callback.agent_id = RECORDED_ID
  document.last.agent = RECORDED_ID
  await api.sandbox.import(document)
  return bytes
}
