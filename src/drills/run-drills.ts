import { realNow, realTimeout, stopwatch } from '../time/clock.js'
import { formatDuration } from '../time/duration.js'
import { type DrillKind, NOUNS, type SubjectId } from './address.js'
import type { Drill } from './definitions.js'
import { messageOf } from './message.js'
import { NewIds } from './new-ids.js'
import { type DrillContext, playDrill } from './play.js'
import { examine, ProbeReader } from './probe-reader.js'
import { FIRST } from './read-drills.js'
import type { DrillReport, DrillResult } from './report.js'
import { type Answered, sendMessage } from './send.js'
import { SUBJECTS } from './subjects.js'
import { reportOf } from './sum-up.js'
import { bounded, type NoView, type Probe } from './view.js'

/** A run of drills. Durations are real milliseconds. */
export interface DrillRun {
  readonly url: string
  readonly token: string
  readonly kind: DrillKind
  /** In the order in which they run; the first one is that of its kind. */
  readonly drills: readonly Drill[]
  readonly probe: Probe | null
  readonly register: Probe | null
  /** How long an answer is waited for. */
  readonly timeLimit: number
  /** How long the application gets for its work after it has answered. */
  readonly settle: number
  /** How long all of it may take. */
  readonly limit: number
  readonly bytes: boolean
  /** Ends it; the report says so. */
  readonly signal: AbortSignal
  /** Is told of each result as it comes, but of no drill that is not tried. */
  readonly onResult?: (result: DrillResult, index: number) => void
}

/** Another run examines the same receiver. The message says so. */
export class UnderWay extends Error {}

/** The receivers that are examined in this process. */
const underWay = new Set<string>()

/** Why effects cannot be judged without a probe. */
const NO_PROBE = 'Nobody sees what became of it: give a probe.'

/**
 * Plays the drills against a receiver. They come from a company that is kept nowhere: it ends with the run.
 * @returns the report; whatever the receiver does, it is there in time
 * @throws {UnderWay} while another run examines the same receiver
 */
export async function runDrills(run: DrillRun): Promise<DrillReport> {
  if (underWay.has(run.url))
    throw new UnderWay(`A drill of ${run.url} is under way; wait for its report.`)
  underWay.add(run.url)
  try {
    return await examineReceiver(run)
  } finally {
    underWay.delete(run.url)
  }
}

async function examineReceiver(run: DrillRun): Promise<DrillReport> {
  const elapsed = stopwatch()
  const now = realNow()
  const runner = new DrillRunner(run, now)
  const results: DrillResult[] = []
  for (const drill of run.drills) {
    const { ended } = runner
    const result = ended === null ? await runner.play(drill) : notPlayed(drill, ended)
    if (ended === null) run.onResult?.(result, results.length)
    results.push(result)
  }
  return reportOf(run.url, results, now, elapsed())
}

class DrillRunner {
  readonly #first: string
  readonly #over: AbortSignal
  readonly #context: DrillContext
  #reader: DrillContext['reader'] = NO_PROBE
  /** Why no other drill is played; null while they are. */
  ended: string | null = null

  constructor(
    readonly run: DrillRun,
    now: number,
  ) {
    const { url, token, kind, timeLimit, register, bytes } = run
    this.#first = FIRST[kind]
    this.#over = realTimeout(run.limit)
    this.#context = {
      sender: { url, token, now },
      newIds: new NewIds(),
      subject: SUBJECTS[kind],
      timeLimit,
      register: register && bounded(`What registers ${NOUNS[kind]}`, register),
      reader: NO_PROBE,
      bytes,
      signal: AbortSignal.any([run.signal, this.#over]),
    }
  }

  async play(drill: Drill): Promise<DrillResult> {
    const result = await playDrill(drill, { ...this.#context, reader: this.#reader })
    if (this.#context.signal.aborted) return this.#cutOff(result)
    if (drill.name === this.#first) return this.#begin(result)
    const mayBeDead = result.verdict === 'failed' || result.verdict === 'unknown'
    return mayBeDead ? this.#lookAfter(drill, result) : result
  }

  /** After the first drill: nothing else is tried where it failed. */
  async #begin(result: DrillResult): Promise<DrillResult> {
    if (result.verdict === 'failed')
      this.ended = `It was not tried, because ${this.#first} has failed: mend that first.`
    else if (this.run.probe !== null)
      this.#reader = await readerOf(this.run.probe, this.run.settle, this.#context)
    const isThere = !/^(Nothing listens|The name) /.test(result.steps[0]?.error ?? '')
    return isThere ? result : { ...result, remedy: 'Start your receiver, or correct the URL.' }
  }

  /** A receiver that does not answer any more after a drill has failed it, and nothing else is tried. */
  async #lookAfter(drill: Drill, result: DrillResult): Promise<DrillResult> {
    const { error } = await sendPlain(newId(this.#context), this.#context)
    if (error === null) return result
    if (this.#context.signal.aborted) return this.#cutOff(result)
    this.ended = `It was not tried, because the receiver has not answered since ${drill.name}.`
    const says = result.verdict === 'failed' ? `${result.says} ` : ''
    return {
      ...result,
      verdict: 'failed',
      says: `${says}The receiver does not answer a plain callback after it: ${error}`,
      remedy: drill.remedy,
    }
  }

  #cutOff(result: DrillResult): DrillResult {
    this.ended = this.#over.aborted
      ? `The time for all drills, ${formatDuration(this.run.limit)}, was over.`
      : 'The run was stopped.'
    return { ...result, verdict: 'unknown', says: this.ended, remedy: null }
  }
}

/** The probe, once it has been seen to show effects; else why it shows none. */
async function readerOf(
  probe: Probe,
  settle: number,
  context: DrillContext,
): Promise<DrillContext['reader']> {
  const { register, subject, signal } = context
  const reader = new ProbeReader(bounded('The probe', probe), subject, settle, signal)
  const two = [newId(context), newId(context)] as const
  const examined = async () => {
    for (const id of two) await register?.(id, signal)
    return examine(reader, two, (id) => acknowledged(id, context))
  }
  return (await examined().catch(({ message }: NoView) => message)) ?? reader
}

/** Sends a plain callback. @returns null, or why it was not answered with 200 */
async function acknowledged(id: SubjectId, context: DrillContext): Promise<string | null> {
  const { statuses, error } = await sendPlain(id, context)
  if (statuses[0] === 200) return null
  return `A plain ${context.subject.called} was not answered with 200 again: ${error ?? statuses[0]}`
}

function newId({ newIds, subject }: DrillContext): SubjectId {
  return subject.newId(newIds)
}

function sendPlain(id: SubjectId, context: DrillContext): Promise<Answered> {
  const { sender, subject, timeLimit, signal } = context
  const message = messageOf(subject.plain, id, sender)
  return sendMessage(message, subject.plain, sender.url, timeLimit, signal)
}

function notPlayed({ name, about }: Drill, says: string): DrillResult {
  return { name, about, verdict: 'unknown', says, remedy: null, duration_ms: 0, steps: [] }
}
