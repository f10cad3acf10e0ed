import { realDelay, stopwatch } from '../time/clock.js'
import type { SubjectId } from './address.js'
import type { Subject } from './subjects.js'
import { difference, type Probe, shownOf, type View, viewOf } from './view.js'

/** An effect that must come is waited for this many times as long as one that must not. */
const PATIENCE = 20
/** Real milliseconds between two readings while an effect is awaited. */
const PAUSE = 20

/** Reads views of agents or transfers from the application's probe. */
export class ProbeReader {
  /** What the probe shows after exactly one plain callback; null where two of them look different then. */
  reference: View | null = null

  constructor(
    readonly probe: Probe,
    readonly subject: Subject,
    /** Real milliseconds that the application gets for its work after it has answered. */
    public settle: number,
    readonly signal: AbortSignal,
  ) {}

  /** @throws {NoView} */
  async read(id: SubjectId): Promise<View> {
    return viewOf(await this.probe(id, this.signal), id)
  }

  /** After the application has had time for its work. @throws {NoView} */
  async settled(id: SubjectId): Promise<View> {
    await realDelay(this.settle)
    return this.read(id)
  }

  /**
   * Waits until this holds, and until what comes after it has settled.
   * @returns the view then, or the last one where it never held; and how long it took, in real milliseconds
   * @throws {NoView}
   */
  async until(
    id: SubjectId,
    holds: (view: View) => boolean,
  ): Promise<{ readonly view: View; readonly after: number }> {
    const elapsed = stopwatch()
    for (;;) {
      const view = await this.read(id)
      const after = elapsed()
      if (holds(view)) return { view: await this.settled(id), after }
      if (after > this.settle * PATIENCE || this.signal.aborted) return { view, after }
      await realDelay(PAUSE)
    }
  }
}

/** Sends a plain callback. @returns null, or why it was not answered with 200 */
export type SendPlain = (id: SubjectId) => Promise<string | null>

/**
 * Finds out whether the probe tells effects from no effects, how long one takes, and what it shows after one plain callback.
 * @param first two that the application has heard nothing of
 * @returns why effects cannot be judged; null when they can
 * @throws {NoView}
 */
export async function examine(
  reader: ProbeReader,
  [first, second]: readonly [SubjectId, SubjectId],
  sendPlain: SendPlain,
): Promise<string | null> {
  const [before, again] = [await reader.read(first), await reader.read(first)]
  if (before.compared !== again.compared)
    return `The probe shows something else each time, though nothing was sent: ${difference(before, again)}. Leave out what changes by itself; times are left out anyway.`
  const other = await reader.read(second)
  const refused = await sendPlain(first)
  if (refused !== null) return refused
  const { view, after } = await reader.until(first, isNot(again))
  if (!isNot(again)(view))
    return `A plain ${reader.subject.called} changed nothing in what the probe shows: ${shownOf(view)}. ${reader.subject.advice}`
  const untouched = await reader.read(second)
  if (isNot(other)(untouched))
    return `What the probe shows of one ${reader.subject.noun} changes when a callback about another one comes: ${difference(other, untouched)}. Let it show this ${reader.subject.noun} alone, without counts of calls.`
  reader.settle = Math.max(reader.settle, 2 * after)
  const refusedToo = await sendPlain(second)
  if (refusedToo !== null) return refusedToo
  const twin = await reader.until(second, isNot(other))
  if (!isNot(view)(twin.view)) reader.reference = view
  return null
}

/** Whether a view is another one than this. */
export function isNot(before: View): (view: View) => boolean {
  return ({ compared }) => compared !== before.compared
}
