import { assumed, documented, rulesOf } from './rule.js'

export const UPDATE_AGENT = rulesOf('PUT /agents/:id', [
  documented(
    'agents.update.all-again',
    ['R'],
    'All required attributes of POST /agents are sent again, changed or not; the answer has the same keys.',
  ),
  documented(
    'agents.update.own-numbers',
    ['R'],
    "The agent's own identity number and phone number do not count as duplicates.",
  ),
  documented(
    'agents.update.until-submission',
    ['R'],
    'An update is allowed until the agent first enters PENDING, by a submit or by documents; after it 1092.',
  ),
  assumed(
    'agents.update.too-late',
    '1092 is 422 VALIDATION_ERROR with this one error, under the attribute kyc_status, and comes before the attributes are checked.',
  ),
  assumed(
    'agents.update.optional-cleared',
    'Optional attributes that an update leaves out are cleared.',
  ),
  assumed(
    'agents.update.keeps',
    'An update keeps status, images and scenario, and is allowed while the upload check is under way.',
  ),
])
