import { join } from 'node:path'
import { Connection } from '../lib/connection.js'
import { Receiver } from '../lib/receiver.js'
import { control, startBare, startSandbox, withFolder } from '../lib/servers.js'
import { medianPair, perSecond, type Row, ratioRow } from '../lib/table.js'

const COUNT = 5_000
const ROUNDS = 5

interface Company {
  readonly id: number
}

interface Exported {
  readonly seq: number
  readonly last: Record<string, number>
  readonly images: object
}

/** 5,000 callbacks due at one moment; and again beside as many to a receiver that hangs. */
export function callbackFigures(): Promise<Row[]> {
  return withFolder(async (folder) => {
    const receiver = new Receiver()
    const hanging = new Receiver(null)
    const url = await receiver.listen()
    const sandbox = await startSandbox(join(folder, 'state.json'), { 'callback-url': url })
    const twin = await startBare(url)
    try {
      const other = (await control(sandbox.port, 'POST', '/companies', {
        callback_url: await hanging.listen(),
      })) as Company
      const rates: [number, number][] = []
      const besides: [number, number][] = []
      for (let round = 0; round <= ROUNDS; round++) {
        const bare = await burst(receiver, () => askTwin(twin.port))
        const own = await burst(receiver, () => fallDue(sandbox.port, [1]))
        const beside = await burst(receiver, () => fallDue(sandbox.port, [other.id, 1]))
        if (round === 0) continue
        rates.push([own, bare])
        besides.push([beside, own])
      }
      const title = '5,000 callbacks due at one moment'
      return [
        ratioRow(title, medianPair(rates), perSecond, 'at least', 0.5),
        ratioRow(
          'the same beside a receiver that hangs',
          medianPair(besides),
          perSecond,
          'at least',
          0.8,
        ),
      ]
    } finally {
      receiver.close()
      hanging.close()
      await Promise.all([sandbox.stop(), twin.stop()])
    }
  })
}

/** @returns how many a second, from the first that came to the last */
async function burst(receiver: Receiver, cause: () => Promise<unknown>): Promise<number> {
  receiver.forget()
  const caused = cause()
  await receiver.until(COUNT)
  await caused
  return (COUNT * 1000) / (receiver.last - receiver.first)
}

async function askTwin(port: number): Promise<void> {
  const connection = new Connection(port)
  await connection.request(
    `POST /burst/${COUNT} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n`,
  )
  connection.close()
}

/** Puts a state in place whose callbacks of these companies are all due now. */
async function fallDue(port: number, companies: readonly number[]): Promise<void> {
  const state = (await control(port, 'GET', '/export')) as Exported
  let id = state.last['callback'] ?? 0
  const due = Date.now()
  const callbacks = companies.flatMap((company_id) =>
    Array.from({ length: COUNT }, () => ({ ...CALLBACK, id: ++id, company_id, due, url: null })),
  )
  const { companies: known } = state as unknown as {
    companies: { id: number; callback_url: string }[]
  }
  const urls = new Map(known.map((company) => [company.id, company.callback_url]))
  await control(port, 'POST', '/import', {
    ...state,
    last: { ...state.last, callback: id },
    callbacks: callbacks.map((one) => ({ ...one, url: urls.get(one.company_id) })),
  })
}

const CALLBACK = {
  agent_id: null,
  kyc_status: 'APPROVED',
  data: JSON.stringify({
    agent_id: 1,
    agent_name: 'lalalalili',
    kyc_status: 'APPROVED',
    rejected_reason_code: null,
    rejected_reason: null,
    created_at: '2026-11-23 09:48:58',
    updated_at: '2026-11-23 09:48:58',
    submitted_at: '2026-11-23 09:48:58',
    verified_at: '2026-11-23 09:48:58',
  }),
  token: 'sandbox-validation-token',
  fault: null,
  repeats: null,
  state: 'scheduled',
  sent_at: null,
  duration: null,
  answer: null,
  error: null,
}
