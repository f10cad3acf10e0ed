import type { Agent, AgentData } from '../../kyc/agent.js'
import { REPAIR_ATTRIBUTES } from '../../kyc/agent-attributes.js'
import { toRepairedData } from '../../kyc/agent-data.js'
import { isBlank } from '../../kyc/blank.js'
import { remedy } from '../../kyc/journey.js'
import { MISTAKES } from '../../kyc/mistakes.js'
import { refusal } from '../../kyc/refusals.js'
import { kycTimestamp } from '../../kyc/timestamps.js'
import { failingAttributes } from '../protocol/attributes.js'
import type { AgentCall, AgentEndpoint } from '../protocol/endpoint.js'
import { type Answer, kycError } from '../protocol/errors.js'
import {
  findUser,
  idIsNumber,
  remedyMatches,
  repairsLeft,
  statusAllows,
  userType,
} from '../protocol/requirements.js'

function somethingToRepair({ form }: AgentCall): Answer | undefined {
  if (REPAIR_ATTRIBUTES.some(({ attribute }) => !isBlank(form[attribute]))) return undefined
  return kycError(
    refusal(
      1001,
      'Send at least one attribute of the agent to repair, such as name or identity_number.',
    ),
  )
}

/** Refuses with the first attribute that fails. A number that is taken is 4012 here. */
function repairAttributes(call: AgentCall): Answer | undefined {
  const { identity_type, identity_number } = call.agent.data
  // Type and number are checked together, also when only one of them is repaired (kyc.repair.type-and-number).
  const form = {
    ...call.form,
    ...(isBlank(call.form['identity_type']) && {
      identity_type: identity_type === 'ktp' ? '1' : '2',
    }),
    ...(isBlank(call.form['identity_number']) && { identity_number }),
  }
  const first = failingAttributes(REPAIR_ATTRIBUTES, form, call, call.agent)[0]
  return first && kycError(refusal(MISTAKES[first.kind].kyc, first.hint))
}

/** `PUT /users/:id/repair`: corrects data that did not match. */
export const repairData: AgentEndpoint = {
  method: 'PUT',
  path: '/users/:id/repair',
  scripted: 'repair',
  before: [userType, idIsNumber],
  find: findUser,
  requires: [
    somethingToRepair,
    repairAttributes,
    statusAllows(
      'repair',
      'a repair is taken after a rejection, and after a failed upload only POST /documents.',
    ),
    remedyMatches('data'),
    repairsLeft,
  ],
  perform({ agent, form, commit, context: { store, checks } }) {
    const data = toRepairedData(agent.data, form)
    commit(...remedy(agent, { type: 'agent-repaired', data }, checks.plansFor(agent)))
    return repairResponse(store.state.agents.get(agent.id) as Agent, data)
  },
}

/** Flip's number for PENDING (kyc.repair.answer.status). */
const PENDING = 20

/** The agent as it is now. The date of birth is written day first (kyc.repair.answer.birth-date). */
function repairResponse(agent: Agent, data: AgentData) {
  const ktp = data.identity_type === 'ktp'
  return {
    user_id: agent.id,
    user_type: 1,
    name: data.name,
    birth_place: data.birth_place,
    birth_date: `${data.birth_date}T00:00:00Z`,
    gender: data.gender === 'male' ? 1 : 2,
    status: PENDING,
    basic_data_filled: true,
    identity_type: ktp ? 1 : 2,
    nik: ktp ? data.identity_number : null,
    passport_number: ktp ? null : data.identity_number,
    occupation: data.occupation.toLowerCase(),
    country_id: data.country_id,
    province_id: data.province_id,
    city_id: data.city_id,
    district_id: data.district_id,
    address: data.address,
    residence_country_id: data.residence_country_id,
    residence_province_id: data.residence_province_id,
    residence_city_id: data.residence_city_id,
    residence_district_id: data.residence_district_id,
    residence_address: data.residence_address,
    created_at: kycTimestamp(agent.created_at),
    updated_at: kycTimestamp(agent.updated_at),
  }
}
