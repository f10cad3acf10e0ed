import { Type } from '../../lib/definition.js'
import { CompanyId, Instant, Milliseconds, Receiver, ScenarioName, Secret } from './values.js'

/** One customer of Flip: a key, its agents, and settings of its own. */

/** The settings that look the same in the state and in the control API. (`callback_delay` is a number in one and a text in the other.) */
export const settings = {
  callback_url: Receiver,
  scenario: Type.About(ScenarioName, 'Scenario of agents that match no other one.'),
  magic_numbers: Type.OneOf(['on', 'off'], {
    description:
      'Whether the end of an identity number, or a picture that names it, can choose a shipped scenario.',
  }),
  request_id: Type.OneOf(['strict', 'lenient'], {
    description: 'Whether a Request-ID must be `bigflip-` and a UUID, or `bigflip-` and anything.',
  }),
  reason_code_type: Type.OneOf(['documented', 'integer', 'string'], {
    description:
      'Type of `rejected_reason_code` in callbacks; `documented` is an integer after the upload check and a text after the KYC.',
  }),
  max_repairs: Type.Integer({
    minimum: 0,
    maximum: 1000,
    description: 'Accepted repairs per agent; a further one is answered with error 4011.',
  }),
}

export const secrets = {
  secret_key: Type.About(Secret, 'API secret key; each belongs to one company.'),
  validation_token: Type.About(Secret, 'Token that callbacks carry.'),
}

/** How long each check takes, in the state. */
export const storedDelay = {
  callback_delay: Type.About(Milliseconds, 'Milliseconds that each check takes.'),
}

/** What a company can be created with or changed to. */
export const StoredSettings = Type.Closed({ ...settings, ...secrets, ...storedDelay })

export const ArmedScenario = Type.Closed(
  {
    scenario: ScenarioName,
    times: Type.Integer({ minimum: 1, description: 'For how many agents still.' }),
  },
  {
    description: "A scenario armed for the company's next agents.",
    named: 'ArmedScenario',
  },
)

export const Armed = Type.Array(ArmedScenario, {
  description: 'Scenarios of the next agents, in turn.',
})

export const StoredCompany = Type.Object({
  id: CompanyId,
  ...settings,
  ...secrets,
  ...storedDelay,
  created_at: Instant,
  armed: Armed,
})
