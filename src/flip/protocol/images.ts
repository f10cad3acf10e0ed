import type { StoredImage } from '../../kyc/agent.js'
import { type Refusal, refusal } from '../../kyc/refusals.js'
import { JPEG_START, SCAN, segments } from '../../lib/jpeg.js'
import { chunks, PNG_SIGNATURE } from '../../lib/png.js'

/** An image of this many bytes is too large (4007). */
export const IMAGE_SIZE_LIMIT = 2_000_000
const SHORTEST_SIDE = 256
const LONGEST_SIDE = 4096

type ImageFacts = Pick<StoredImage, 'type' | 'width' | 'height'>

/**
 * Checks an image by its content, never by its name (kyc.identities.image.content, kyc.identities.image.order).
 * Reads its structure from header to end, and does not decode the pixels.
 * @param truncated whether only the beginning was read
 */
export function inspectImage(bytes: Buffer, truncated: boolean): ImageFacts | Refusal {
  if (truncated || bytes.length >= IMAGE_SIZE_LIMIT) {
    return refusal(4007, 'The image must be smaller than 2,000,000 bytes; send a smaller one.')
  }
  const png = bytes.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)
  if (!png && !bytes.subarray(0, JPEG_START.length).equals(JPEG_START)) {
    return refusal(4008, 'The image is neither PNG nor JPEG by its first bytes; send one of these.')
  }
  const size = png ? readPng(bytes) : readJpeg(bytes)
  if (size === null) {
    return refusal(
      4009,
      'The image begins like a PNG or JPEG, but its structure is broken or cut off; send the whole file unchanged.',
    )
  }
  const [width, height] = size
  if (Math.min(width, height) < SHORTEST_SIDE || Math.max(width, height) > LONGEST_SIDE) {
    return refusal(4008, 'Each side of the image must have 256 to 4096 pixels.')
  }
  return { type: png ? 'image/png' : 'image/jpeg', width, height }
}

export function isRefusal(judged: ImageFacts | Refusal): judged is Refusal {
  return 'code' in judged
}

type Size = readonly [width: number, height: number]

/** Reads chunk by chunk from IHDR to IEND, and checks each checksum. @returns null when the structure is broken */
function readPng(bytes: Buffer): Size | null {
  let size: Size | null = null
  let hasData = false
  for (const { type, data, isIntact } of chunks(bytes)) {
    if (!isIntact()) return null
    if (size === null) {
      if (type !== 'IHDR' || data.length !== 13) return null
      size = [data.readUInt32BE(0), data.readUInt32BE(4)]
    }
    if (type === 'IDAT') hasData = true
    if (type === 'IEND') return hasData ? size : null
  }
  return null
}

/** Reads segment by segment: a frame header, a scan, and the end marker. @returns null when the structure is broken */
function readJpeg(bytes: Buffer): Size | null {
  let size: Size | null = null
  for (const { type, data, end } of segments(bytes)) {
    if (isFrameHeader(type)) {
      if (data.length < 6) return null
      size = [data.readUInt16BE(3), data.readUInt16BE(1)]
    }
    if (type === SCAN)
      return size !== null && bytes.indexOf('\xff\xd9', end, 'latin1') >= 0 ? size : null
  }
  return null
}

/** SOF0 to SOF15, without the tables and extensions that share their range. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
}
