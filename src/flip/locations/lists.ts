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
  const parentIsKnown = ({ form }: FlipCall): Answer | undefined => {
    const value = form[parameter]
    if (isBlank(value) || (/^\d{1,9}$/.test(value) && isKnownPlace(parent, Number(value))))
      return undefined
    return kycError(
      refusal(1002, `${parameter} must be the id of a known ${parent}; leave it out for all.`),
    )
  }
  return {
    method: 'GET',
    path: `/${name}`,
    requires: [userType, parentIsKnown],
    perform({ form }) {
      const value = form[parameter]
      return { [name]: placesIn(kind, isBlank(value) ? null : Number(value)) }
    },
  }
}
