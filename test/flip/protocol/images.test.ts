import t from 'tap'
import { inspectImage } from '../../../src/flip/protocol/images.js'
import { jpeg, png } from '../../helpers/images.js'

const code = (bytes: Buffer, truncated = false) => {
  const judged = inspectImage(bytes, truncated)
  return 'code' in judged ? judged.code : judged
}

t.test('images are judged by their content (kyc.identities.image.content)', async (t) => {
  t.strictSame(code(png(256, 4096)), { type: 'image/png', width: 256, height: 4096 })
  t.strictSame(code(jpeg(300, 400)), { type: 'image/jpeg', width: 300, height: 400 })
  t.equal(code(png(), true), 4007)
  t.equal(code(Buffer.concat([png(), Buffer.alloc(2_000_000)])), 4007)
  t.equal(code(Buffer.from('')), 4008)

  t.test(
    'in the order size, first bytes, structure, sides (kyc.identities.image.order)',
    async (t) => {
      const broken = png(255, 255).subarray(0, -1)
      t.equal(code(Buffer.alloc(2_000_000)), 4007)
      t.equal(code(Buffer.concat([broken, Buffer.alloc(2_000_000)])), 4007)
      t.equal(code(broken.subarray(1)), 4008)
      t.equal(code(broken), 4009)
      t.equal(code(png(255, 255)), 4008)
    },
  )

  t.test(
    'a PNG must run from IHDR to IEND, each chunk with its checksum (kyc.identities.image.structure)',
    async (t) => {
      const good = png()
      const flipped = Buffer.from(good)
      flipped[40] = (flipped[40] as number) ^ 1
      const noHeader = Buffer.concat([good.subarray(0, 8), good.subarray(33)])
      const noData = Buffer.concat([good.subarray(0, 33), good.subarray(-12)])
      for (const broken of [
        flipped,
        noHeader,
        noData,
        good.subarray(0, -12),
        good.subarray(0, -1),
        good.subarray(0, 8),
      ]) {
        t.equal(code(broken), 4009)
      }
      t.equal(
        typeof code(Buffer.concat([good, Buffer.from('trailing')])),
        'object',
        'what follows the end is left alone (kyc.identities.image.after-the-end)',
      )
    },
  )

  t.test(
    'a JPEG must have a frame header, a scan and an end (kyc.identities.image.structure)',
    async (t) => {
      const good = jpeg()
      const at = (marker: number) => good.indexOf(Buffer.from([0xff, marker]))
      const fill = Buffer.concat([good.subarray(0, 2), Buffer.from([0xff]), good.subarray(2)])
      t.equal(typeof code(fill), 'object', 'fill bytes before a marker')
      const table = Buffer.concat([
        good.subarray(0, 2),
        Buffer.from([0xff, 0xc4, 0, 3, 0]),
        good.subarray(2),
      ])
      t.equal(typeof code(table), 'object', 'a Huffman table is no frame header')
      const noFrame = Buffer.concat([good.subarray(0, 2), good.subarray(at(0xda))])
      const shortFrame = Buffer.concat([
        good.subarray(0, 2),
        Buffer.from([0xff, 0xc0, 0, 4, 8, 0]),
        good.subarray(at(0xda)),
      ])
      const noMarker = Buffer.concat([good.subarray(0, 3), Buffer.from([0xd8, 0, 0, 0, 0])])
      const badLength = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 1, 0, 0])
      const tooLong = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 0, 0])
      const noSegment = Buffer.concat([good.subarray(0, at(0xda)), Buffer.from([0, 0, 0, 0])])
      for (const broken of [
        noFrame,
        shortFrame,
        noMarker,
        badLength,
        tooLong,
        noSegment,
        good.subarray(0, -2),
        good.subarray(0, 5),
      ]) {
        t.equal(code(broken), 4009)
      }
    },
  )
})
