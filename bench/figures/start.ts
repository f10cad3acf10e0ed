import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DIST, startBare, startSandbox, withFolder } from '../lib/servers.js'
import { boundRow, median, ms, type Row, ratioRow } from '../lib/table.js'

const ROUNDS = 15
const IN_PROCESS = fileURLToPath(new URL('../in-process.js', import.meta.url))

/** How long a start takes: of the command, and of the library in a process that has started one before. */
export function startFigures(): Promise<Row[]> {
  return withFolder(async (folder) => {
    const own: number[] = []
    const bare: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      for (const [times, start] of [
        [bare, () => startBare()],
        [own, () => startSandbox(join(folder, `${round}.json`))],
      ] as const) {
        const server = await start()
        times.push(server.ready)
        await server.stop()
      }
    }
    const child = spawnSync(process.execPath, [IN_PROCESS, DIST], { encoding: 'utf8' })
    const { started, closed, advances } = JSON.parse(child.stdout) as {
      started: number[]
      closed: number[]
      advances: { checks: number; milliseconds: number }[]
    }
    const perCheck = (count: number) =>
      median(
        advances
          .filter(({ checks }) => checks === count)
          .map(({ milliseconds }) => milliseconds / count),
      )
    return [
      ratioRow('ready after start, empty', [median(own), median(bare)], ms, 'at most', 1.4),
      boundRow('startSandbox(), warm', median(started), ms, 15),
      boundRow('close()', median(closed), ms, 5),
      ratioRow(
        'advance, a check at 10,000 / at 2,500',
        [perCheck(10_000), perCheck(2_500)],
        ms,
        'at most',
        1.5,
      ),
    ]
  })
}
