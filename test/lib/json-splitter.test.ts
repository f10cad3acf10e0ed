import t from 'tap'
import { JsonSplitter, type Piece } from '../../src/lib/json-splitter.js'

const SPLIT = new Set(['list', 'map', 'empty'])

function split(text: string, chunkSize = text.length + 1): Piece[] {
  const pieces: Piece[] = []
  const splitter = new JsonSplitter(SPLIT, (piece) => pieces.push(piece))
  // The same memory for every chunk, as a reader of files has it.
  const chunk = Buffer.alloc(chunkSize)
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += chunkSize) {
    const length = bytes.copy(chunk, 0, at, at + chunkSize)
    splitter.push(chunk.subarray(0, length))
  }
  splitter.end()
  return pieces
}

t.test(
  'a document is taken apart, however it is written and wherever its chunks end',
  async (t) => {
    const document = {
      number: -1.5e3,
      word: null,
      text: 'with "quotes", \\ and ]}é',
      whole: { list: [1, { deep: ']' }] },
      list: [{ a: '}"' }, [1, 2], 'é', true],
      empty: [],
      map: { one: 'x', 'two ]': { y: 1 } },
    }
    const pieces = [
      ['number', null, -1.5e3],
      ['word', null, null],
      ['text', null, document.text],
      ['whole', null, document.whole],
      ['list', null, []],
      ...document.list.map((item, index) => ['list', index, item]),
      ['empty', null, []],
      ['map', null, {}],
      ['map', 'one', 'x'],
      ['map', 'two ]', { y: 1 }],
    ]
    for (const text of [JSON.stringify(document), JSON.stringify(document, null, 2)]) {
      for (const size of [1, 2, 3, 7, 1000]) {
        t.strictSame(
          split(text, size).map(({ member, item, text: json }) => [member, item, JSON.parse(json)]),
          pieces,
          `${size} bytes at a time`,
        )
      }
    }
  },
)

t.test('what is no JSON is refused, with its place', async (t) => {
  for (const [text, message] of [
    ['', /it ends early/],
    ['[]', /unexpected where its beginning is/],
    ['{"a":1', /it ends early/],
    ['{"a" 1}', /unexpected where a is/],
    ['{"a":1,}', /unexpected where a is/],
    ['{,}', /unexpected where its beginning is/],
    ['{"a":1}x', /unexpected where a is/],
    ['{"list":[1 2]}', /unexpected where list\[1\] is/],
    ['{"map":{"x" 1}}', /unexpected where map\.x is/],
    ['{"list":[}', /unexpected/],
  ] as const) {
    t.throws(
      () => split(text).forEach(({ text: json }) => void JSON.parse(json)),
      { name: 'SyntaxError', message },
      text,
    )
  }
})

t.test('a single value has a bound', async (t) => {
  const splitter = new JsonSplitter(SPLIT, () => {}, 50)
  splitter.push(Buffer.from(`{"list":["${'x'.repeat(48)}","`))
  splitter.push(Buffer.alloc(49, 'x'))
  t.throws(() => splitter.push(Buffer.from('x')), /list\[1\] is too long/)
})
