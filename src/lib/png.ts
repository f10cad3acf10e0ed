import { crc32 } from 'node:zlib'

/** The first bytes of every PNG. */
export const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** One chunk of a PNG: length, type, data, checksum. */
export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}

/** The chunks of a PNG, in their order, up to one that is cut off. */
export function* chunks(
  bytes: Buffer,
): Generator<{ type: string; data: Buffer; isIntact: () => boolean }> {
  for (let at = PNG_SIGNATURE.length; at + 12 <= bytes.length; ) {
    const end = at + 12 + bytes.readUInt32BE(at)
    if (end > bytes.length) return
    const body = bytes.subarray(at + 4, end - 4)
    yield {
      type: body.toString('latin1', 0, 4),
      data: body.subarray(4),
      isIntact: () => crc32(body) === bytes.readUInt32BE(end - 4),
    }
    at = end
  }
}
