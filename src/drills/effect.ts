import type { SubjectId } from './address.js'
import { type Step, shownIn } from './definitions.js'
import { type Finding, failed, unknown } from './judge.js'
import { type DrillMessage, describe } from './message.js'
import { isNot, type ProbeReader } from './probe-reader.js'
import type { Subject } from './subjects.js'
import { difference, shownOf, spelling, type View } from './view.js'

/** What the probe has shown after a step. */
export interface Seen {
  readonly view: View | null
  readonly findings: readonly Finding[]
}

const noReference = ({ called, noun }: Subject) =>
  `What the probe shows after one ${called} is not the same for two ${noun}s, so that nobody can say whether one took effect once: leave out what differs beside the id and times, such as numbers of other records.`

/**
 * Judges what became of the application's own view.
 * @param before the view before the step
 * @throws {NoView}
 */
export async function judgeEffect(
  step: Step,
  id: SubjectId,
  before: View,
  message: DrillMessage,
  reader: ProbeReader,
): Promise<Seen> {
  const sent = describe(step.send)
  const { view, finding } = await judgeChange(step, sent, id, before, reader)
  const findings = finding === null ? [] : [finding]
  const names = shownIn(step)
  const shown = names === undefined ? null : judgeSpelling(names, message, view)
  return { view, findings: shown === null ? findings : [...findings, shown] }
}

interface Change {
  readonly view: View
  readonly finding: Finding | null
}

async function judgeChange(
  { effect }: Step,
  sent: string,
  id: SubjectId,
  before: View,
  reader: ProbeReader,
): Promise<Change> {
  const changed = isNot(before)
  switch (effect) {
    case 'some': {
      const { view } = await reader.until(id, changed)
      const missing = `${sent} changed nothing in what the probe shows: ${shownOf(view)}`
      return { view, finding: changed(view) ? null : failed(missing) }
    }
    case 'once': {
      const { reference } = reader
      if (reference === null)
        return { view: await reader.settled(id), finding: unknown(noReference(reader.subject)) }
      const differs = isNot(reference)
      // Where the first of several took effect before, nothing may change any more.
      const { view } = await reader.until(id, (one) => changed(one) || !differs(one))
      const wrong = `${sent} did not take effect once: what is shown after one ${reader.subject.called} ${difference(reference, view)}.`
      return { view, finding: differs(view) ? failed(wrong) : null }
    }
    default: {
      const view = await reader.settled(id)
      if (effect === undefined || !changed(view)) return { view, finding: null }
      const wrong = `${sent} had an effect: ${difference(before, view)}.`
      return { view, finding: failed(wrong) }
    }
  }
}

/** Whether the view shows the callback's values letter by letter. */
function judgeSpelling(
  names: NonNullable<ReturnType<typeof shownIn>>,
  { data }: DrillMessage,
  view: View,
): Finding | null {
  const spelt = names.map((name) => spelling(view, String(data[name])))
  const wrong = spelt.indexOf('wrong')
  if (wrong !== -1)
    return failed(
      `The probe shows ${names[wrong]} otherwise than it was sent ("${data[names[wrong] as string]}"): ${shownOf(view)}`,
    )
  return spelt.includes('right')
    ? null
    : unknown(
        `The probe shows none of ${names.join(', ')}; let it show one, as the application has stored it.`,
      )
}
