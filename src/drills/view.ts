import { realTimeout } from '../time/clock.js'
import type { SubjectId } from './address.js'

/** The application's own view of an agent or a transfer, as its probe shows it. */
export interface View {
  /** What is compared: without times, and without the id, so that the views of two of them can be compared. */
  readonly compared: string
  /** As it came; JSON in one spelling. */
  readonly text: string
}

/**
 * Shows the application's own view of an agent or a transfer; or makes it known to the application, which is asked in the
 * same way.
 * @throws {NoView} when there is nothing to compare
 */
export type Probe = (id: SubjectId, signal: AbortSignal) => Promise<string>

/** The probe shows nothing that can be compared. The message says why, and what to do. */
export class NoView extends Error {}

/** Real milliseconds in which a probe answers. */
const PROBE_LIMIT = 10_000

/**
 * The same probe, which is given up after its limit or with the signal, whatever it does.
 * @param what it is called in the message
 */
export function bounded(what: string, probe: Probe): Probe {
  return (id, signal) => {
    const over = AbortSignal.any([signal, realTimeout(PROBE_LIMIT)])
    const givenUp = new Promise<never>((_, reject) => {
      const giveUp = () =>
        reject(new NoView(`${what} did not answer in time; let it answer within 10 s.`))
      over.addEventListener('abort', giveUp)
      if (over.aborted) giveUp()
    })
    return Promise.race([probe(id, over), givenUp])
  }
}

/** The longest view that is compared, in characters. */
export const LONGEST_VIEW = 100_000

/** A date, with or without a time of day; seconds or milliseconds since 2017. */
const TIMES =
  /\b\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d([.,]\d+)?)?)?(Z|[+-]\d\d:?\d\d)?|\b1[5-9]\d{8}(\d{3})?(\.\d+)?\b/g

/** @param shown what the probe wrote */
export function viewOf(shown: string, id: SubjectId): View {
  const text = inOneSpelling(shown.trim().slice(0, LONGEST_VIEW))
  const compared = text.replaceAll(String(id), '{id}').replaceAll(TIMES, '{time}')
  return { compared, text }
}

/** JSON without escapes and blanks that mean nothing; anything else as it is. */
function inOneSpelling(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text))
  } catch {
    return text
  }
}

/** How many characters of a view a message shows. */
const SHOWN = 120

/** The beginning of a view, for a message. */
export function shownOf({ text }: View): string {
  return text.slice(0, SHOWN) || '(nothing)'
}

/** The views before and after, for a message: around the place where they begin to differ. */
export function difference(before: View, after: View): string {
  const [from, to] = [before.compared, after.compared]
  let first = 0
  while (first < from.length && from[first] === to[first]) first++
  const start = Math.max(0, first - SHOWN / 3)
  const shown = (text: string) => {
    const part = text.slice(start, start + SHOWN) || '(nothing)'
    return `${start > 0 ? '…' : ''}${part}${text.length > start + SHOWN ? '…' : ''}`
  }
  return `${shown(from)} became ${shown(to)}`
}

/**
 * How a view shows a value: letter by letter, spelt otherwise (a wrong decoding), or not at all. The words of the value
 * are what makes it recognisable.
 */
export function spelling(view: View, value: string): 'right' | 'wrong' | 'absent' {
  if (view.text.includes(value)) return 'right'
  const words = value.split(/[^A-Za-z]+/).filter((word) => word !== '')
  // What stands between the words may be a plus, an escape, or bytes that were taken for letters.
  const pattern = words.join('[^]{1,24}?')
  return words.length > 1 && new RegExp(pattern).test(view.text) ? 'wrong' : 'absent'
}
