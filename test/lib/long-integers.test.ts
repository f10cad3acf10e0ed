import t from 'tap'
import { parseKeepingDigits } from '../../src/lib/long-integers.js'

t.test('integers that a JavaScript number would round become texts', async (t) => {
  for (const [json, value] of [
    ['{"id":1234567890123456789}', { id: '1234567890123456789' }],
    ['[-1234567890123456789, 1234567890123456]', ['-1234567890123456789', '1234567890123456']],
    ['{"n":123456789012345,"f":1234567890123456.5}', { n: 123456789012345, f: 1234567890123456.5 }],
    ['1e1234567890123456', Number.POSITIVE_INFINITY],
    ['0.1234567890123456789', 0.12345678901234568],
    [
      '{"12345678901234567890":"a \\"12345678901234567890"}',
      { '12345678901234567890': 'a "12345678901234567890' },
    ],
    ['null', null],
  ] as const)
    t.same(parseKeepingDigits(json), value, json)
  t.throws(() => parseKeepingDigits(`"${'\\"'.repeat(50_000)}`), SyntaxError)
})
