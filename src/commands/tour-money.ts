import { randomInt, randomUUID } from 'node:crypto'
import { moneyCalls } from '../samples/flip-calls.js'
import { makeAgent } from '../samples/make-agent.js'
import { sampleAgent } from '../samples/sample-agent.js'
import type { FinalStatus } from '../transfers/words.js'
import { grouped } from './units.js'
import type { Walkthrough } from './walkthrough.js'

const KNOWN = { bank_code: 'bni', account_number: '1122333301' }
/** Its transfer fails, and nobody takes the callback that says so. */
const CLOSED = { bank_code: 'bni', account_number: '1122334404' }

/** `tour --money`: an inquiry, a transfer that is DONE, and one that is CANCELLED and comes back. */
export async function tourOfMoney(walk: Walkthrough, elapsed: () => number): Promise<void> {
  const { client, company } = walk
  const fields = sampleAgent(randomInt(10 ** 8))
  const agent = await makeAgent(client, company.authorization, fields, { kyc_status: 'APPROVED' })
  walk.title(`Whose account is it? Then agent ${agent}, who is APPROVED, sends 10,000 rupiah to it`)
  await walk.call(moneyCalls.inquire(KNOWN))
  await company.waitFor({ idle: true })
  const [inquiry] = (await company.callbacks({ kind: 'inquiry' })).items
  await walk.callback('about the inquiry', (inquiry as { id: number }).id)
  const done = await send(walk, agent, KNOWN)
  await showCallback(walk, done, 'DONE', 'delivered')
  await walk.call(moneyCalls.balance())

  walk.title('One that fails after a minute, while the receiver of callbacks is away')
  await company.addScenario({
    name: 'tour-fails',
    description: 'The transfer fails after a minute, and its callback gets no answer.',
    match: { account_number: CLOSED.account_number },
    disbursement: {
      status: 'CANCELLED',
      reason: 'INACTIVE_ACCOUNT',
      after: '1m',
      callback: { fault: 'connection-closed' },
    },
  })
  await company.clock.freeze()
  const cancelled = await send(walk, agent, CLOSED)
  await walk.call(moneyCalls.balance())
  await walk.advance(
    '11m',
    '11 minutes: one to the end, and two before each of the five attempts more',
  )
  await showCallback(walk, cancelled, 'CANCELLED', 'failed')

  walk.title('So the application asks: the transfer is CANCELLED, and the money is back')
  await walk.call(moneyCalls.transferWithId(cancelled))
  const { balance } = JSON.parse(await walk.call(moneyCalls.balance())) as { balance: number }
  walk.summary(
    { done, cancelled, balance },
    `Transfer ${done} is DONE, transfer ${cancelled} was cancelled; the balance is ${grouped(balance)} rupiah.`,
    elapsed(),
  )
}

/** Sends money. @returns the id in digits, which JSON.parse would round */
async function send(walk: Walkthrough, agent: number, account: typeof KNOWN): Promise<string> {
  const fields = { agent_id: String(agent), ...account, amount: '10000' }
  const direction = 'DOMESTIC_SPECIAL_TRANSFER'
  const answer = await walk.call(moneyCalls.transfer(randomUUID(), { ...fields, direction }))
  return (/\d+/.exec(answer) as RegExpExecArray)[0]
}

/** Waits for the callback about a transfer's end and shows it. */
async function showCallback(
  walk: Walkthrough,
  disbursementId: string,
  status: FinalStatus,
  state: 'delivered' | 'failed',
): Promise<void> {
  const { callback } = await walk.client.wait({ disbursementId, status, callback: state })
  await walk.callback(status, (callback as { id: number }).id)
}
