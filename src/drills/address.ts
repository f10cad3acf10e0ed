import { isHttpUrl } from '../lib/http-url.js'

/** Where the agent's id is put in. */
export const PLACE = '{agent_id}'

/** Whether a probe can be asked there: an http or https URL with a place for the id. */
export function isProbeUrl(text: string): boolean {
  return text.includes(PLACE) && isHttpUrl(text.replaceAll(PLACE, '1'))
}

export const PROBE_URL_MUST_BE =
  'an http or https URL with {agent_id} in it, such as http://127.0.0.1:3000/agents/{agent_id}'
