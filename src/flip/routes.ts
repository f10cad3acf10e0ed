import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import type { Route } from '../scenarios/fault-path.js'
import { createAgent } from './agents/create-agent.js'
import { getAgent } from './agents/get-agent.js'
import { updateAgent } from './agents/update-agent.js'
import { uploadDocuments } from './documents/upload-documents.js'
import { getBalance } from './general/get-balance.js'
import { getMaintenance } from './general/get-maintenance.js'
import { listBanks } from './general/list-banks.js'
import { listCities, listCountries, listDistricts, listProvinces } from './locations/lists.js'
import { answerBrowsers } from './protocol/cors.js'
import type { Endpoint } from './protocol/endpoint.js'
import { type Host, PREFIXES, PREFIXES_V3 } from './protocol/hosts.js'
import { answerUnknownPaths } from './protocol/not-found.js'
import { recordRequests } from './protocol/request-record.js'
import { serveHost } from './protocol/serve-host.js'
import { createDisbursement } from './transfers/create-disbursement.js'
import { getDisbursement } from './transfers/get-disbursement.js'
import { inquireAccount } from './transfers/inquire-account.js'
import { listDisbursements, listMoneyTransfers } from './transfers/list-disbursements.js'
import { lookUpDisbursement } from './transfers/look-up-disbursement.js'
import { repairData } from './users/repair-data.js'
import { repairPhoto } from './users/repair-photo.js'
import { repairSelfie } from './users/repair-selfie.js'
import { submitKyc } from './users/submit-kyc.js'
import { uploadIdentity } from './users/upload-identity.js'

/** What both versions of the agents host have (transfers.paths.v2, transfers.paths.v3). */
const TRANSFERS: readonly Endpoint[] = [
  createDisbursement,
  getDisbursement,
  listDisbursements,
  getBalance,
  listBanks,
  getMaintenance,
]

/** What the agents host has under v3. */
const V3_ENDPOINTS: readonly Endpoint[] = [...TRANSFERS, lookUpDisbursement]

/** What each host has under its usual prefixes (paths.agents-host, paths.kyc-host). */
export const ENDPOINTS: Readonly<Record<Host, readonly Endpoint[]>> = {
  agents: [createAgent, getAgent, updateAgent, inquireAccount, listMoneyTransfers, ...TRANSFERS],
  kyc: [
    uploadIdentity,
    submitKyc,
    repairData,
    repairPhoto,
    repairSelfie,
    uploadDocuments,
    listCountries,
    listProvinces,
    listCities,
    listDistricts,
  ],
}

/** What lies under each prefix. */
const SERVED: readonly (readonly [host: Host, prefix: string, endpoints: readonly Endpoint[]])[] = [
  ...PREFIXES.agents.map((prefix) => ['agents', prefix, ENDPOINTS.agents] as const),
  ...PREFIXES.kyc.map((prefix) => ['kyc', prefix, ENDPOINTS.kyc] as const),
  ...PREFIXES_V3.map((prefix) => ['agents', prefix, V3_ENDPOINTS] as const),
]

/** Every call that is served. */
export const ROUTES: readonly Route[] = SERVED.flatMap(([, prefix, endpoints]) =>
  endpoints.map(({ method, path }) => ({ method, prefix, path })),
)

/** Every endpoint that a document has, once, under whichever versions it is. */
export const ALL_ENDPOINTS: readonly Endpoint[] = [
  ...new Set(SERVED.flatMap(([, , endpoints]) => endpoints)),
].filter((endpoint) => endpoint !== listMoneyTransfers)

/** Serves both hosts under their test and live prefixes, and answers unknown paths. */
export async function flipRoutes(app: FastifyInstance, context: Context): Promise<void> {
  recordRequests(app, context)
  answerBrowsers(app, context)
  answerUnknownPaths(app, context.routes)
  for (const [host, prefix, endpoints] of SERVED) {
    await app.register((scope) => serveHost(scope, host, prefix, endpoints, context), { prefix })
  }
}
