import { assumed, contradictory, documented, rulesOf } from './rule.js'

export const UPDATE_AGENT = rulesOf('PUT /agents/:id', [
  contradictory(
    'agents.update.all-again',
    ['R2', 'R3'],
    'R2 wants every required attribute of POST /agents again, changed or not; R3 marks each as optional.',
    'All required attributes again.',
  ),
  documented('agents.update.answer', ['R'], 'The answer has the keys of POST /agents.'),
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
