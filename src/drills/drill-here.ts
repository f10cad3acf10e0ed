import { isHttpUrl } from '../lib/http-url.js'
import { UsageError } from '../lib/usage-error.js'
import { type DrillKind, isProbeUrl, PROBE_URL_MUST_BE, type SubjectId } from './address.js'
import { probeUrl, registerUrl } from './probe-by-url.js'
import type { DrillReport } from './report.js'
import { runDrills } from './run-drills.js'
import { type DrillSettings, runWith } from './settings.js'
import { NoView, type Probe } from './view.js'

/**
 * A URL with `{agent_id}` or `{disbursement_id}` in it, or a function in this process. What it returns is compared, as text
 * or as JSON.
 */
export type ProbeInput<Id = number> = string | ((id: Id) => unknown)

interface Probes<Id> {
  /** Shows the application's own view of an agent, or of a transfer. */
  readonly probe?: ProbeInput<Id> | undefined
  /** Makes it known to the application, before anything is sent about it; a URL gets a `POST`. */
  readonly register?: ProbeInput<Id> | undefined
}

/** What the library's `drill` takes. An agent's id is a number, a transfer's a text of 19 digits. */
export type DrillHere = DrillSettings & {
  /** The receiver. */
  readonly url: string
} & (
    | ({ readonly kind?: 'kyc' | undefined } & Probes<number>)
    | ({ readonly kind: 'disbursement' } & Probes<string>)
  )

/**
 * A run from this process.
 * @param signal ends it; the report says so
 * @throws {UsageError} one sentence with what is wrong and what to do
 */
export async function drillHere(
  { url, probe, register, ...settings }: DrillHere,
  token: string,
  signal: AbortSignal,
): Promise<DrillReport> {
  if (!isHttpUrl(url)) throw new UsageError('"url" must be the http or https URL of a receiver.')
  const run = runWith(settings)
  return runDrills({
    ...run,
    url,
    token,
    probe: probeBy('probe', run.kind, probe, probeUrl),
    register: probeBy('register', run.kind, register, registerUrl),
    signal,
  })
}

function probeBy(
  name: string,
  kind: DrillKind,
  input: ProbeInput<number> | ProbeInput<string> | undefined,
  byUrl: (url: string) => Probe,
): Probe | null {
  if (input === undefined) return null
  // The ids of a kind are all of the type that its functions take.
  if (typeof input === 'function') return probeByFunction(name, input as (id: SubjectId) => unknown)
  return probeAtUrl(`"${name}"`, kind, input, byUrl, ', or a function')
}

/** A probe by a URL. @throws {UsageError} where it has no place for an id of this kind */
export function probeAtUrl(
  name: string,
  kind: DrillKind,
  url: string,
  byUrl: (url: string) => Probe,
  alternative = '',
): Probe {
  if (isProbeUrl(url, kind)) return byUrl(url)
  throw new UsageError(`${name} must be ${PROBE_URL_MUST_BE[kind]}${alternative}.`)
}

function probeByFunction(name: string, ask: (id: SubjectId) => unknown): Probe {
  return async (id) => {
    try {
      const shown = await ask(id)
      return typeof shown === 'string' ? shown : (JSON.stringify(shown) ?? '')
    } catch (error) {
      throw new NoView(`The function "${name}" failed (${(error as Error).message}).`)
    }
  }
}
