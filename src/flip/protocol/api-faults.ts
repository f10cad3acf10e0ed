import type { Context } from '../../context/context.js'
import type { Company } from '../../kyc/company.js'
import type { Fault } from '../../scenarios/fault.js'
import { concerns, strikes } from '../../scenarios/strike.js'
import { controlsOf } from '../../store/state.js'
import type { Exchange } from './endpoint.js'
import { FlipError, notWhitelisted, scriptedStatus } from './errors.js'
import { type Host, pathOf } from './hosts.js'
import { holdResponse, resetConnection, SILENCE, spoil } from './spoil.js'

/**
 * Applies the faults set through the control API to a call, after key, maintenance and Request-ID (faults.place).
 * @returns undefined when no fault strikes the call; else a promise that resolves when the call may go on (unless its
 * reply was hijacked) and rejects with the answer of a fault
 */
export function strikeFaults(
  exchange: Exchange,
  company: Company,
  host: Host,
  prefix: string,
  context: Context,
): Promise<void> | undefined {
  const { request } = exchange
  const { store } = context
  let struck: Fault | undefined
  for (const owner of [company.id, 0]) {
    const { faults } = controlsOf(store.state, owner)
    if (faults.length === 0) continue
    const path = pathOf(request)
    const target = { method: request.method, path, shortPath: path.slice(prefix.length) }
    // Every fault counts the calls that it concerns, also when another fault strikes them.
    const concerned = faults.filter((fault) => concerns(fault, target))
    if (concerned.length === 0) continue
    const striking = struck === undefined ? concerned.find(strikes) : undefined
    struck ??= striking
    store.commit(
      owner,
      ...concerned.map(
        (fault) =>
          ({ type: 'fault-struck', fault_id: fault.id, struck: fault === striking }) as const,
      ),
    )
  }
  return struck && strike(struck, host, exchange, company.id, context)
}

async function strike(
  struck: Fault,
  host: Host,
  exchange: Exchange,
  companyId: number,
  context: Context,
): Promise<void> {
  const { latency, status, fault, after_bytes } = struck
  const wait = (milliseconds: number) => holdResponse(context, exchange, companyId, milliseconds)
  exchange.request.record.exercised.fault = struck
  if (latency > 0 && fault !== 'no-answer' && !(await wait(latency))) {
    exchange.reply.hijack()
    return
  }
  if (status !== null) throw new FlipError(scriptedStatus(host, status))
  if (fault === 'ip-not-whitelisted') throw new FlipError(notWhitelisted(host))
  if (fault === 'upload-cut') return cutUpload(exchange, after_bytes)
  if (fault !== null) {
    exchange.request.record.spoil = (answer) =>
      spoil(fault, exchange, answer, () => wait(latency || SILENCE))
  }
}

/** Reads this many bytes of the body (or all, when there are fewer), then resets the connection. */
function cutUpload({ request, reply }: Exchange, bytes: number): void {
  reply.hijack()
  const cut = () => resetConnection(request.raw.socket)
  let read = 0
  request.raw.on('data', (chunk: Buffer) => {
    read += chunk.length
    if (read >= bytes) cut()
  })
  request.raw.once('end', cut)
}
