import t from 'tap'
import { Address } from '../../src/context/address.js'

t.test('an address is asked for only once the sandbox listens', async (t) => {
  const address = new Address()
  t.throws(() => address.inboxOf(1), { message: 'The sandbox does not listen yet.' })
  address.listensAt('http://127.0.0.1:4010')
  t.equal(address.inboxOf(7), 'http://127.0.0.1:4010/_sandbox/inbox/7')
})
