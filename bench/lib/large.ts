import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { Connection } from './connection.js'
import { createRequest, jpegOf, uploadRequest } from './requests.js'
import { control, startSandbox } from './servers.js'

interface Created {
  readonly seq: number
  readonly agent_id: number
  readonly type: string
  readonly data: Record<string, unknown>
}

/**
 * Makes a state of so many agents that stands in the journal alone, as a sandbox leaves it that was killed before it
 * could fold. One is created; the others are written after its line.
 */
export async function writeJournal(state: string, count: number): Promise<void> {
  const sandbox = await startSandbox(state)
  const connection = new Connection(sandbox.port)
  await connection.request(createRequest(0))
  await sandbox.stop('SIGKILL')
  const lines = readFileSync(`${state}.journal-1`, 'utf8').trimEnd().split('\n')
  const [first] = JSON.parse(lines.pop() as string) as [Created]
  rmSync(`${state}.journal-1`)
  const fd = openSync(`${state}.journal-1`, 'w', 0o600)
  let text = `${lines.join('\n')}\n`
  for (let n = 0; n < count; n++) {
    const change = {
      ...first,
      seq: first.seq + n,
      agent_id: first.agent_id + n,
      data: numbered(first.data, n),
    }
    text += `${JSON.stringify([change])}\n`
    if (text.length < 65_536 && n + 1 < count) continue
    writeSync(fd, text)
    text = ''
  }
  closeSync(fd)
}

interface Exported {
  readonly agents: readonly Record<string, unknown>[]
  readonly last: Record<string, number>
}

/** An export with so many agents, whose numbers begin at `from`; the first ones have a picture each. */
export async function exportOf(
  count: number,
  from: number,
  pictures: readonly Buffer[] = [],
): Promise<string> {
  const sandbox = await startSandbox('memory')
  const connection = new Connection(sandbox.port)
  const created = await connection.request(createRequest(0))
  const { id } = JSON.parse(created.body) as { id: number }
  await connection.request(uploadRequest(id, jpegOf(0), false))
  const exported = (await control(sandbox.port, 'GET', '/export')) as Exported
  connection.close()
  await sandbox.stop()
  const [agent] = exported.agents as [Record<string, unknown>]
  const { identity_image, ...others } = agent as { identity_image: { file: string } }
  const plain = { ...others, identity_image: null, history: [] }
  const withPicture = (n: number) =>
    JSON.parse(JSON.stringify(agent).replaceAll(identity_image.file, fileOf(n))) as typeof agent
  const fileOf = (n: number) => `${String(from + n).padStart(24, '0')}.jpg`
  const agents = Array.from({ length: count }, (_, n) => ({
    ...(n < pictures.length ? withPicture(n) : plain),
    id: from + n,
    data: numbered(agent['data'] as Record<string, unknown>, from + n),
  }))
  const images = Object.fromEntries(
    pictures.map((bytes, n) => [fileOf(n), bytes.toString('base64')]),
  )
  const last = { ...exported.last, agent: from + count - 1 }
  return JSON.stringify({ ...exported, agents, images, last })
}

/** What an agent has that no other one of its company may have. */
function numbered(data: Record<string, unknown>, n: number): Record<string, unknown> {
  const digits = String(n).padStart(9, '0')
  return { ...data, identity_number: `12${digits}00000`, phone_number: `+628${digits}` }
}
