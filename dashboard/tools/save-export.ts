import { send, withQuery } from '../api.js'
import type { Agent } from '../types.js'
import { saveFile } from '../ui/save-file.js'

/** Saves the state as a file. @param company_id undefined: all companies */
export async function saveState(company_id: number | undefined): Promise<void> {
  const answer = await send('GET', withQuery('/export', { company_id }))
  const whose = company_id === undefined ? '' : `-company-${company_id}`
  saveFile(await answer.blob(), `flip-sandbox${whose}.json`)
}

/** Saves one agent with all that belongs to it, for somebody else's sandbox. */
export async function saveCase({ id, kyc_status }: Agent): Promise<void> {
  const answer = await send('GET', withQuery('/export', { agent_id: id }))
  saveFile(await answer.blob(), `agent-${id}-${kyc_status.toLowerCase()}.json`)
}
