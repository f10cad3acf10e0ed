import { SandboxClient } from '../client.js'
import type { Probe } from './definitions.js'
import { peopleOf } from './people.js'
import { type Played, play, type Recording } from './play.js'
import { ShortMemory } from './progress.js'
import { Receiver } from './receiver.js'
import { loopbackTarget } from './target.js'

/** A sandbox that has just been started for this comparison alone. */
export interface OwnSandbox {
  readonly url: string
  close(): Promise<void>
}

/** How long its checks take: longer than all probes, so that an agent stays where a call has brought it. */
const CHECK = '1h'
/** Real milliseconds in which its callbacks arrive, once its clock has been moved. */
const CALLBACK_LIMIT = 10_000

/** Plays the probes against a fresh company of a sandbox of parity's own. */
export async function recordOwn(
  probes: readonly Probe[],
  startOwn: () => Promise<OwnSandbox>,
): Promise<Recording> {
  const sandbox = await startOwn()
  const receiver = new Receiver()
  try {
    const port = await receiver.listen(0, '127.0.0.1')
    const company = await new SandboxClient({ url: sandbox.url }).createCompany({
      callbackUrl: `http://127.0.0.1:${port}/`,
      callbackDelay: CHECK,
      scenario: 'approved',
      magicNumbers: 'off',
    })
    const recording = new Map<string, Played>()
    const side = {
      target: loopbackTarget(sandbox.url, company.secretKey),
      memory: new ShortMemory(),
      people: peopleOf(probes),
      series: '000000',
      callback: async (agentId: string) => {
        await company.clock.advance(CHECK)
        return receiver.callback(agentId, CALLBACK_LIMIT)
      },
      mostAgents: Number.POSITIVE_INFINITY,
      cutOff: new AbortController().signal,
      begin: () => {},
    }
    await play(probes, side, recording)
    for (const [name, { missing }] of recording)
      if (missing !== null)
        throw new Error(
          `The sandbox itself left the probe ${name}: ${missing}. This is a defect; please report it.`,
        )
    return recording
  } finally {
    receiver.close()
    await sandbox.close()
  }
}
