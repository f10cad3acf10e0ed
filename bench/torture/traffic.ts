import { join } from 'node:path'
import { Connection, drive } from '../lib/connection.js'
import { Receiver } from '../lib/receiver.js'
import { createRequest, jpegOf, submitRequest, uploadRequest } from '../lib/requests.js'
import { control, startSandbox, withFolder } from '../lib/servers.js'
import { checkThat, type Summary } from './summary.js'

const CREATES = 3_000
const JOURNEYS = 300
const CARD = jpegOf(20_000)

/** An hour of a test suite's traffic on the sandbox's clock, agents reset in between: memory stays flat. */
export function traffic(rounds: number): Promise<Summary> {
  return withFolder(async (folder) => {
    const check = checkThat('an hour of traffic with resets')
    const receiver = new Receiver()
    const url = await receiver.listen()
    const sandbox = await startSandbox(join(folder, 'state.json'), { 'callback-url': url }, true)
    const heaps: number[] = []
    let serial = 0
    const step = `${Math.ceil(3600 / rounds)}s`
    for (let round = 0; round < rounds; round++) {
      await drive(sandbox.port, CREATES, () => createRequest(++serial))
      const first = serial
      const lanes = Array.from({ length: 8 }, async () => {
        const lane = new Connection(sandbox.port)
        while (serial < first + JOURNEYS) {
          const created = await lane.request(createRequest(++serial))
          const { id } = JSON.parse(created.body) as { id: number }
          const uploaded = receiver.callback(id, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
          await lane.request(uploadRequest(id, CARD, false))
          await lane.request(uploadRequest(id, CARD, true))
          await uploaded
          const approved = receiver.callback(id, 'APPROVED')
          await lane.request(submitRequest(id))
          await approved
        }
        lane.close()
      })
      await Promise.all(lanes)
      await control(sandbox.port, 'POST', '/clock/advance', { by: step })
      await control(sandbox.port, 'POST', '/reset')
      heaps.push(await sandbox.heap())
    }
    await sandbox.stop()
    receiver.close()
    const settled = heaps.slice(Math.ceil(rounds / 4))
    const grown = (settled.at(-1) as number) - (settled[0] as number)
    check(
      grown < 3 * 1024 * 1024,
      `the heap has grown by ${Math.round(grown / 1024)} KB: ${heaps.map((heap) => (heap / 1e6).toFixed(1)).join(', ')} MB`,
    )
    return check.summary(
      `${serial} agents, heap ${settled.map((heap) => (heap / 1e6).toFixed(1)).join(' ')} MB`,
    )
  })
}
