import { randomInt } from 'node:crypto'
import type { KycStatus } from '../client.js'
import { flipCalls } from '../samples/flip-calls.js'
import { sampleAgent } from '../samples/sample-agent.js'
import { stopwatch } from '../time/clock.js'
import { type Command, CommandError } from './command.js'
import { onSignal } from './signals.js'
import { tourOfMoney } from './tour-money.js'
import { Walkthrough } from './walkthrough.js'

/** `tour`: takes two agents through the whole KYC, or an agent's money to its end, and shows each request, response and callback. */
export const tour: Command = {
  name: 'tour',
  usage: 'tour [--money]',
  about:
    'Takes one agent to APPROVED, and one to REJECTED and back by a repair, on a running sandbox.',
  flags: {
    money: ['', 'instead, asks for an account, sends money to it, and sends some that comes back'],
  },
  words: [0, 0],
  async run({ client, terminal, json, flags }) {
    const elapsed = stopwatch()
    const cutOff = new AbortController()
    const stopListening = onSignal((signal) =>
      cutOff.abort(
        new CommandError(`The tour was cut off (${signal}); its company is gone again.`),
      ),
    )
    try {
      const company = await client.createCompany({
        scenario: 'approved',
        magicNumbers: 'on',
        callbackUrl: null,
        callbackDelay: '0',
        maxRepairs: 3,
        requestId: 'strict',
        disbursements: 'auto',
        disbursementDelay: '0',
        disbursementCallbackUrl: null,
        inquiryCallbackUrl: null,
        balance: 1_000_000,
      })
      try {
        const walk = new Walkthrough(client, company, terminal, json, cutOff.signal)
        const way = flags['money'] === true ? tourOfMoney : tourOfAgents
        await Promise.race([way(walk, elapsed), aborted(cutOff.signal)])
      } finally {
        await company.delete()
      }
    } finally {
      stopListening()
    }
  },
}

async function tourOfAgents(walk: Walkthrough, elapsed: () => number): Promise<void> {
  walk.title('One agent, from creation to APPROVED')
  const approved = await toDecision(walk, 'Budi Santoso', '3174', 'APPROVED')
  walk.title('Another one, REJECTED with reason 17 because its number ends in 9917, and back')
  const repaired = await toDecision(walk, 'Siti Rahayu', '9917', 'REJECTED')
  await walk.call(flipCalls.repairPhoto(repaired))
  await showCallback(walk, repaired, 'APPROVED')
  walk.summary(
    { approved, repaired },
    `Agent ${approved} was approved at once, agent ${repaired} after a repair of its photo.`,
    elapsed(),
  )
}

/** Creates an agent, uploads its images, submits it. @returns its id */
async function toDecision(
  walk: Walkthrough,
  name: string,
  numberEndsIn: string,
  kycStatus: KycStatus,
): Promise<number> {
  const digits = String(randomInt(10 ** 11)).padStart(12, '3')
  const created = await walk.call(
    flipCalls.create({
      ...sampleAgent(randomInt(10 ** 8)),
      name,
      identity_number: digits + numberEndsIn,
      gender: name.startsWith('Siti') ? 'female' : 'male',
    }),
  )
  const { id } = JSON.parse(created) as { id: number }
  await walk.call(flipCalls.upload(id, false))
  await walk.call(flipCalls.upload(id, true))
  await showCallback(walk, id, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
  await walk.call(flipCalls.submit(id))
  await showCallback(walk, id, kycStatus)
  return id
}

/** Waits for the callback of a status and shows it. */
async function showCallback(
  walk: Walkthrough,
  agentId: number,
  kycStatus: KycStatus,
): Promise<void> {
  const { callback } = await walk.client.wait({ agentId, kycStatus, callback: 'delivered' })
  await walk.callback(kycStatus, (callback as { id: number }).id)
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason))
  })
}
