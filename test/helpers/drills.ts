import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { probeUrl } from '../../src/drills/probe-by-url.js'
import { chooseDrills, readDrills } from '../../src/drills/read-drills.js'
import type { DrillReport, Verdict } from '../../src/drills/report.js'
import { type DrillRun, runDrills } from '../../src/drills/run-drills.js'
import { packageFile } from '../../src/lib/package-files.js'
import type { Teardown } from './sandbox.js'

export const TOKEN = 'sandbox-validation-token'

/** The drills that each mistake fails. */
export const MISTAKES: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(packageFile('fixtures/receivers/mistakes.json'), 'utf8'),
)

export const { createReceiver } = (await import(
  packageFile('fixtures/receivers/receiver.mjs')
)) as {
  createReceiver: (options: {
    token: string
    mistake?: string
    wait?: number
    pause?: number
  }) => Server
}

/** Where a receiver is, and what shows the application's own view. */
export interface Place {
  readonly url: string
  readonly probe: string
  /** The same for callbacks about transfers. */
  readonly transfers: { readonly url: string; readonly probe: string }
}

/** A server on a free port, until the test's end. */
export async function listening(t: Teardown, server: Server): Promise<Place> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.close()
    server.closeAllConnections()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `${url}/callback`,
    probe: `${url}/agents/{agent_id}`,
    transfers: { url: `${url}/transfers`, probe: `${url}/transfers/{disbursement_id}` },
  }
}

/** Runs all drills, or only these, faster than for users, whose applications work after they have answered. */
export function drill(
  { url, probe }: { readonly url: string; readonly probe?: string },
  {
    only = [],
    kind = 'kyc',
    ...run
  }: Partial<DrillRun> & { readonly only?: readonly string[] } = {},
): Promise<DrillReport> {
  return runDrills({
    url,
    token: TOKEN,
    kind,
    drills: chooseDrills(kind, readDrills(), only, []),
    probe: probe === undefined ? null : probeUrl(probe),
    register: null,
    timeLimit: 5000,
    settle: 10,
    limit: 60_000,
    bytes: false,
    signal: new AbortController().signal,
    ...run,
  })
}

/** The names of the drills with this verdict. */
export function named({ drills }: Pick<DrillReport, 'drills'>, verdict: Verdict): string[] {
  return drills.filter((one) => one.verdict === verdict).map(({ name }) => name)
}
