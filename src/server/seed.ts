import { SandboxClient } from '../client.js'
import { basicAuthorization } from '../kyc/company.js'
import { OptionError, type SandboxOptions } from '../options/options.js'
import { makeAgent } from '../samples/make-agent.js'
import { readSeed, type SeededAgent } from '../samples/seed-file.js'

/** Reads the agents to begin with. @throws {OptionError} */
export function agentsToBegin({ seed }: SandboxOptions): readonly SeededAgent[] {
  if (seed === null) return []
  try {
    return readSeed(seed)
  } catch (error) {
    throw new OptionError((error as Error).message)
  }
}

/**
 * Makes the agents to begin with, through the sandbox's own two APIs.
 * @throws {OptionError} with the agent and what Flip's checks say about it
 */
export async function makeSeededAgents(
  agents: readonly SeededAgent[],
  url: string,
  { control_token, secret_key, seed }: SandboxOptions,
): Promise<void> {
  const client = new SandboxClient({ url, controlToken: control_token ?? undefined })
  for (const [index, { fields, wanted }] of agents.entries()) {
    try {
      await makeAgent(client, basicAuthorization(secret_key), fields, wanted)
    } catch (error) {
      // So that the next start finds an empty state again.
      await client.reset()
      const { message } = error as Error
      throw new OptionError(`The seed ${seed}: agent ${index + 1} cannot be made. ${message}`)
    }
  }
}
