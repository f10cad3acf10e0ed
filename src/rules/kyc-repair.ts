import { assumed, documented, rulesOf } from './rule.js'

export const REPAIR = rulesOf('PUT /users/:id/repair', [
  documented(
    'kyc.repair.attributes',
    ['R'],
    'repair takes the attributes of POST /agents but phone_number, email and use_identity_address; none is required.',
  ),
  documented(
    'kyc.repair.numbers-for-words',
    ['R'],
    'In repair identity_type is 1 (KTP) or 2 (passport), gender is 1 (male) or 2 (female).',
  ),
  assumed('kyc.repair.blank', 'An attribute that is sent blank is not repaired.'),
  documented(
    'kyc.repair.answer',
    ['R'],
    'The answer has 24 keys from user_id to updated_at, numbers for gender, status and identity_type.',
  ),
  documented(
    'kyc.repair.answer.numbers',
    ['R'],
    'nik has the number of a KTP, passport_number that of a passport; the other one is null.',
  ),
  documented(
    'kyc.repair.answer.birth-date',
    ['R2'],
    'birth_date in the answer is written day first, with a time, as 31-10-1990T00:00:00Z; basic_data_filled is true.',
  ),
  assumed(
    'kyc.repair.answer.birth-date.midnight',
    'The time in birth_date is always midnight with a Z, though the day is one of GMT+7.',
  ),
  documented('kyc.repair.answer.occupation', ['R2'], 'occupation in the answer is in lower case.'),
  documented(
    'kyc.repair.answer.status',
    ['R2'],
    "status in the answer is always 20, Flip's number of PENDING.",
  ),
  assumed(
    'kyc.repair.something',
    'At least one attribute must be sent besides user_type, 1001 otherwise.',
  ),
  assumed(
    'kyc.repair.type-and-number',
    "identity_type and identity_number are judged together, with the agent's own where one is not sent: a number too long for the type is 2001.",
  ),
  assumed('kyc.repair.own-number', "The agent's own identity number is not taken (4012)."),
  assumed(
    'kyc.repair.first-attribute',
    'Of several failing attributes the first one in the order of POST /agents is answered.',
  ),
])
