import {
  createReadStream,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { get } from 'node:http'
import { basename, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { drive } from '../lib/connection.js'
import { until } from '../lib/delay.js'
import { createRequest } from '../lib/requests.js'
import { control, type Server, startSandbox } from '../lib/servers.js'
import { checkThat, type Summary } from './summary.js'

/** What a fold or an export may take above what stood, at the most. */
const ABOVE = 300

/** So many agents: created, folded, exported to nowhere, there again after a kill. */
export async function millionRounds(folder: string, count: number): Promise<Summary> {
  const check = checkThat(`${count.toLocaleString('en')} agents`)
  const state = join(folder, 'million.json')
  const figures: string[] = []
  const said = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const begun = performance.now()
    const result = await work()
    figures.push(`${what} ${((performance.now() - begun) / 1000).toFixed(1)} s`)
    return result
  }
  let sandbox = await startSandbox(state)
  /** Peak of memory during something, above what stood before it. */
  const peak = async (what: string, work: () => Promise<unknown>) => {
    const before = memory(sandbox, 'VmRSS')
    forgetPeak(sandbox)
    await said(what, work)
    const above = memory(sandbox, 'VmHWM') - before
    if (Number.isNaN(above)) return
    figures.push(`RSS ${before.toFixed(0)} + ${above.toFixed(0)} MB`)
    check(above <= ABOVE, `${what} takes ${above.toFixed(0)} MB above ${before.toFixed(0)} MB`)
  }
  // The last sixth alone is more than what a state file of the rest may be behind.
  const first = Math.floor((count * 5) / 6)
  const driven = await said('create', () => drive(sandbox.port, first, createRequest))
  check(driven.failures === 0, `${driven.failures} creates failed`)
  check(await until(() => isFolded(state), 300, 50), 'what was created is not folded')
  const more = await drive(sandbox.port, count - first, (n) => createRequest(first + n))
  check(more.failures === 0, `${more.failures} creates failed`)
  check(!isFolded(state), 'the fold was there before it was looked at')
  await peak('fold', () => until(() => isFolded(state), 300, 20))
  check(isFolded(state), 'the fold does not end')
  let exported = 0
  await peak('export', async () => {
    exported = await countExported(sandbox.port)
  })
  check(exported === count, `the export has ${exported} agents`)
  const total = async () =>
    ((await control(sandbox.port, 'GET', '/agents?limit=1')) as { total: number }).total
  check((await total()) === count, `there are ${await total()} agents`)
  await sandbox.stop('SIGKILL')
  sandbox = await said('start', () => startSandbox(state))
  const ratio = sandbox.ready / (await parseLines(state))
  figures.push(`${ratio.toFixed(1)} times JSON.parse of the same lines`)
  check((await total()) === count, `after a restart there are ${await total()} agents`)
  await sandbox.stop()
  return check.summary(`${figures.join(', ')}, ${(statSync(state).size / 1e6).toFixed(0)} MB`)
}

function temporary(state: string): string {
  return join(dirname(state), `.${basename(state)}.tmp`)
}

/** Whether the state file holds everything, but for a journal too small to be worth it. */
function isFolded(state: string): boolean {
  if (!existsSync(state) || existsSync(temporary(state))) return false
  const journals = readdirSync(dirname(state)).filter((name) => name.includes('.json.journal-'))
  const sizes = journals.map(
    (name) => statSync(join(dirname(state), name), { throwIfNoEntry: false })?.size ?? 0,
  )
  return sizes.reduce((sum, size) => sum + size, 0) <= statSync(state).size / 10
}

/** Milliseconds that `JSON.parse` takes for the lines of a state file, one by one. */
async function parseLines(file: string): Promise<number> {
  let spent = 0
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (!line.startsWith('{"')) continue
    const text = line.replace(/,$/, '')
    const begun = performance.now()
    JSON.parse(text)
    spent += performance.now() - begun
  }
  return spent
}

/** Megabytes, from the operating system; not a number where it does not say. */
function memory({ process }: Server, what: 'VmRSS' | 'VmHWM'): number {
  try {
    const status = readFileSync(`/proc/${process.pid}/status`, 'utf8')
    return Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024
  } catch {
    return Number.NaN
  }
}

/** Lets `VmHWM` begin at what stands now. */
function forgetPeak({ process }: Server): void {
  try {
    writeFileSync(`/proc/${process.pid}/clear_refs`, '5')
  } catch {
    // Then it counts from the start of the process, and is larger.
  }
}

/** How many agents an export has that is read and thrown away. */
function countExported(port: number): Promise<number> {
  const mark = Buffer.from('"identity_number":')
  return new Promise((resolve, reject) => {
    let count = 0
    let rest = Buffer.alloc(0)
    get({ port, host: '127.0.0.1', path: '/_sandbox/export' }, (answer) => {
      answer.on('data', (chunk: Buffer) => {
        const bytes = Buffer.concat([rest, chunk])
        let at = 0
        for (let found = bytes.indexOf(mark); found >= 0; found = bytes.indexOf(mark, at)) {
          count++
          at = found + mark.length
        }
        rest = bytes.subarray(Math.max(at, bytes.length - mark.length + 1))
      })
      answer.on('end', () => resolve(count))
      answer.on('error', reject)
    }).on('error', reject)
  })
}
