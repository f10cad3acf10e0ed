import { contradictory, documented, rulesOf } from './rule.js'

export const SUBMIT = rulesOf('PUT /users/:id/submit', [
  documented('kyc.submit.user-type', ['G'], 'user_type is 1.'),
  contradictory(
    'kyc.submit.message',
    ['G', 'R'],
    'The guide answers "Submit success", the reference "KYC submission success".',
    'Submit success',
  ),
])
