import { createHash } from 'node:crypto'
import { control } from '../lib/servers.js'

export interface StoredAgent {
  readonly id: number
  readonly company_id: number
  readonly identity_image: { readonly file: string } | null
}

/** What of an export the torments look at. */
export interface Stored {
  readonly companies: readonly { readonly id: number; readonly secret_key: string }[]
  readonly agents: readonly StoredAgent[]
  readonly controls: readonly { readonly company_id: number; readonly faults: readonly unknown[] }[]
  readonly images: Readonly<Record<string, string>>
}

export async function storedOf(port: number): Promise<Stored> {
  return (await control(port, 'GET', '/export')) as Stored
}

/** All of it in one line, to be compared: companies, agents, each one's picture, faults. */
export function fingerprint({ companies, agents, controls, images }: Stored): string {
  const picture = ({ identity_image }: StoredAgent) => {
    if (identity_image === null) return ''
    const base64 = images[identity_image.file]
    return base64 === undefined ? 'lost' : createHash('sha1').update(base64).digest('hex')
  }
  const ofId = (a: { id: number }, b: { id: number }) => a.id - b.id
  return createHash('sha1')
    .update(
      JSON.stringify([
        companies.toSorted(ofId).map(({ id, secret_key }) => [id, secret_key]),
        agents.toSorted(ofId).map((agent) => [agent.id, agent.company_id, picture(agent)]),
        controls
          .filter(({ faults }) => faults.length > 0)
          .map(({ company_id, faults }) => [company_id, faults.length]),
      ]),
    )
    .digest('hex')
}

/** The state without a company's agents and controls; null: without those of anybody. */
export function emptied(state: Stored, companyId: number | null): Stored {
  const stays = ({ company_id }: { company_id: number }) =>
    companyId !== null && company_id !== companyId
  return { ...state, agents: state.agents.filter(stays), controls: state.controls.filter(stays) }
}
