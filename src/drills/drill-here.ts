import { isHttpUrl } from '../lib/http-url.js'
import { isProbeUrl, PROBE_URL_MUST_BE } from './address.js'
import { probeUrl, registerUrl } from './look-by-url.js'
import { DrillError } from './read-drills.js'
import type { DrillReport } from './report.js'
import { runDrills } from './run-drills.js'
import { type DrillSettings, runWith } from './settings.js'
import { type Look, LookError } from './view.js'

/** A URL with `{agent_id}` in it, or a function in this process. What it returns is compared, as text or as JSON. */
export type ProbeInput = string | ((agentId: number) => unknown)

/** What the library's `drill` takes. */
export interface DrillHere extends DrillSettings {
  /** The receiver. */
  readonly url: string
  /** Shows the application's own view of an agent. */
  readonly probe?: ProbeInput | undefined
  /** Makes an agent known to the application, before anything is sent about it; a URL gets a `POST`. */
  readonly register?: ProbeInput | undefined
}

/** A run from this process. @throws {DrillError} one sentence with what is wrong and what to do */
export async function drillHere(
  { url, probe, register, ...settings }: DrillHere,
  token: string,
): Promise<DrillReport> {
  if (!isHttpUrl(url)) throw new DrillError('"url" must be the http or https URL of a receiver.')
  return runDrills({
    ...runWith(settings),
    url,
    token,
    probe: lookBy('probe', probe, probeUrl),
    register: lookBy('register', register, registerUrl),
    signal: new AbortController().signal,
  })
}

function lookBy(
  name: string,
  input: ProbeInput | undefined,
  byUrl: (url: string) => Look,
): Look | null {
  if (input === undefined) return null
  if (typeof input === 'function') return lookByFunction(name, input)
  if (isProbeUrl(input)) return byUrl(input)
  throw new DrillError(`"${name}" must be ${PROBE_URL_MUST_BE}, or a function.`)
}

function lookByFunction(name: string, look: (agentId: number) => unknown): Look {
  return async (agentId) => {
    try {
      const shown = await look(agentId)
      return typeof shown === 'string' ? shown : (JSON.stringify(shown) ?? '')
    } catch (error) {
      throw new LookError(`The function "${name}" failed (${(error as Error).message}).`)
    }
  }
}
