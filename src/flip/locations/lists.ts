import type { LocationKind } from '../../kyc/agent-attributes.js'
import { isBlank } from '../../kyc/blank.js'
import { refusal } from '../../kyc/refusals.js'
import { countries, isKnownPlace, placesIn } from '../../locations/gazetteer.js'
import type { FlipCall, PlainEndpoint } from '../protocol/endpoint.js'
import { type Answer, kycError } from '../protocol/errors.js'
import { userType } from '../protocol/requirements.js'

/** `GET /countries`. */
export const listCountries: PlainEndpoint = {
  method: 'GET',
  path: '/countries',
  requires: [userType],
  perform: () => ({ countries: countries() }),
}

/** `GET /provinces`, of one country or of all. */
export const listProvinces = listIn('provinces', 'province', 'country')

/** `GET /cities`, of one province or of all. */
export const listCities = listIn('cities', 'city', 'province')

/** `GET /districts`, of one city or of all. */
export const listDistricts = listIn('districts', 'district', 'city')

function listIn(
  name: string,
  kind: 'province' | 'city' | 'district',
  parent: Exclude<LocationKind, 'district'>,
): PlainEndpoint {
  const parameter = `${parent}_id`
  /** The parent's id; null asks for all. The word null does so too: "Use null if not available" (lists.null). */
  const parentOf = ({ form }: FlipCall): string | null => {
    const value = form[parameter]
    return isBlank(value) || value === 'null' ? null : value
  }
  const parentIsKnown = (call: FlipCall): Answer | undefined => {
    const id = parentOf(call)
    if (id === null || (/^\d{1,9}$/.test(id) && isKnownPlace(parent, Number(id)))) return undefined
    return kycError(
      refusal(1002, `${parameter} must be the id of a known ${parent}; leave it out for all.`),
    )
  }
  return {
    method: 'GET',
    path: `/${name}`,
    requires: [userType, parentIsKnown],
    perform(call) {
      const id = parentOf(call)
      return { [name]: placesIn(kind, id === null ? null : Number(id)) }
    },
  }
}
