import t from 'tap'
import { AGENTS, open } from '../../helpers/sandbox.js'
import { V3 } from '../../helpers/transfers.js'

t.test('GET /general/balance', async (t) => {
  const { api, sandbox } = await open(t)
  t.strictSame(
    (await api.get(`${AGENTS}/general/balance`)).body,
    { balance: 950_000_000_000 },
    '(transfers.balance.answer, transfers.balance.start)',
  )
  const company = await sandbox.createCompany({ balance: 5 })
  t.strictSame((await api.of(company).get(`${V3}/general/balance`)).body, { balance: 5 })
})
