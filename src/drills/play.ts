import { stopwatch } from '../time/clock.js'
import { tookTime } from '../time/duration.js'
import type { SubjectId } from './address.js'
import { type Drill, needsProbe, type Sent, type Step } from './definitions.js'
import { judgeEffect, type Seen } from './effect.js'
import { type Finding, judgeAnswer, unknown, worst } from './judge.js'
import { type DrillMessage, describe, messageOf, type Sender } from './message.js'
import type { NewIds } from './new-ids.js'
import type { ProbeReader } from './probe-reader.js'
import type { DrillResult, StepReport } from './report.js'
import { type Answered, sendMessage } from './send.js'
import { type Subject, wordOf } from './subjects.js'
import { NoView, type Probe, type View } from './view.js'

/** What a drill is played with. */
export interface DrillContext {
  readonly sender: Sender
  readonly newIds: NewIds
  readonly subject: Subject
  /** Real milliseconds to wait for an answer. */
  readonly timeLimit: number
  /** Makes an agent or a transfer known to the application before anything is sent about it; null: nobody does. */
  readonly register: Probe | null
  /** The probe, or why there is none that tells anything. */
  readonly reader: ProbeReader | string
  /** Whether the report has the bytes. */
  readonly bytes: boolean
  /** Ends it. */
  readonly signal: AbortSignal
}

/** Characters of request and response that a report has. */
const MOST_BYTES = 4096

/** Plays one drill, up to the first step that fails, or that cannot be played: without it the next ones tell nothing. */
export async function playDrill(drill: Drill, context: DrillContext): Promise<DrillResult> {
  const elapsed = stopwatch()
  const player = new StepPlayer(context)
  const findings: Finding[] = []
  for (const step of drill.steps) {
    try {
      findings.push(...(await player.play(step)))
    } catch (error) {
      findings.push(unknown((error as NoView).message))
      break
    }
    if (context.signal.aborted || findings.some(({ verdict }) => verdict === 'failed')) break
  }
  const verdict = worst(findings.map((finding) => finding.verdict))
  const { name, about, remedy } = drill
  return {
    name,
    about,
    verdict,
    says:
      findings.find((finding) => finding.verdict === verdict)?.says ??
      player.reports.map(summary).join('; '),
    remedy: verdict === 'failed' || verdict === 'warned' ? remedy : null,
    duration_ms: Math.round(elapsed()),
    steps: player.reports,
  }
}

const NOTHING: Seen = { view: null, findings: [] }

function asUnknown({ message }: NoView): Seen {
  return { view: null, findings: [unknown(message)] }
}

class StepPlayer {
  readonly reports: StepReport[] = []
  /** The agents or transfers of this drill, by their words in it. */
  readonly #ids = new Map<string, SubjectId>()
  /** What was last seen of one, until the next callback about it. */
  readonly #views = new Map<SubjectId, View>()

  constructor(readonly context: DrillContext) {}

  async play(step: Step): Promise<Finding[]> {
    const { sender, timeLimit, signal } = this.context
    const isFresh = !this.#ids.has(wordOf(step.send))
    const id = await this.#idOf(step.send)
    const before = needsProbe(step) ? await this.#before(id, isFresh) : null
    const message = messageOf(step.send, id, sender)
    const answered = await sendMessage(message, step.send, sender.url, timeLimit, signal)
    this.#views.delete(id)
    const findings = judgeAnswer(step, answered)
    const hasFailed = findings.some(({ verdict }) => verdict === 'failed')
    const seen =
      needsProbe(step) && !hasFailed
        ? await this.#effect(step, id, before, message).catch(asUnknown)
        : NOTHING
    if (seen.view !== null) this.#views.set(id, seen.view)
    const effect = before === null ? null : effectOf(before, seen.view)
    this.reports.push({ ...this.#report(step, id, answered, message.request), effect })
    return [...findings, ...seen.findings]
  }

  /** What the application shows before a step; null where there is no probe. @throws {NoView} */
  async #before(id: SubjectId, isFresh: boolean): Promise<View | null> {
    const { reader } = this.context
    if (typeof reader === 'string') return null
    return this.#views.get(id) ?? (isFresh ? await reader.read(id) : await reader.settled(id))
  }

  /** @throws {NoView} */
  async #effect(
    step: Step,
    id: SubjectId,
    before: View | null,
    message: DrillMessage,
  ): Promise<Seen> {
    const { reader } = this.context
    if (typeof reader === 'string') throw new NoView(reader)
    return judgeEffect(step, id, before as View, message, reader)
  }

  async #idOf(sent: Sent): Promise<SubjectId> {
    const { newIds, subject, register, signal } = this.context
    const word = wordOf(sent)
    const known = this.#ids.get(word)
    if (known !== undefined) return known
    const id = subject.newId(newIds, 'exact_id' in sent && sent.exact_id)
    this.#ids.set(word, id)
    if (word !== 'unknown') await register?.(id, signal)
    return id
  }

  #report({ send }: Step, id: SubjectId, answered: Answered, request: string) {
    const { statuses, error, duration, response } = answered
    return {
      ...(typeof id === 'number' ? { agent_id: id } : { disbursement_id: id }),
      sent: describe(send),
      answers: statuses,
      error,
      duration_ms: duration,
      ...(this.context.bytes && {
        request: request.slice(0, MOST_BYTES),
        response: response?.slice(0, MOST_BYTES) ?? null,
      }),
    }
  }
}

function effectOf(before: View, after: View | null): StepReport['effect'] {
  if (after === null) return null
  return before.compared === after.compared ? 'unchanged' : 'changed'
}

/** What came of a step, in a few words. */
function summary({ sent, answers, duration_ms, effect }: StepReport): string {
  const statuses = [...new Set(answers.map((status) => status ?? 'no answer'))].join(', ')
  return `${sent} → ${statuses} in ${tookTime(duration_ms)}${effect === null ? '' : `, ${effect}`}`
}
