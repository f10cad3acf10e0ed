import t from 'tap'
import {
  eitherOf,
  instant,
  integer,
  listOf,
  mapOf,
  nullable,
  number,
  optional,
  record,
  type Shape,
  text,
  textThat,
} from '../../src/store/shape.js'

t.test('a shape says where a value is not what it should be', async (t) => {
  const agent = record<{ id: number; name?: string; tags: string[] }>({
    id: integer,
    name: optional(text),
    tags: listOf(textThat((tag) => tag !== '')),
  })
  const cases: readonly (readonly [Shape, unknown, string | null])[] = [
    [agent, { id: 1, tags: [], more: true }, null],
    [agent, { id: 1, name: 5, tags: [] }, '.name'],
    [agent, { id: 1.5, tags: [] }, '.id'],
    [agent, { id: 1, tags: ['x', ''] }, '.tags[1]'],
    [agent, { id: 1, tags: {} }, '.tags'],
    [agent, [], ''],
    [agent, null, ''],
    [listOf(agent), [{ id: 1, tags: [] }, { id: 2 }], '[1].tags'],
    [mapOf(integer), { a: 1, b: 'x' }, '.b'],
    [mapOf(integer), 'x', ''],
    [mapOf(integer, ['a']), { b: 1 }, '.b'],
    [nullable(integer), null, null],
    [eitherOf(integer, text), true, ''],
    [eitherOf(integer, text), 'x', null],
    [number, Number.POSITIVE_INFINITY, ''],
    [instant, 8.65e15, ''],
    [instant, -1, null],
  ]
  for (const [shape, value, fault] of cases) t.equal(shape(value), fault, JSON.stringify(value))
})
