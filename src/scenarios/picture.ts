import { isRejectionReasonCode } from '../kyc/rejection-reasons.js'
import { SCENARIO_FAMILIES } from '../kyc/scenario-name.js'
import { chunk, SIGNATURE } from '../lib/png.js'

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
    const at = SIGNATURE.length + 25
    const text = chunk('tEXt', Buffer.from(`${KEYWORD}\0${outcome}`, 'latin1'))
    return Buffer.concat([bytes.subarray(0, at), text, bytes.subarray(at)])
  }
  const text = Buffer.from(`${KEYWORD}: ${outcome}`, 'latin1')
  const comment = Buffer.from([0xff, 0xfe, 0, text.length + 2])
  return Buffer.concat([bytes.subarray(0, 2), comment, text, bytes.subarray(2)])
}

/** The sandbox's own text in a picture; null where there is none before the pixels. */
function textOf(bytes: Buffer): string | null {
  return isPng(bytes) ? textOfPng(bytes) : textOfJpeg(bytes)
}

function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)
}

function textOfPng(bytes: Buffer): string | null {
  let at = SIGNATURE.length
  for (let parts = 0; parts < MOST_PARTS && at + 12 <= bytes.length; parts++) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    if (type === 'IDAT') return null
    const text = type === 'tEXt' ? ownText(bytes, at + 8, length, `${KEYWORD}\0`) : null
    if (text !== null) return text
    at += 12 + length
  }
  return null
}

function textOfJpeg(bytes: Buffer): string | null {
  let at = 2
  for (let parts = 0; parts < MOST_PARTS && at + 4 <= bytes.length; parts++) {
    const marker = bytes[at + 1]
    // The pixels begin, or this is no JPEG.
    if (bytes[at] !== 0xff || marker === 0xda) return null
    const length = bytes.readUInt16BE(at + 2)
    const text = marker === 0xfe ? ownText(bytes, at + 4, length - 2, `${KEYWORD}: `) : null
    if (text !== null) return text
    at += 2 + length
  }
  return null
}

/** What comes behind our own beginning; null where the text is somebody else's. */
function ownText(bytes: Buffer, at: number, length: number, beginning: string): string | null {
  if (length > LONGEST_TEXT || at + length > bytes.length) return null
  const text = bytes.toString('latin1', at, at + length)
  return text.startsWith(beginning) ? text.slice(beginning.length) : null
}
