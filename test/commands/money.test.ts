import t from 'tap'
import { run } from '../helpers/cli.js'
import { open } from '../helpers/sandbox.js'
import { transfer, transferred } from '../helpers/transfers.js'

t.test('disbursements, disburse and balance', async (t) => {
  const { sandbox, api } = await open(t, { disbursements: 'manual' })
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  t.match(await run(['disbursements'], at), { code: 0, out: 'No transfers yet.' })
  const agent = await api.decided()
  const id = await transferred(api, agent)
  const cancelled = await transferred(api, agent, { account_number: '9101' })
  await sandbox.waitFor({ disbursementId: cancelled, callback: 'delivered' })

  t.test('lists transfers, and shows one', async (t) => {
    const { out } = await run(['disbursements', '--company', '1'], at)
    t.match(out, /^id +company +agent +amount \(rupiah\) +to +status +reason$/m)
    t.match(
      out,
      new RegExp(`^${cancelled} +1 +${agent} +10,000 +bni 9101 +CANCELLED +INACTIVE_ACCOUNT$`, 'm'),
    )
    t.match(out, new RegExp(`^${id} +1 +${agent} +10,000 +bni 1122333301 +PENDING$`, 'm'))
    const one = (await run(['disbursements', cancelled], at)).out
    t.match(one, `Transfer ${cancelled} of agent ${agent}: CANCELLED (INACTIVE_ACCOUNT)`)
    t.match(one, 'Scenario transfer-inactive-account: account_number matches *9101.')
    t.match(one, /Callbacks:\n\d+ +delivered +Delivered to the inbox/)
    t.match((await run(['callbacks'], at)).out, /^\d+ +transfer \d{19} +delivered/m)
    t.match(await run(['disbursements', 'x'], at), { code: 2, err: /not the id of a transfer/ })
  })

  t.test('shows when one ends', async (t) => {
    const slow = await sandbox.createCompany({ disbursements: 'auto', disbursementDelay: '1h' })
    const own = api.of(slow)
    const later = await transferred(own, await own.decided())
    t.match((await run(['disbursements', later], at)).out, /It ends at 20\S+ \S+ WIB\./)
  })

  t.test('decides one by hand', async (t) => {
    const done = await run(['disburse', 'decide', id, 'done'], at)
    t.match(done, {
      code: 0,
      out: new RegExp(`^Transfer ${id} of agent ${agent}: DONE\n10,000 rupiah`),
    })
    t.match(await run(['disburse', 'decide', id, 'cancelled'], at), { code: 1, err: /is final/ })
    const other = await transferred(api, agent)
    const words = ['disburse', 'decide', other, 'cancelled', '--reason', 'cant_receive_transfer']
    t.match((await run(words, at)).out, /CANCELLED \(CANT_RECEIVE_TRANSFER\)/)
    t.match(await run(['disburse', 'decide', id, 'don'], at), {
      code: 2,
      err: /cannot be don; did you mean done\?/,
    })
    t.match(await run(['disburse', 'undo', id, 'done'], at), { code: 2, err: /Write it as: / })
  })

  t.test('shows and sets the balance', async (t) => {
    const before = (await sandbox.balance()).balance
    t.match(await run(['balance'], at), {
      code: 0,
      out: `Company 1 has ${before.toLocaleString('en')} rupiah.`,
    })
    t.match(await run(['balance', '15000', '--company', '1'], at), { out: /has 15,000 rupiah/ })
    t.equal((await sandbox.balance()).balance, 15_000)
    await run(['balance', '1'], at)
    await transfer(api, agent)
    t.match((await run(['requests'], at)).out, /set it with flip-sandbox balance <rupiah>\./)
    t.match(await run(['balance', 'much'], at), { code: 2 })
  })
})
