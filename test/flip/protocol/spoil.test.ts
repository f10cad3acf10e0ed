import t from 'tap'
import { holdResponse } from '../../../src/flip/protocol/spoil.js'

t.test('a response whose connection has gone already is not held', async (t) => {
  const wire = { reply: { raw: { destroyed: true } } } as never
  t.equal(await holdResponse({} as never, wire, 1, 1000), false)
})
