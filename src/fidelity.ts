import { FIDELITY as announce } from './callbacks/announce.js'
import { FIDELITY as delivery } from './callbacks/delivery.js'
import { FIDELITY as outbox } from './callbacks/outbox.js'
import { FIDELITY as payload } from './callbacks/payload.js'
import { FIDELITY as director } from './checks/director.js'
import { FIDELITY as agents } from './control/agents.js'
import { FIDELITY as agentResponse } from './flip/agents/agent-response.js'
import { FIDELITY as createAgent } from './flip/agents/create-agent.js'
import { FIDELITY as findAgent } from './flip/agents/find-agent.js'
import { FIDELITY as getAgent } from './flip/agents/get-agent.js'
import { FIDELITY as updateAgent } from './flip/agents/update-agent.js'
import { FIDELITY as uploadDocuments } from './flip/documents/upload-documents.js'
import { FIDELITY as maintenance } from './flip/general/get-maintenance.js'
import { FIDELITY as lists } from './flip/locations/lists.js'
import { FIDELITY as checks } from './flip/protocol/agent-checks.js'
import { FIDELITY as apiFaults } from './flip/protocol/api-faults.js'
import { FIDELITY as authentication } from './flip/protocol/authentication.js'
import { FIDELITY as errors } from './flip/protocol/errors.js'
import { FIDELITY as formBodies } from './flip/protocol/form-bodies.js'
import { FIDELITY as host } from './flip/protocol/host.js'
import { FIDELITY as hosts } from './flip/protocol/hosts.js'
import { FIDELITY as imagePart } from './flip/protocol/image-part.js'
import { FIDELITY as images } from './flip/protocol/images.js'
import { FIDELITY as notFound } from './flip/protocol/not-found.js'
import { FIDELITY as requestId } from './flip/protocol/request-id.js'
import { FIDELITY as serve } from './flip/protocol/serve.js'
import { FIDELITY as routes } from './flip/routes.js'
import { FIDELITY as repairData } from './flip/users/repair-data.js'
import { FIDELITY as repairImage } from './flip/users/repair-image.js'
import { FIDELITY as submitKyc } from './flip/users/submit-kyc.js'
import { FIDELITY as uploadIdentity } from './flip/users/upload-identity.js'
import { FIDELITY as agent } from './kyc/agent.js'
import { FIDELITY as agentRules } from './kyc/agent-rules.js'
import { FIDELITY as blank } from './kyc/blank.js'
import { FIDELITY as callbackData } from './kyc/callback.js'
import { type FidelityRow, SECTIONS } from './kyc/fidelity.js'
import { FIDELITY as journey } from './kyc/journey.js'
import { FIDELITY as lifecycle } from './kyc/lifecycle.js'
import { FIDELITY as refusals } from './kyc/refusals.js'
import { FIDELITY as rejectionReasons } from './kyc/rejection-reasons.js'
import { FIDELITY as timestamps } from './kyc/timestamps.js'
import { FIDELITY as countries } from './locations/countries.js'
import { FIDELITY as gazetteer } from './locations/gazetteer.js'
import { FIDELITY as options } from './options/options.js'
import { FIDELITY as chooseScenario } from './scenarios/choose-scenario.js'
import { FIDELITY as plan } from './scenarios/plan.js'

const GATHERED: readonly (readonly FidelityRow[])[] = [
  hosts,
  routes,
  notFound,
  authentication,
  options,
  requestId,
  serve,
  formBodies,
  errors,
  host,
  apiFaults,
  maintenance,
  findAgent,
  refusals,
  timestamps,
  agentRules,
  blank,
  createAgent,
  agentResponse,
  getAgent,
  updateAgent,
  checks,
  imagePart,
  images,
  uploadIdentity,
  submitKyc,
  repairData,
  repairImage,
  uploadDocuments,
  lists,
  lifecycle,
  journey,
  agent,
  director,
  plan,
  chooseScenario,
  agents,
  callbackData,
  payload,
  announce,
  delivery,
  outbox,
  rejectionReasons,
  gazetteer,
  countries,
]

/** The fidelity ledger: the rows of every file that implements rules, in the order of the contract's sections. */
export const FIDELITY_LEDGER: readonly FidelityRow[] = SECTIONS.flatMap(([section]) =>
  GATHERED.flat().filter((row) => row.section === section),
)
