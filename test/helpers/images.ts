import { deflateSync } from 'node:zlib'
import { chunk, PNG_SIGNATURE } from '../../src/lib/png.js'

/** A grey PNG. @param padding bytes of a private chunk, to make it larger */
export function png(width = 256, height = 256, padding = 0): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  const pixels = deflateSync(Buffer.alloc((width + 1) * height, 0x80))
  return Buffer.concat([
    PNG_SIGNATURE,
    chunk('IHDR', header),
    ...(padding > 0 ? [chunk('teSt', Buffer.alloc(padding))] : []),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** A JPEG as far as its structure goes: start, frame header, scan, end. */
export function jpeg(width = 256, height = 256): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  frame.writeUInt16BE(height, 5)
  frame.writeUInt16BE(width, 7)
  const scan = Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0x34])
  return Buffer.concat([Buffer.from([0xff, 0xd8]), frame, scan, Buffer.from([0xff, 0xd9])])
}

/** An image that every check accepts, as a form's file. */
export function card(bytes: Buffer = png()): File {
  return new File([new Uint8Array(bytes)], 'card.png', { type: 'image/png' })
}
