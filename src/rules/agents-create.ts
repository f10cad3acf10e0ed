import { assumed, contradictory, documented, rulesOf } from './rule.js'

export const CREATE_AGENT = rulesOf('POST /agents', [
  documented(
    'agents.create.required',
    ['G'],
    'Required are name, identity type and number, birth date and place, the ids of country, province, city and district, address, gender, occupation and phone number.',
  ),
  documented('agents.create.name', ['R'], 'name has letters, digits and spaces, 1 to 50.'),
  documented('agents.create.identity-type', ['R'], 'identity_type is ktp or passport.'),
  documented(
    'agents.create.identity-number',
    ['R'],
    'identity_number has letters and digits, of a KTP at most 16, of a passport at most 20.',
  ),
  assumed(
    'agents.create.identity-number.without-type',
    'Where identity_type is missing or names no type, by word or number, identity_number is checked against the limit of a passport.',
  ),
  documented(
    'agents.create.unique',
    ['G'],
    'identity_number and phone_number are unique in the company.',
  ),
  assumed(
    'agents.create.unique.compared',
    'Identity numbers are compared with their case, KTP and passport numbers together.',
  ),
  assumed(
    'agents.create.unique.for-good',
    'A number stays taken when its agent is REJECTED or DELETED.',
  ),
  documented(
    'agents.create.birth-date',
    ['R'],
    'birth_date is a real date that is not in the future, DD-MM-YYYY.',
  ),
  assumed(
    'agents.create.birth-date.today',
    "A birth date is its midnight in GMT+7 on the company's clock: today is allowed, and no date is too early.",
  ),
  documented(
    'agents.create.birth-place',
    ['R'],
    'birth_place has letters, digits and spaces, at most 255.',
  ),
  documented(
    'agents.create.location-ids',
    ['R'],
    'country_id, province_id, city_id and district_id are known ids.',
  ),
  assumed(
    'agents.create.location-ids.digits',
    'An id may be written with leading zeros, in at most 9 digits.',
  ),
  documented(
    'agents.create.address',
    ['R'],
    'address has letters, digits, spaces and . - / ( ), at most 300.',
  ),
  contradictory(
    'agents.create.address.characters',
    ['R2'],
    'The table of attributes allows . - / ( ) in an address, the message of 2003 allows . , ‘ and -.',
    'Those of the table.',
  ),
  contradictory(
    'agents.create.address.shortest',
    ['G', 'R'],
    'The reference wants 10 to 300 characters of an address; the guide\'s sample with "jakarta" (7) succeeds.',
    'At least 1 here, at least 10 in repair.',
  ),
  documented('agents.create.gender', ['R'], 'gender is male or female.'),
  documented(
    'agents.create.occupation',
    ['R'],
    'occupation is one of eight, from housewife to others.',
  ),
  documented(
    'agents.create.phone-number',
    ['R'],
    'phone_number has 8 to 24 characters after a leading 0 and 10 to 26 after a leading +, that character included (2001), and digits only after it (1041).',
  ),
  assumed(
    'agents.create.phone-number.start',
    'A phone_number that begins with neither 0 nor + is 1041.',
  ),
  assumed(
    'agents.create.phone-number.unverified',
    'Whether the company has verified the phone number, as the guide demands, is not checked.',
  ),
  documented(
    'agents.create.use-identity-address',
    ['R'],
    'use_identity_address is optional, 0 or 1; 1 copies the identity address into the residence.',
  ),
  assumed(
    'agents.create.use-identity-address.residence-sent',
    'With use_identity_address 1, what is sent as residence is not looked at, so that the 0 that a published client sends for its ids is no mistake.',
  ),
  documented(
    'agents.create.residence',
    ['R'],
    'The residence attributes are optional, each by itself, under the rules of the identity address.',
  ),
  documented('agents.create.email', ['R'], 'email is optional, an address whose domain has a dot.'),
  assumed(
    'agents.create.email.characters',
    'email has printable ASCII around one @, without blanks (1041), at most 254 characters (2001).',
  ),
  documented('agents.create.status', ['G'], 'A new agent is in BASIC_DATA.'),
  assumed(
    'agents.create.ids',
    'Ids of companies, agents and documents count up from 1 over all companies, and are not given again after a reset.',
  ),
  documented(
    'agents.create.answer',
    ['G'],
    'The answer has 30 keys in the order of the sample, from id to kyc_status, each location with its name.',
  ),
  contradictory(
    'agents.create.answer.values',
    ['G'],
    'The sample response shows another name, gender and address than the sample request, and an email that it does not send.',
    'What was sent comes back.',
  ),
])
