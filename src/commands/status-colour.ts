import type { Colour } from './table.js'

const COLOURS: Readonly<Record<string, Colour>> = {
  APPROVED: 'green',
  DONE: 'green',
  SUCCESS: 'green',
  OPERATIONAL: 'green',
  delivered: 'green',
  UPLOAD_IDENTITY_FAILED: 'red',
  UPLOAD_IDENTITY_SELFIE_FAILED: 'red',
  REJECTED: 'red',
  CANCELLED: 'red',
  FAILED: 'red',
  HEAVILY_DISTURBED: 'red',
  CLOSED: 'red',
  failed: 'red',
  PENDING: 'yellow',
  SUSPICIOUS: 'yellow',
  NEED_TO_CHECK: 'yellow',
  HELP: 'yellow',
  DISTURBED: 'yellow',
  scheduled: 'yellow',
}

/** The colour of a status or a state in a list; undefined where nobody needs to look at it. */
export const statusColour = (word: string): Colour | undefined => COLOURS[word]
