import { Type } from '../../lib/definition.js'

/** The attributes of an agent that a client sends. */

export const IdentityType = Type.OneOf(['ktp', 'passport'], {
  description: 'Kind of identity card: the Indonesian KTP, or a passport.',
  named: 'IdentityType',
})

export const PhoneNumber = Type.String({
  pattern: '^\\+[0-9]+$',
  mustBe: 'a phone number in its + form',
  description: 'Phone number in its `+` form; no two agents of a company have the same.',
  examples: ['+6285674563456'],
  named: 'PhoneNumber',
})

/** The attributes, checked and normalised, under Flip's names. */
export const AgentData = Type.Closed(
  {
    name: text('Full name, as it was sent.', 'Budi Santoso'),
    identity_type: IdentityType,
    identity_number: text(
      'Number on the identity card; no two agents of a company have the same.',
      '3174010101900001',
    ),
    birth_date: Type.String({
      pattern: '^[0-9]{2}-[0-9]{2}-[0-9]{4}$',
      mustBe: 'a date such as 31-01-1990',
      description: 'Date of birth, `DD-MM-YYYY`.',
      examples: ['31-01-1990'],
    }),
    birth_place: text('City or other place of birth, as it was sent.', 'Jakarta'),
    country_id: onTheCard('Country', 'countries'),
    province_id: onTheCard('Province', 'provinces'),
    city_id: onTheCard('City', 'cities'),
    district_id: onTheCard('District', 'districts'),
    address: text('Address on the identity card, as it was sent.', 'Jl. Melati No. 5'),
    gender: Type.OneOf(['male', 'female'], {
      description: 'As on the identity card; a repair sends it as `1` (male) or `2` (female).',
    }),
    occupation: Type.String({
      pattern: '^[A-Z_]+$',
      mustBe: 'an occupation in upper case',
      description: "One of Flip's occupations, in upper case however it was sent.",
      examples: ['PRIVATE_EMPLOYEE'],
    }),
    phone_number: PhoneNumber,
    residence_country_id: ofResidence('Country', 'countries'),
    residence_province_id: ofResidence('Province', 'provinces'),
    residence_city_id: ofResidence('City', 'cities'),
    residence_district_id: ofResidence('District', 'districts'),
    residence_address: Type.String({
      description: 'Address where the agent lives; `""` where none was sent.',
    }),
    email: Type.String({ description: 'Email address; `""` where none was sent.' }),
  },
  {
    description:
      'What the client sent, checked and normalised; `""` and null where it sent nothing.',
    named: 'AgentData',
  },
)

function text(description: string, example: string) {
  return Type.String({ minLength: 1, description, examples: [example] })
}

function onTheCard(place: string, list: string) {
  const description = `${place} on the identity card: an id of \`GET /${list}\`.`
  return Type.Integer({ minimum: 1, description })
}

function ofResidence(place: string, list: string) {
  const description = `${place} where the agent lives: an id of \`GET /${list}\`; null where none was sent.`
  return Type.Nullable(Type.Integer({ minimum: 1 }), { description })
}
