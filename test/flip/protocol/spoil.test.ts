import t from 'tap'
import { holdResponse } from '../../../src/flip/protocol/spoil.js'

t.test('a response whose connection has gone already is not held', async (t) => {
  const exchange = { reply: { raw: { destroyed: true } } } as never
  t.equal(await holdResponse({} as never, exchange, 1, 1000), false)
})
