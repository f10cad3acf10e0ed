import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { inspectImage } from '../../src/flip/protocol/images.js'
import { REJECTION_REASON_CODES } from '../../src/kyc/rejection-reasons.js'
import { SCENARIO_FAMILIES } from '../../src/kyc/scenario-name.js'
import { chunk, PNG_SIGNATURE } from '../../src/lib/png.js'
import { isPictureOutcome, outcomeOf, withOutcome } from '../../src/scenarios/picture.js'
import { jpeg, png } from '../helpers/images.js'

const NAMES = SCENARIO_FAMILIES.flatMap((family) =>
  REJECTION_REASON_CODES.map((code) => `${family}-${code}`),
)

t.test('every outcome can be written into every sample image, which stays one', async (t) => {
  const folder = 'fixtures/images'
  for (const name of readdirSync(folder).filter((one) => !one.endsWith('.mjs'))) {
    const bytes = readFileSync(join(folder, name))
    t.equal(outcomeOf(bytes, name), null, name)
    for (const outcome of NAMES) {
      const marked = withOutcome(bytes, outcome)
      t.strictSame(outcomeOf(marked, name), { scenario: outcome, told: 'text' })
      t.strictSame(inspectImage(marked, false), inspectImage(bytes, false))
    }
  }
})

t.test('a text of somebody else is passed over', async (t) => {
  const marked = withOutcome(png(), 'rejected-17')
  const text = (words: string) => chunk('tEXt', Buffer.from(words))
  const before = (...chunks: Buffer[]) =>
    Buffer.concat([marked.subarray(0, 33), ...chunks, marked.subarray(33)])
  t.match(outcomeOf(before(text('Software\0GIMP'), text('flip-sandbox')), ''), {
    scenario: 'rejected-17',
  })
  t.equal(outcomeOf(before(text('flip-sandbox\0nothing')), ''), null, 'our own first text counts')
  const many = Array.from({ length: 100 }, () => text('Comment\0x'))
  t.equal(outcomeOf(before(...many), ''), null, 'not looked for without end')
  const comment = Buffer.from([0xff, 0xfe, 0, 4, 65, 66])
  const photo = withOutcome(jpeg(), 'rejected-17')
  t.match(outcomeOf(Buffer.concat([photo.subarray(0, 2), comment, photo.subarray(2)]), ''), {
    scenario: 'rejected-17',
  })
})

t.test('whatever the chunks are, it ends, throws nothing, and finds a name or none', (t) => {
  const bytes = fc.uint8Array({ maxLength: 80 })
  const type = fc.constantFrom('tEXt', 'IDAT', 'IEND', 'tEXt\0', '')
  const part = fc.oneof(
    bytes,
    fc.tuple(type, bytes).map(([name, data]) => chunk(name, Buffer.from(data))),
    fc.tuple(fc.nat(0xffff), bytes).map(([length, data]) => {
      const head = Buffer.from([0xff, 0xfe, length >> 8, length & 0xff])
      return Buffer.concat([head, Buffer.from('flip-sandbox: '), Buffer.from(data)])
    }),
    fc.nat(0xffffffff).map((length) => {
      const head = Buffer.alloc(4)
      head.writeUInt32BE(length)
      return Buffer.concat([head, Buffer.from('tEXtflip-sandbox\0rejected-1')])
    }),
  )
  const start = fc.constantFrom(PNG_SIGNATURE, Buffer.from([0xff, 0xd8]), Buffer.alloc(0))
  fc.assert(
    fc.property(start, fc.array(part, { maxLength: 8 }), fc.string(), (first, parts, name) => {
      const found = outcomeOf(Buffer.concat([first, ...parts]), name)
      return found === null || isPictureOutcome(found.scenario)
    }),
    { numRuns: 2000 },
  )
  const whole = withOutcome(png(), 'rejected-17')
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, value, end) => {
      const broken = Buffer.from(whole.subarray(0, end))
      if (at < end) broken[at] = value
      const found = outcomeOf(broken, '')
      return found === null || isPictureOutcome(found.scenario)
    }),
    { numRuns: 2000 },
  )
  t.end()
})
