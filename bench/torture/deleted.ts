import { join } from 'node:path'
import { Connection } from '../lib/connection.js'
import { Receiver } from '../lib/receiver.js'
import {
  another,
  controlRequest,
  createRequest,
  jpegOf,
  ofCompany,
  uploadRequest,
} from '../lib/requests.js'
import { control, startSandbox } from '../lib/servers.js'
import { checkThat, type Summary } from './summary.js'

const CARD = jpegOf(20_000)

/** What a round makes, so that there is something to delete. */
interface Made {
  readonly company: number
  readonly key: string
  readonly agent: number
  /** Path of its picture. */
  readonly image: string
  readonly callback: number
}

interface Deletion {
  readonly name: string
  /** Method and path, all of which are called. */
  readonly calls: (made: Made) => readonly (readonly [method: string, path: string])[]
  /** What answers 404 then. */
  readonly gone: (made: Made) => readonly string[]
  /** Lists that are empty then. */
  readonly empty: (made: Made) => readonly string[]
}

const agentsThings = ({ agent, image, callback }: Made) => [
  `/agents/${agent}`,
  image,
  `/callbacks/${callback}`,
]

const DELETIONS: readonly Deletion[] = [
  {
    name: 'company',
    calls: ({ company }) => [['DELETE', `/companies/${company}`]],
    gone: (made) => [...agentsThings(made), `/companies/${made.company}`],
    empty: () => [],
  },
  {
    name: 'reset',
    calls: () => [['POST', '/reset']],
    gone: agentsThings,
    empty: () => ['/agents', '/callbacks', '/inbox', '/faults'],
  },
  {
    name: 'company reset',
    calls: ({ company }) => [['POST', `/reset?company_id=${company}`]],
    gone: agentsThings,
    empty: ({ company }) =>
      ['/agents', '/callbacks', '/inbox', '/faults'].map((list) => `${list}?company_id=${company}`),
  },
  {
    name: 'what is scheduled, faults, scenario, inbox',
    calls: ({ company, agent, callback }) => [
      ['DELETE', `/agents/${agent}/decision`],
      ['DELETE', `/callbacks/${callback}`],
      ['DELETE', `/faults?company_id=${company}`],
      ['DELETE', '/faults'],
      ['DELETE', `/scenarios/torture?company_id=${company}`],
      ['DELETE', `/inbox?company_id=${company}`],
    ],
    gone: () => [],
    empty: ({ company }) => [
      `/faults?company_id=${company}`,
      '/faults',
      `/inbox?company_id=${company}`,
    ],
  },
]

/** Something is deleted; SIGKILL as soon as that is answered; a new start; nothing of it comes back, nothing of it is sent. */
export async function deletedRounds(folder: string, rounds: number): Promise<Summary> {
  const check = checkThat('killed with SIGKILL right after a delete')
  const receiver = new Receiver()
  const url = await receiver.listen()
  const state = join(folder, 'deleted.json')
  let deletions = 0
  for (let round = 0; round < rounds; round++) {
    const { name, calls, gone, empty } = DELETIONS[round % DELETIONS.length] as Deletion
    const first = await startSandbox(state)
    const made = await make(first.port, url, round)
    const there = gone(made)
    for (const path of there)
      check((await statusOf(first.port, path)) === 200, `round ${round}: ${path} is not there`)
    const lists = empty(made)
    for (const path of lists)
      check((await totalOf(first.port, path)) > 0, `round ${round}: ${path} has nothing`)
    const connection = new Connection(first.port)
    for (const [method, path] of calls(made)) {
      const { status, body } = await connection.request(controlRequest(method, path))
      check(status < 300, `round ${round}: ${method} ${path} got ${status} ${body}`)
      deletions++
    }
    await first.stop('SIGKILL')
    connection.close()
    const second = await startSandbox(state)
    const { port } = second
    for (const path of there)
      check((await statusOf(port, path)) === 404, `round ${round}: ${path} is back (${name})`)
    for (const path of lists) {
      const total = await totalOf(port, path)
      check(total === 0, `round ${round}: ${path} has ${total} again (${name})`)
    }
    const scenario = await statusOf(port, `/scenarios/torture?company_id=${made.company}`, 'DELETE')
    check(scenario === 404, `round ${round}: the scenario is back (${name})`)
    const client = new Connection(port)
    const { status } = await client.request(ofCompany(made.key, createRequest(round)))
    check(
      status === (name === 'company' ? 401 : 200),
      `round ${round}: its key gets ${status} (${name})`,
    )
    client.close()
    await control(port, 'POST', '/clock/advance', { by: '2h' })
    await control(port, 'GET', '/wait?idle=true&timeout=10s')
    check(receiver.count === 0, `round ${round}: ${receiver.count} callbacks were sent (${name})`)
    receiver.forget()
    await second.stop()
  }
  receiver.close()
  return check.summary(`${rounds} rounds, ${deletions} deletions`)
}

let serial = 0

/** A company with an agent whose check comes in an hour, a callback that is due as late, a fault, a scenario, a message. */
async function make(port: number, url: string, round: number): Promise<Made> {
  const key = `key-${round}`
  const settings = { secret_key: key, callback_url: url, callback_delay: '1h' }
  const { id: company } = (await control(port, 'POST', '/companies', settings)) as { id: number }
  const connection = new Connection(port)
  const created = await connection.request(ofCompany(key, createRequest(++serial)))
  const { id: agent } = JSON.parse(created.body) as { id: number }
  let image = ''
  for (const selfie of [false, true]) {
    const bytes = uploadRequest(agent, another(CARD), selfie).toString('latin1')
    const { body } = await connection.request(Buffer.from(ofCompany(key, bytes), 'latin1'))
    image = new URL((JSON.parse(body) as { image_url: string }).image_url).pathname
  }
  connection.close()
  const callback = { company_id: company, data: { by: 'hand' }, after: '1h' }
  const { id } = (await control(port, 'POST', '/callbacks', callback)) as { id: number }
  const faults = [{ path: '/countries', status: 500 }]
  await control(port, 'PUT', '/faults', { faults })
  await control(port, 'PUT', `/faults?company_id=${company}`, { faults })
  const scenario = {
    name: 'torture',
    description: 'Deleted again.',
    kyc_decisions: [{ kyc_status: 'APPROVED' }],
    company_id: company,
  }
  await control(port, 'POST', '/scenarios', scenario)
  await control(port, 'POST', `/inbox/${company}`, undefined)
  return { company, key, agent, image: image.replace('/_sandbox', ''), callback: id }
}

async function totalOf(port: number, path: string): Promise<number> {
  return ((await control(port, 'GET', path)) as { total: number }).total
}

async function statusOf(port: number, path: string, method = 'GET'): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}/_sandbox${path}`, { method })
  await answer.arrayBuffer()
  return answer.status
}
