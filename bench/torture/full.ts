import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Connection } from '../lib/connection.js'
import { another, createRequest, jpegOf, uploadRequest } from '../lib/requests.js'
import { type Server, startSandbox } from '../lib/servers.js'
import { fill, mount, unmount } from '../lib/small-disk.js'
import { storedOf } from './stored.js'
import { type Check, checkThat, type Summary, skipped } from './summary.js'

const TITLE = 'image uploads on a full disk'
const SIZES = [18_000, 30_000, 60_000, 120_000, 400_000].map(jpegOf)

/** Uploads of all sizes while the disk fills up, is full, and has a little room again; a kill and a start in between. */
export async function fullRounds(folder: string, rounds: number): Promise<Summary> {
  const small = join(folder, 'small')
  mkdirSync(small)
  if (!mount(small, '8m')) return skipped(TITLE, 'mounting a tmpfs is not allowed here')
  try {
    return await uploads(small, rounds)
  } finally {
    unmount(small)
  }
}

async function uploads(folder: string, rounds: number): Promise<Summary> {
  const check = checkThat(TITLE)
  const state = join(folder, 'state.json')
  const filler = join(folder, 'filler')
  /** The picture of each agent that was answered with 200. */
  const kept = new Map<number, Buffer>()
  let refused = 0
  let sandbox = await startSandbox(state)
  for (let round = 0; round < rounds; round++) {
    const connection = new Connection(sandbox.port)
    const ids = await create(connection, 60, check)
    if (round % 2 === 1) fill(filler, folder)
    let before = 0
    for (const [n, id] of ids.entries()) {
      const picture = another(SIZES[n % SIZES.length] as Buffer)
      const { status, body, head } = await connection.request(uploadRequest(id, picture, false))
      if (status === 200) kept.set(id, picture)
      else {
        before++
        check(
          status === 503 && body.startsWith('{"errors":[{"code":503'),
          `round ${round}: an upload on a full disk got ${status} ${body}`,
        )
        check(/no space left/i.test(head), `round ${round}: no hint about the full disk: ${head}`)
      }
      // A little room, less than most pictures need.
      if (n === 30) rmSync(filler, { force: true })
      if (n === 30) fill(filler, folder)
    }
    refused += before
    check(before > 0, `round ${round}: no upload was refused`)
    await compare(sandbox, state, kept, check, `round ${round}`)
    connection.close()
    if (round % 2 === 0) {
      await sandbox.stop('SIGKILL')
      sandbox = await startSandbox(state)
      await compare(sandbox, state, kept, check, `round ${round}, after a kill`)
    }
    rmSync(filler, { force: true })
    // With room all is taken again; a reset makes some for the next round.
    const again = new Connection(sandbox.port)
    const [id] = (await create(again, 1, check)) as [number]
    const reset = 'POST /_sandbox/reset HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n'
    check((await again.request(reset)).status === 204, 'a reset is refused')
    kept.clear()
    check(
      (await again.request(uploadRequest(id, another(CARD), false))).status === 404,
      'it is back',
    )
    const [next] = (await create(again, 1, check)) as [number]
    const picture = another(CARD)
    const { status } = await again.request(uploadRequest(next, picture, false))
    check(status === 200, `round ${round}: with room an upload got ${status}`)
    kept.set(next, picture)
    again.close()
  }
  await compare(sandbox, state, kept, check, 'at the end')
  await sandbox.stop()
  return check.summary(`${rounds} rounds, ${refused} uploads refused`)
}

const CARD = SIZES[0] as Buffer
let serial = 0

async function create(connection: Connection, count: number, check: Check): Promise<number[]> {
  const ids: number[] = []
  for (let n = 0; n < count; n++) {
    const { status, body } = await connection.request(createRequest(++serial))
    check(status === 200, `a create with room got ${status} ${body}`)
    ids.push((JSON.parse(body) as { id: number }).id)
  }
  return ids
}

/** Each picture that was answered is there, byte by byte; of a refused one nothing is, neither a file. */
async function compare(
  { port }: Server,
  state: string,
  kept: ReadonlyMap<number, Buffer>,
  check: Check,
  when: string,
): Promise<void> {
  const { agents, images } = await storedOf(port)
  const used = new Set<string>()
  for (const { id, identity_image } of agents) {
    const picture = kept.get(id)
    const found = identity_image === null ? undefined : images[identity_image.file]
    check(found === picture?.toString('base64'), `${when}: agent ${id} has not its own picture`)
    if (identity_image !== null) used.add(identity_image.file)
  }
  check(agents.filter(({ id }) => kept.has(id)).length === kept.size, `${when}: an agent is lost`)
  const files = existsSync(`${state}.images`) ? readdirSync(`${state}.images`) : []
  const unused = files.filter((file) => !used.has(file))
  check(unused.length === 0, `${when}: ${unused.length} files belong to refused uploads`)
}
