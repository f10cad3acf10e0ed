import type { Agent } from '../../kyc/agent.js'
import { placeName } from '../../locations/gazetteer.js'

/** An agent as `POST /agents` and `PUT /agents/:id` answer it, keys in the guide's order (agents.create.answer). */
export function agentResponse({ id, company_id, data, kyc_status }: Agent) {
  return {
    id,
    company_id,
    name: data.name,
    identity_type: data.identity_type,
    identity_number: data.identity_number,
    birth_place: data.birth_place,
    birth_date: data.birth_date,
    gender: data.gender,
    country_id: data.country_id,
    country_name: placeName('country', data.country_id),
    province_id: data.province_id,
    province_name: placeName('province', data.province_id),
    city_id: data.city_id,
    city_name: placeName('city', data.city_id),
    district_id: data.district_id,
    district_name: placeName('district', data.district_id),
    address: data.address,
    residence_country_id: data.residence_country_id,
    residence_country_name: placeName('country', data.residence_country_id),
    residence_province_id: data.residence_province_id,
    residence_province_name: placeName('province', data.residence_province_id),
    residence_city_id: data.residence_city_id,
    residence_city_name: placeName('city', data.residence_city_id),
    residence_district_id: data.residence_district_id,
    residence_district_name: placeName('district', data.residence_district_id),
    residence_address: data.residence_address,
    occupation: data.occupation,
    phone_number: data.phone_number,
    email: data.email,
    kyc_status,
  }
}
