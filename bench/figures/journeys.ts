import { join } from 'node:path'
import { Connection } from '../lib/connection.js'
import { Receiver } from '../lib/receiver.js'
import { another, createRequest, jpegOf, submitRequest, uploadRequest } from '../lib/requests.js'
import { type Server, startBare, startSandbox, withFolder } from '../lib/servers.js'
import { boundRow, kilobytes, medianPair, perSecond, type Row, ratioRow } from '../lib/table.js'

const AT_A_TIME = 16
const ROUND = 160
const ROUNDS = 5
/** So many calls that the request log and the event stream's memory are full. */
const FILLING = 3_000
const COUNTED = 3_000

const LARGE = jpegOf(200_000)
const SMALL = jpegOf(20_000)

let serial = 0

/** Whole journeys: create, two uploads, submit, both callbacks received. */
export function journeyFigures(): Promise<Row[]> {
  return withFolder(async (folder) => {
    const receiver = new Receiver()
    const url = await receiver.listen()
    const sandbox = await startSandbox(join(folder, 'state.json'), { 'callback-url': url }, true)
    const twin = await startBare(url)
    try {
      for (const server of [twin, sandbox]) await journeys(server, receiver, ROUND, LARGE)
      const rates: [number, number][] = []
      const others: [number, number][] = []
      for (let round = 0; round < ROUNDS; round++) {
        const bare = await journeys(twin, receiver, ROUND, LARGE)
        rates.push([await journeys(sandbox, receiver, ROUND, LARGE), bare])
        others.push([await journeys(sandbox, receiver, ROUND, LARGE, another), bare])
      }
      await journeys(sandbox, receiver, FILLING, SMALL)
      const before = await sandbox.heap()
      await journeys(sandbox, receiver, COUNTED, SMALL)
      const perJourney = ((await sandbox.heap()) - before) / COUNTED
      return [
        ratioRow('whole journeys, 16 at a time', medianPair(rates), perSecond, 'at least', 0.6),
        ratioRow('the same, no picture sent twice', medianPair(others), perSecond, 'at least', 0.6),
        boundRow('heap per finished journey', perJourney, kilobytes, 6 * 1024),
      ]
    } finally {
      await Promise.all([sandbox.stop(), twin.stop()])
      receiver.close()
    }
  })
}

/** @returns how many a second */
async function journeys(
  server: Server,
  receiver: Receiver,
  count: number,
  image: Buffer,
  vary = (picture: Buffer) => picture,
): Promise<number> {
  let left = count
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: AT_A_TIME }, async () => {
      const lane = new Connection(server.port)
      while (left-- > 0) await journey(lane, receiver, () => vary(image))
      lane.close()
    }),
  )
  return (count * 1000) / (performance.now() - begun)
}

async function journey(lane: Connection, receiver: Receiver, image: () => Buffer): Promise<void> {
  const created = await lane.request(createRequest(++serial))
  const { id } = JSON.parse(created.body) as { id: number }
  const uploaded = receiver.callback(id, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
  expect200(await lane.request(uploadRequest(id, image(), false)))
  expect200(await lane.request(uploadRequest(id, image(), true)))
  await uploaded
  const approved = receiver.callback(id, 'APPROVED')
  expect200(await lane.request(submitRequest(id)))
  await approved
}

function expect200({ status, head, body }: { status: number; head: string; body: string }): void {
  if (status !== 200) throw new Error(`A call of a journey got ${status}: ${head}\n${body}`)
}
