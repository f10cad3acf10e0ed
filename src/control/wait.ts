import type { FastifyInstance, FastifyRequest } from 'fastify'
import { calledAddress } from '../context/called-address.js'
import type { Context } from '../context/context.js'
import type { Agent, KycStatus } from '../kyc/agent.js'
import type { Callback, CallbackState } from '../kyc/callback.js'
import { whenLeft } from '../lib/exchange-end.js'
import type { State } from '../store/state.js'
import { afterReal, soon } from '../time/clock.js'
import { milliseconds } from '../time/duration.js'
import type { Disbursement } from '../transfers/disbursement.js'
import type { DisbursementStatus } from '../transfers/words.js'
import { ControlError, conflict, invalid, notFound } from './control-error.js'
import { WaitQuery } from './definitions/wait.js'
import { agentAndCompany, disbursementWithId, reader } from './input.js'
import { disbursementView } from './transfer-views.js'
import { agentView, callbackSummary, scheduledView } from './views.js'

const readQuery = reader(WaitQuery)

/** How many calls may wait at a time, for all companies together. */
const MOST_WAITS = 1000

/** Real milliseconds; the longest is an hour. */
const USUAL_TIMEOUT = 10_000
const LONGEST_TIMEOUT = 3_600_000

interface Condition {
  readonly agentId: number | undefined
  readonly kycStatus: KycStatus | undefined
  readonly disbursementId: string | undefined
  readonly status: DisbursementStatus | undefined
  readonly callback: CallbackState | undefined
  readonly idle: boolean
  /** null: of all companies. */
  readonly companyId: number | null
}

interface Seen {
  readonly agent: Agent | null
  readonly disbursement: Disbursement | null
  readonly callback: Callback | null
  readonly idle: boolean
  readonly holds: boolean
}

/** `GET /_sandbox/wait`: answers as soon as the condition holds, 408 with what was seen otherwise. */
export function waitRoutes(app: FastifyInstance, context: Context): void {
  let waiting = 0
  app.get('/wait', async (request, reply) => {
    const { condition, timeout } = readCondition(request, context)
    if (waiting >= MOST_WAITS)
      throw conflict('There are 1000 calls waiting, and more are not kept: end some of them first.')
    waiting++
    const seen = await until(context, condition, timeout, (stop) =>
      whenLeft(reply.raw, stop),
    ).finally(() => waiting--)
    if (hasGone(seen, condition)) {
      const { agentId, disbursementId } = condition
      throw notFound(
        `${agentId === undefined ? `transfer ${disbursementId}` : `agent ${agentId}`} any more`,
        'It has gone with a reset, an import or its company.',
      )
    }
    if (!seen.holds) throw timedOut(context, condition, seen, timeout)
    const base = calledAddress(request.raw, context)
    return {
      disbursement: seen.disbursement && disbursementView(context.store.state, seen.disbursement),
      agent: seen.agent && agentView(context, seen.agent, base),
      callback: seen.callback && callbackSummary(seen.callback),
      idle: seen.idle,
    }
  })
}

function readCondition(
  request: FastifyRequest,
  { store }: Context,
): { condition: Condition; timeout: number } {
  const {
    kyc_status,
    disbursement_id,
    status,
    callback,
    idle = false,
    ...sent
  } = readQuery(request.query)
  const { agent, company } = agentAndCompany(store.state, sent)
  const agentId = agent?.id
  const condition: Condition = {
    agentId,
    kycStatus: kyc_status,
    disbursementId:
      disbursement_id === undefined
        ? undefined
        : transferAlone(store.state, disbursement_id, agentId),
    status,
    callback,
    idle,
    companyId: company?.id ?? null,
  }
  const named = agentId !== undefined || disbursement_id !== undefined
  if ((agentId === undefined && kyc_status !== undefined) || (!named && callback !== undefined)) {
    throw invalid(
      '"kyc_status" needs an "agent_id", and "callback" an "agent_id" or a "disbursement_id".',
    )
  }
  if (disbursement_id === undefined && status !== undefined)
    throw invalid('"status" is that of a transfer and needs a "disbursement_id".')
  if ([kyc_status, status, callback].every((one) => one === undefined) && !idle) {
    throw invalid('Say what to wait for: "kyc_status", "status", "callback" or "idle=true".')
  }
  const timeout = milliseconds(sent.timeout) ?? USUAL_TIMEOUT
  if (timeout > LONGEST_TIMEOUT) throw invalid('"timeout" must be an hour at the longest.')
  return { condition, timeout }
}

/** The id of a transfer that there is. A condition about it is not about an agent as well. */
function transferAlone(state: State, id: string, agentId: number | undefined): string {
  if (agentId !== undefined) throw invalid('Name an "agent_id" or a "disbursement_id", not both.')
  return disbursementWithId(state, id).id
}

/** Looks again after each change, until the condition holds or real time is up. */
function until(
  context: Context,
  condition: Condition,
  timeout: number,
  onGone: (stop: () => void) => void,
): Promise<Seen> {
  const first = look(context, condition)
  if (first.holds) return Promise.resolve(first)
  return new Promise((resolve) => {
    const finish = (seen: Seen) => {
      cancelTimeout()
      unsubscribe()
      unsettle()
      resolve(seen)
    }
    let looking = false
    // After all changes of a commit have been told: in between, a check is over and its callback not yet scheduled.
    const lookAgain = () => {
      if (looking) return
      looking = true
      soon(() => {
        looking = false
        const seen = look(context, condition)
        if (seen.holds || hasGone(seen, condition)) finish(seen)
      })
    }
    const giveUp = () => finish(look(context, condition))
    const unsubscribe = context.store.subscribe(lookAgain)
    const unsettle = context.agenda.onSettled(lookAgain)
    const cancelTimeout = afterReal(timeout, giveUp)
    onGone(giveUp)
  })
}

/** Whether the agent, or the transfer, that is waited for is no longer there. */
function hasGone({ agent, disbursement }: Seen, { agentId, disbursementId }: Condition): boolean {
  return (
    (agentId !== undefined && agent === null) ||
    (disbursementId !== undefined && disbursement === null)
  )
}

function look(
  { store, agenda }: Context,
  { agentId, kycStatus, disbursementId, status, callback, idle, companyId }: Condition,
): Seen {
  const agent = (agentId !== undefined && store.state.agents.get(agentId)) || null
  const disbursement =
    (disbursementId !== undefined && store.state.disbursements.get(disbursementId)) || null
  const announcing =
    agent === null
      ? lastCallback(disbursement, store.state.callbacks)
      : announcement(agent, kycStatus, store.state.callbacks)
  const isIdle = companyId === null ? agenda.allIdle : agenda.isIdle(companyId)
  return {
    agent,
    disbursement,
    callback: announcing,
    idle: isIdle,
    holds:
      (kycStatus === undefined || agent?.kyc_status === kycStatus) &&
      (status === undefined || disbursement?.status === status) &&
      (callback === undefined || announcing?.state === callback) &&
      (!idle || isIdle),
  }
}

/** The latest callback about a transfer. */
function lastCallback(
  disbursement: Disbursement | null,
  callbacks: ReadonlyMap<number, Callback>,
): Callback | null {
  const id = disbursement?.callback_ids.at(-1)
  return (id !== undefined && callbacks.get(id)) || null
}

/** The callback that announces a status; without one, the agent's latest. */
function announcement(
  { callback_ids }: Agent,
  status: KycStatus | undefined,
  callbacks: ReadonlyMap<number, Callback>,
): Callback | null {
  const ids = callback_ids.toReversed()
  const id = ids.find((one) => status === undefined || callbacks.get(one)?.kyc_status === status)
  return (id !== undefined && callbacks.get(id)) || null
}

function timedOut(
  context: Context,
  { companyId }: Condition,
  { agent, disbursement, callback, idle }: Seen,
  timeout: number,
): ControlError {
  const scheduled = scheduledView(context, companyId)
  const ofAgent = agent === null ? '' : ` The agent is in ${agent.kyc_status}.`
  const status = disbursement === null ? ofAgent : ` The transfer is ${disbursement.status}.`
  const next =
    scheduled.length === 0
      ? idle
        ? ' Nothing is scheduled: decide by hand, or look at the scenario.'
        : ' Something is under way: a receiver that answers slowly, or not at all.'
      : ` ${scheduled.length} still scheduled: move the clock, or wait longer.`
  return new ControlError(
    408,
    'timeout',
    `The condition did not hold within ${timeout / 1000} s.${status}${next}`,
    {
      seen: {
        kyc_status: agent?.kyc_status ?? null,
        status: disbursement?.status ?? null,
        callback: callback && callbackSummary(callback),
        idle,
      },
      scheduled: scheduled.slice(0, 100),
    },
  )
}
