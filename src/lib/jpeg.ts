/** The first bytes of every JPEG. */
export const JPEG_START = Buffer.from([0xff, 0xd8, 0xff])

/** Types of segments. */
export const COMMENT = 0xfe
export const SCAN = 0xda

/**
 * The segments of a JPEG, in their order, up to one that is cut off, or to what is none, such as the pixels behind SCAN.
 * `end` is where a segment ends in the file.
 */
export function* segments(bytes: Buffer): Generator<{ type: number; data: Buffer; end: number }> {
  let at = 2
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const type = bytes[at + 1] as number
    if (type === 0xff) {
      at += 1
      continue
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end < at + 4 || end > bytes.length) return
    yield { type, data: bytes.subarray(at + 4, end), end }
    at = end
  }
}
