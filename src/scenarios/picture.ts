import { isRejectionReasonCode } from '../kyc/rejection-reasons.js'
import { SCENARIO_FAMILIES } from '../kyc/scenario-name.js'
import { COMMENT, SCAN, segments } from '../lib/jpeg.js'
import { chunk, chunks, PNG_SIGNATURE } from '../lib/png.js'

/** The outcome that a picture names, and where: in a text inside it, or in the name of its file. */
export interface PictureOutcome {
  /** Such as `rejected-17`. */
  readonly scenario: string
  readonly told: 'text' | 'file name'
}

/** Begins the comment of a JPEG, and is the keyword of a PNG's text. */
const KEYWORD = 'flip-sandbox'
/** So many chunks or segments are looked at: those before the pixels are few. */
const MOST_PARTS = 100
/** A longer text is none of ours. */
const LONGEST_TEXT = 60

/** Whether an outcome can be named by a picture (status.picture.names). */
export function isPictureOutcome(name: string): boolean {
  const [, family = '', code] = /^(.+)-(\d\d)$/.exec(name) ?? []
  return (
    (SCENARIO_FAMILIES as readonly string[]).includes(family) && isRejectionReasonCode(Number(code))
  )
}

/**
 * The outcome that a picture names: by its text, else by its file's name (status.picture.text).
 * @param bytes of a PNG or JPEG; of anything else, no text is found
 */
export function outcomeOf(bytes: Buffer, fileName: string): PictureOutcome | null {
  const text = textOf(bytes)
  if (text !== null && isPictureOutcome(text)) return { scenario: text, told: 'text' }
  const name = /^(.+)\.(?:png|jpe?g)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
  return isPictureOutcome(name) ? { scenario: name, told: 'file name' } : null
}

/** The same PNG or JPEG with an outcome in its text. */
export function withOutcome(bytes: Buffer, outcome: string): Buffer {
  if (isPng(bytes)) {
    // Behind the header, which must be the first chunk and has always the same size.
    const at = PNG_SIGNATURE.length + 25
    const text = chunk('tEXt', Buffer.from(`${KEYWORD}\0${outcome}`, 'latin1'))
    return Buffer.concat([bytes.subarray(0, at), text, bytes.subarray(at)])
  }
  const text = Buffer.from(`${KEYWORD}: ${outcome}`, 'latin1')
  const comment = Buffer.from([0xff, COMMENT, 0, text.length + 2])
  return Buffer.concat([bytes.subarray(0, 2), comment, text, bytes.subarray(2)])
}

/** The sandbox's own text in a picture; null where there is none before the pixels. */
function textOf(bytes: Buffer): string | null {
  return isPng(bytes)
    ? textIn(chunks(bytes), 'tEXt', 'IDAT', `${KEYWORD}\0`)
    : textIn(segments(bytes), COMMENT, SCAN, `${KEYWORD}: `)
}

function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)
}

/** What comes behind our own beginning in the first text that has it. @param pixels the type at which to stop */
function textIn<T>(
  parts: Iterable<{ readonly type: T; readonly data: Buffer }>,
  text: T,
  pixels: T,
  beginning: string,
): string | null {
  let looked = 0
  for (const { type, data } of parts) {
    if (type === pixels || ++looked > MOST_PARTS) break
    if (type !== text || data.length > LONGEST_TEXT) continue
    const found = data.toString('latin1')
    if (found.startsWith(beginning)) return found.slice(beginning.length)
  }
  return null
}
