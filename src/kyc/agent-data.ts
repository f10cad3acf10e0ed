import type { AgentData } from './agent.js'
import { type Form, normalisePhoneNumber, REPAIR_ATTRIBUTES } from './agent-attributes.js'
import { isBlank } from './blank.js'

/** An agent's data from a form that has passed the checks of `AGENT_ATTRIBUTES`. */
export function toAgentData(form: Form): AgentData {
  const same = form['use_identity_address'] === '1'
  return {
    name: text(form['name']),
    identity_type: form['identity_type'] === 'ktp' ? 'ktp' : 'passport',
    identity_number: text(form['identity_number']),
    birth_date: text(form['birth_date']),
    birth_place: text(form['birth_place']),
    country_id: Number(form['country_id']),
    province_id: Number(form['province_id']),
    city_id: Number(form['city_id']),
    district_id: Number(form['district_id']),
    address: text(form['address']),
    gender: form['gender'] === 'male' ? 'male' : 'female',
    occupation: text(form['occupation']).toUpperCase(),
    phone_number: normalisePhoneNumber(text(form['phone_number'])),
    residence_country_id: id(form[same ? 'country_id' : 'residence_country_id']),
    residence_province_id: id(form[same ? 'province_id' : 'residence_province_id']),
    residence_city_id: id(form[same ? 'city_id' : 'residence_city_id']),
    residence_district_id: id(form[same ? 'district_id' : 'residence_district_id']),
    residence_address: text(form[same ? 'address' : 'residence_address']),
    email: text(form['email']),
  }
}

function text(value: string | undefined): string {
  return isBlank(value) ? '' : value
}

function id(value: string | undefined): number | null {
  return isBlank(value) ? null : Number(value)
}

/** An agent's data with a repair's attributes in place, from a form that has passed the checks of `REPAIR_ATTRIBUTES`. */
export function toRepairedData(data: AgentData, form: Form): AgentData {
  const sent = REPAIR_ATTRIBUTES.filter(({ attribute }) => !isBlank(form[attribute]))
  const repaired = Object.fromEntries(
    sent.map(({ attribute, location }) => {
      const value = text(form[attribute])
      if (location !== undefined) return [attribute, Number(value)]
      if (attribute === 'identity_type') return [attribute, value === '1' ? 'ktp' : 'passport']
      if (attribute === 'gender') return [attribute, value === '1' ? 'male' : 'female']
      if (attribute === 'occupation') return [attribute, value.toUpperCase()]
      return [attribute, value]
    }),
  )
  return { ...data, ...repaired }
}
