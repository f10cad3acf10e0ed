import t from 'tap'
import { checker } from '../../src/lib/check.js'
import { type Definition, Type, tolerant } from '../../src/lib/definition.js'
import { sentence } from '../../src/lib/problem.js'

const Agent = Type.Closed(
  {
    id: Type.Integer({ minimum: 1, maximum: 99 }),
    name: Type.Optional(Type.String({ minLength: 1 })),
    status: Type.OneOf(['open', 'closed']),
    share: Type.Optional(Type.Nullable(Type.Number({ minimum: 0, maximum: 1 }))),
    blocked: Type.Optional(Type.Boolean()),
    tags: Type.Optional(Type.Array(Type.Nullable(Type.OneOf(['a', 'b'])))),
    clock: Type.Optional(
      Type.Nullable(
        Type.Union([
          Type.Closed({ mode: Type.Literal('running'), offset: Type.Integer() }),
          Type.Closed({ mode: Type.Literal('frozen'), at: Type.Integer() }),
        ]),
      ),
    ),
    counts: Type.Optional(
      Type.Each(Type.Integer(), { propertyNames: Type.String({ pattern: '^[a-z]+$' }) }),
    ),
    even: Type.Optional(
      Type.Nullable(
        Type.Refine(Type.Integer({ mustBe: 'an even number' }), (value) => value % 2 === 0),
      ),
    ),
    parent: Type.Optional(Type.Closed({ id: Type.Integer() })),
    only: Type.Optional(Type.Closed({})),
    either: Type.Optional(Type.Union([Type.String(), Type.Integer()])),
  },
  {
    allOf: [
      { not: { required: ['name', 'parent'] }, says: 'takes "name" or "parent", not both' },
      {
        not: { required: ['name'], properties: { name: { const: 'next' } } },
        at: 'name',
        says: ({ name }: { name: string }) => `must not be ${name}`,
      },
    ],
  },
)

const good = { id: 1, status: 'open' }

function says(definition: Definition, value: unknown): string | null {
  const fault = checker(() => definition)(value)
  return fault && sentence(fault, 'the agent')
}

t.test('the first fault of a value, with its place and what to write there', async (t) => {
  for (const [value, message] of [
    [{ ...good, clock: null, even: 2, tags: ['a', null], share: 0.5, counts: { a: 1 } }, null],
    [null, 'the agent must be a JSON object'],
    [[], 'the agent must be a JSON object'],
    [{ status: 'open' }, '"id" is missing; it must be a whole number from 1 to 99'],
    [{ ...good, id: 1.5 }, '"id" must be a whole number from 1 to 99'],
    [{ ...good, name: '' }, '"name" must be a text that is not empty'],
    [{ ...good, status: 'opn' }, '"status" must be one of: open, closed'],
    [{ ...good, share: 2 }, '"share" must be a number from 0 to 1, or null'],
    [{ ...good, blocked: 'yes' }, '"blocked" must be true or false'],
    [{ ...good, tags: {} }, '"tags" must be a list'],
    [{ ...good, tags: ['a', 'c'] }, '"tags[1]" must be one of: a, b, or null'],
    [{ ...good, even: 3 }, '"even" must be an even number, or null'],
    [{ ...good, clock: 5 }, '"clock" must be a JSON object, or null'],
    [{ ...good, clock: { mode: 'frozen' } }, /^"clock\.at" is missing/],
    [{ ...good, clock: { mode: 'x', at: 1 } }, /^"clock" has an unknown key "at"/],
    [{ ...good, clock: { mode: 'x', offset: 1 } }, '"clock.mode" must be one of: running'],
    [{ ...good, counts: { a: 'x' } }, /^"counts\.a" must be a whole number/],
    [{ ...good, counts: { A: 1 } }, '"counts" has an unknown key "A"; leave it out'],
    [{ ...good, parent: { id: 1, ID: 1 } }, /^"parent" has an unknown key "ID"; did you mean "id"/],
    [{ ...good, only: { x: 1 } }, '"only" has an unknown key "x"; it takes none'],
    [{ ...good, either: {} }, '"either" must be a text'],
    [{ ...good, nam: 'x' }, 'the agent has an unknown key "nam"; did you mean "name"?'],
    [{ ...good, name: 'x', parent: { id: 1 } }, /^the agent takes "name" or "parent", not both$/],
    [{ ...good, name: 'next' }, '"name" must not be next'],
  ] as const) {
    const found = says(Agent, value)
    if (message instanceof RegExp) t.match(found, message)
    else t.equal(found, message)
  }
})

t.test('a name that is a megabyte long is not repeated', async (t) => {
  const message = says(Agent, { ...good, ['x'.repeat(1_000_000)]: 1 })
  t.match(message, `the agent has an unknown key "${'x'.repeat(60)}…"; it takes `)
})

t.test('what has been stored may have more keys, but none where all are optional', async (t) => {
  const Stored = tolerant(
    Type.Closed({
      id: Type.Integer(),
      match: Type.Some(['name'], Type.String()),
      list: Type.Array(Type.Nullable(Type.Closed({ id: Type.Integer() }))),
    }),
  )
  const stored = { id: 1, match: {}, list: [{ id: 1, more: 1 }, null], more: 1 }
  t.equal(says(Stored, stored), null)
  t.match(says(Stored, { ...stored, match: { nam: 'x' } }), /^"match" has an unknown key "nam"/)
  t.match(says(Stored, { ...stored, list: [{}] }), /^"list\[0\]\.id" is missing/)
})
