import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Connection } from '../lib/connection.js'
import { exportOf } from '../lib/large.js'
import {
  another,
  controlRequest,
  createRequest,
  jpegOf,
  ofCompany,
  uploadRequest,
} from '../lib/requests.js'
import { control, type Server, startSandbox } from '../lib/servers.js'
import { emptied, fingerprint, type Stored, storedOf } from './stored.js'
import { type Check, checkThat, type Summary } from './summary.js'

const CARD = jpegOf(20_000)
const IMPORTED = 3_000

/** What replaces or removes much at once. */
interface Sweep {
  readonly name: string
  readonly request: (before: Stored) => string
  /** What there is after it. */
  readonly after: (before: Stored) => Stored
  /** Milliseconds that it takes, as far as seen. */
  takes: number
}

/**
 * A reset, an import or the deletion of a company, and SIGKILL somewhere in it: after the next start it has happened
 * wholly, or not at all; wholly where it was answered.
 */
export async function wholeRounds(folder: string, rounds: number): Promise<Summary> {
  const check = checkThat('reset, import, company deletion killed with SIGKILL')
  const state = join(folder, 'whole.json')
  const document = await exportOf(
    IMPORTED,
    1_000_000,
    Array.from({ length: 20 }, () => another(CARD)),
  )
  let sandbox = await startSandbox(state)
  const sweeps = sweepsOf(document)
  // None is killed the first time: how long each takes, and that it does what is expected of it.
  for (const sweep of sweeps) {
    const before = await prepare(sandbox, check)
    const begun = performance.now()
    await settled(sandbox, sweep.request(before))
    sweep.takes = performance.now() - begun
    const same = fingerprint(sweep.after(before)) === fingerprint(await storedOf(sandbox.port))
    check(same, `a ${sweep.name} in peace does not do what it should`)
  }
  const seen = { answered: 0, 'done unanswered': 0, 'not done': 0 }
  for (let round = 0; round < rounds; round++) {
    const sweep = sweeps[round % sweeps.length] as Sweep
    const before = await prepare(sandbox, check)
    const answer = settled(sandbox, sweep.request(before))
    await spin(Math.random() * 1.4 * sweep.takes)
    await sandbox.stop('SIGKILL')
    const status = await answer
    sandbox = await startSandbox(state)
    const found = fingerprint(await storedOf(sandbox.port))
    const done = found === fingerprint(sweep.after(before))
    const untouched = found === fingerprint(before)
    check(status === null || status < 300, `round ${round}: a ${sweep.name} got ${status}`)
    check(status === null || done, `round ${round}: a ${sweep.name} that was answered is not done`)
    check(done || untouched, `round ${round}: a ${sweep.name} is half done`)
    check(!existsSync(join(folder, '.whole.json.import.tmp')), `round ${round}: a file is left`)
    seen[status !== null ? 'answered' : done ? 'done unanswered' : 'not done']++
  }
  await sandbox.stop()
  const counts = Object.entries(seen).map(([what, times]) => `${times} ${what}`)
  return check.summary(`${rounds} rounds: ${counts.join(', ')}`)
}

function sweepsOf(document: string): Sweep[] {
  const parsed = JSON.parse(document) as Stored
  const importing = controlRequest('POST', '/import', parsed)
  const takes = 0
  return [
    {
      name: 'reset',
      request: () => controlRequest('POST', '/reset'),
      after: (before) => emptied(before, null),
      takes,
    },
    {
      name: 'import',
      request: () => importing,
      after: () => parsed,
      takes,
    },
    {
      name: 'company reset',
      request: () => controlRequest('POST', '/reset?company_id=1'),
      after: (before) => emptied(before, 1),
      takes,
    },
    {
      name: 'company deletion',
      request: (before) => controlRequest('DELETE', `/companies/${secondOf(before).id}`),
      after: (before) => {
        const { id } = secondOf(before)
        return {
          ...emptied(before, id),
          companies: before.companies.filter((company) => company.id !== id),
        }
      },
      takes,
    },
  ]
}

function secondOf({ companies }: Stored): { id: number; secret_key: string } {
  const second = companies.find(({ id }) => id !== 1)
  if (second === undefined) throw new Error('There is no second company.')
  return second
}

let serial = 0
const given = new Set<number>()

/** Gives two companies agents, pictures and a fault; all of it is answered. @returns what there is then */
async function prepare(sandbox: Server, check: Check): Promise<Stored> {
  const { port } = sandbox
  const { companies } = await storedOf(port)
  if (companies.length < 2)
    await control(port, 'POST', '/companies', { secret_key: `key-${++serial}` })
  await control(port, 'PUT', '/faults', { faults: [{ path: '/countries', status: 500 }] })
  const connection = new Connection(port)
  const keys = (await storedOf(port)).companies.map(({ secret_key }) => secret_key)
  const made: number[] = []
  for (let n = 0; n < 10; n++) {
    const key = keys[n % 2] as string
    const created = await connection.request(ofCompany(key, createRequest(++serial)))
    check(created.status === 200, `a create got ${created.status} ${created.body}`)
    const { id } = JSON.parse(created.body) as { id: number }
    check(!given.has(id), `the id ${id} was given out twice`)
    given.add(id)
    made.push(id)
    if (n % 2 === 0) await connection.request(uploadRequest(id, another(CARD), false))
  }
  connection.close()
  const stored = await storedOf(port)
  const there = new Set(stored.agents.map(({ id }) => id))
  check(
    made.every((id) => there.has(id)),
    'an agent that was answered is not there',
  )
  return stored
}

/** Sends it. @returns the status; null where the connection broke before */
async function settled({ port }: Server, request: string): Promise<number | null> {
  const connection = new Connection(port)
  try {
    return (await connection.request(request)).status
  } catch {
    return null
  } finally {
    connection.close()
  }
}

/** Waits to a fraction of a millisecond. */
async function spin(milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds
  while (performance.now() < end) await new Promise(setImmediate)
}
