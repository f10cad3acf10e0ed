import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { packageFile } from '../lib/package-files.js'
import { chunk, PNG_SIGNATURE } from '../lib/png.js'

const TWO_MEGABYTES = 2_000_000

const shipped = (name: string) => readFileSync(packageFile(`fixtures/images/${name}`))
const card = () => shipped('identity-card.png')

/** The synthetic images that probes send, by name. */
const IMAGES: Readonly<Record<string, () => Buffer>> = {
  card,
  'other-card': () => shipped('identity-card.jpg'),
  selfie: () => shipped('selfie.jpg'),
  document: () => shipped('document.png'),
  empty: () => Buffer.alloc(0),
  text: () => Buffer.from('This is a text and no image.'),
  gif: () => Buffer.from('GIF89a\u0001\0\u0001\0\0\0\0;', 'latin1'),
  'cut-off': () => card().subarray(0, 4000),
  'bad-checksum': () => withAnotherByte(card(), 20),
  'with-a-tail': () => Buffer.concat([card(), Buffer.from('and more')]),
  'narrow-255': () => greyPng(255, 256),
  'narrow-256': () => greyPng(256, 256),
  'wide-4096': () => greyPng(4096, 256),
  'wide-4097': () => greyPng(4097, 256),
  'narrow-cut-off': () => greyPng(255, 256).subarray(0, 60),
  'almost-two-megabytes': () => padded(card(), TWO_MEGABYTES - 1),
  'two-megabytes': () => padded(card(), TWO_MEGABYTES),
  'two-megabytes-of-text': () => Buffer.alloc(TWO_MEGABYTES, 'x'),
  'text-in-png': () => Buffer.concat([PNG_SIGNATURE, Buffer.from('and no more')]),
}

/** Their names. */
export const IMAGE_NAMES: readonly string[] = [...Object.keys(IMAGES), 'unfilled']

/** A file part with this image. `unfilled` is what a browser sends where nobody chose a file. */
export function imageFile(name: string): File {
  if (name === 'unfilled') return new File([], '')
  const bytes = (IMAGES[name] as () => Buffer)()
  return new File([new Uint8Array(bytes)], `${name}.png`, { type: 'image/png' })
}

function withAnotherByte(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at)
  return copy
}

function padded(bytes: Buffer, length: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(length - bytes.length)])
}

function greyPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits of grey a pixel.
  header[8] = 8
  const pixels = deflateSync(Buffer.alloc((width + 1) * height, 0x80))
  const parts = [chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([PNG_SIGNATURE, ...parts])
}
