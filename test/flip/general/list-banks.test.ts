import t from 'tap'
import { AGENTS, open } from '../../helpers/sandbox.js'
import { V3 } from '../../helpers/transfers.js'

t.test('GET /general/banks', async (t) => {
  const { api, sandbox } = await open(t)
  const banks = async (query = '') => (await api.get(`${AGENTS}/general/banks${query}`)).body
  const all = await banks()
  t.equal(all.length, 41, '(transfers.banks.codes)')
  t.strictSame(
    all[0],
    { bank_code: 'bca', name: 'BCA', fee: 5000, queue: 0, status: 'OPERATIONAL' },
    '(transfers.banks.answer, transfers.banks.fee)',
  )
  t.strictSame(await banks('?code=bca'), [all[0]], '(transfers.banks.code)')
  t.strictSame(await banks('?code='), all)
  await sandbox.setBankStatus('bca', 'DISTURBED')
  t.match(await banks('?code=bca'), [{ queue: 8, status: 'DISTURBED' }], '(transfers.banks.queue)')
  const unknown = await api.get(`${V3}/general/banks?code=BCA`)
  t.match(unknown, { status: 422 })
  t.strictSame(unknown.body, { message: 'BANK_NOT_FOUND' }, '(transfers.banks.unknown)')
})
