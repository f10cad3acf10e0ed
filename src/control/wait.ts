import type { FastifyInstance, FastifyRequest } from 'fastify'
import { calledAddress } from '../context/called-address.js'
import type { Context } from '../context/context.js'
import type { Agent, KycStatus } from '../kyc/agent.js'
import type { Callback, CallbackState } from '../kyc/callback.js'
import { ALL_COMPANIES } from '../kyc/company.js'
import { whenLeft } from '../lib/exchange-end.js'
import type { State } from '../store/state.js'
import { afterReal, soon } from '../time/clock.js'
import { milliseconds } from '../time/duration.js'
import type { Disbursement } from '../transfers/disbursement.js'
import type { DisbursementStatus } from '../transfers/words.js'
import { ControlError, conflict, invalid, notFound } from './control-error.js'
import { WaitQuery } from './definitions/wait.js'
import { agentAndOwner, disbursementWithId, reader } from './input.js'
import { disbursementView } from './transfer-views.js'
import { agentView, callbackSummary, scheduledView } from './views.js'
import { whyNot } from './why-not.js'

const readQuery = reader(WaitQuery)

/** How many calls may wait at a time, for all companies together. */
const MOST_WAITS = 1000

/** Real milliseconds; the longest is an hour. */
const DEFAULT_TIMEOUT = 10_000
const LONGEST_TIMEOUT = 3_600_000

interface Condition {
  /** Whose status or callback is waited for; null: only `idle` counts. */
  readonly subject: Subject | null
  readonly callback: CallbackState | undefined
  readonly idle: boolean
  /** Whose agenda is to be idle. */
  readonly owner: number
}

/** An agent or a transfer that is waited for. */
interface Subject {
  /** Such as `agent 7`. */
  readonly name: string
  /** The status that is waited for, if one is. */
  readonly wanted: KycStatus | DisbursementStatus | undefined
  /** How it is now; null: it has gone. */
  readonly look: (state: State) => Standing | null
}

interface Standing {
  readonly agent: Agent | null
  readonly disbursement: Disbursement | null
  /** The callback about it that counts. */
  readonly callback: Callback | null
  /** Whether it has the status that is waited for. */
  readonly reached: boolean
}

interface Seen extends Standing {
  readonly idle: boolean
  readonly holds: boolean
  readonly gone: boolean
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
    if (seen.gone) {
      throw notFound(
        `${condition.subject?.name} any more`,
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
  const { agent, owner } = agentAndOwner(store.state, sent)
  if (agent !== null && disbursement_id !== undefined)
    throw invalid('Name an "agent_id" or a "disbursement_id", not both.')
  const subject =
    disbursement_id !== undefined
      ? ofTransfer(disbursementWithId(store.state, disbursement_id).id, status)
      : agent && ofAgent(agent.id, kyc_status)
  if (
    (agent === null && kyc_status !== undefined) ||
    (subject === null && callback !== undefined)
  ) {
    throw invalid(
      '"kyc_status" needs an "agent_id", and "callback" an "agent_id" or a "disbursement_id".',
    )
  }
  if (disbursement_id === undefined && status !== undefined)
    throw invalid('"status" is that of a transfer and needs a "disbursement_id".')
  if ([kyc_status, status, callback].every((one) => one === undefined) && !idle) {
    throw invalid('Say what to wait for: "kyc_status", "status", "callback" or "idle=true".')
  }
  const timeout = milliseconds(sent.timeout) ?? DEFAULT_TIMEOUT
  if (timeout > LONGEST_TIMEOUT) throw invalid('"timeout" must be an hour at the longest.')
  return { condition: { subject, callback, idle, owner }, timeout }
}

/** @param status undefined waits for none; then the agent's latest callback counts, not the one that announces it */
function ofAgent(id: number, status: KycStatus | undefined): Subject {
  return {
    name: `agent ${id}`,
    wanted: status,
    look({ agents, callbacks }) {
      const agent = agents.get(id)
      if (agent === undefined) return null
      const about = agent.callback_ids.map((one) => callbacks.get(one))
      const callback =
        about.findLast((one) => status === undefined || one?.kyc_status === status) ?? null
      const reached = status === undefined || agent.kyc_status === status
      return { agent, disbursement: null, callback, reached }
    },
  }
}

/** @param status undefined waits for none */
function ofTransfer(id: string, status: DisbursementStatus | undefined): Subject {
  return {
    name: `transfer ${id}`,
    wanted: status,
    look({ disbursements, callbacks }) {
      const disbursement = disbursements.get(id)
      if (disbursement === undefined) return null
      const callback = callbacks.get(disbursement.callback_ids.at(-1) ?? 0) ?? null
      const reached = status === undefined || disbursement.status === status
      return { agent: null, disbursement, callback, reached }
    },
  }
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
        if (seen.holds || seen.gone) finish(seen)
      })
    }
    const giveUp = () => finish(look(context, condition))
    const unsubscribe = context.store.subscribe(lookAgain)
    const unsettle = context.agenda.onSettled(lookAgain)
    const cancelTimeout = afterReal(timeout, giveUp)
    onGone(giveUp)
  })
}

const NOTHING: Standing = { agent: null, disbursement: null, callback: null, reached: true }

function look({ store, agenda }: Context, { subject, callback, idle, owner }: Condition): Seen {
  const standing = subject === null ? NOTHING : subject.look(store.state)
  const isIdle = owner === ALL_COMPANIES ? agenda.allIdle : agenda.isIdle(owner)
  const { reached, callback: latest } = standing ?? NOTHING
  return {
    ...(standing ?? NOTHING),
    idle: isIdle,
    holds: reached && (callback === undefined || latest?.state === callback) && (!idle || isIdle),
    gone: standing === null,
  }
}

function timedOut(
  context: Context,
  { subject, callback: wantedCallback, owner }: Condition,
  seen: Seen,
  timeout: number,
): ControlError {
  const scheduled = scheduledView(context, owner)
  const { agent, disbursement, callback, idle } = seen
  const wanted = { status: subject?.wanted, callback: wantedCallback }
  return new ControlError(
    408,
    'timeout',
    `The condition did not hold within ${timeout / 1000} s.${whyNot(seen, wanted, scheduled.length)}`,
    {
      timeout_ms: timeout,
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
