import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { createAgent } from './agents/create-agent.js'
import { getAgent } from './agents/get-agent.js'
import { updateAgent } from './agents/update-agent.js'
import { uploadDocuments } from './documents/upload-documents.js'
import { getMaintenance } from './general/get-maintenance.js'
import { getBalance, listBanks } from './general/money.js'
import { listCities, listCountries, listDistricts, listProvinces } from './locations/lists.js'
import { answerBrowsers } from './protocol/cors.js'
import type { Endpoint } from './protocol/endpoint.js'
import { type Host, PREFIXES, PREFIXES_V3 } from './protocol/hosts.js'
import { answerUnknownPaths } from './protocol/not-found.js'
import { recordRequests } from './protocol/request-record.js'
import { serveHost } from './protocol/serve-host.js'
import { createDisbursement } from './transfers/create-disbursement.js'
import { getDisbursement, lookUpDisbursement } from './transfers/find-disbursement.js'
import { inquireAccount } from './transfers/inquire-account.js'
import { listDisbursements, listMoneyTransfers } from './transfers/list-disbursements.js'
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
export const V3_ENDPOINTS: readonly Endpoint[] = [...TRANSFERS, lookUpDisbursement]

/** Every endpoint of the emulated API, by host (paths.agents-host, paths.kyc-host). */
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

/** Each that has a document, once, whatever the version. */
export const ALL_ENDPOINTS: readonly Endpoint[] = [
  ...ENDPOINTS.agents.filter((one) => one !== listMoneyTransfers),
  lookUpDisbursement,
  ...ENDPOINTS.kyc,
]

/** Serves both hosts under their test and live prefixes, and answers unknown paths. */
export async function flipRoutes(app: FastifyInstance, context: Context): Promise<void> {
  recordRequests(app, context)
  answerBrowsers(app, context.options)
  answerUnknownPaths(app)
  for (const host of ['agents', 'kyc'] as const) {
    for (const prefix of PREFIXES[host]) {
      await app.register((scope) => serveHost(scope, host, prefix, ENDPOINTS[host], context), {
        prefix,
      })
    }
  }
  for (const prefix of PREFIXES_V3) {
    await app.register((scope) => serveHost(scope, 'agents', prefix, V3_ENDPOINTS, context), {
      prefix,
    })
  }
}
