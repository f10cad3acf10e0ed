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

/** Settings of money transfer; a state of an earlier version has none of them. */
export const moneySettings = {
  disbursement_callback_url: Type.About(
    Receiver,
    "Where callbacks about transfers go; null: the sandbox's own inbox.",
  ),
  inquiry_callback_url: Type.About(
    Receiver,
    "Where callbacks about account inquiries go; null: the sandbox's own inbox.",
  ),
  bank_status_callback_url: Type.About(
    Receiver,
    "Where callbacks about banks go; null: the sandbox's own inbox.",
  ),
  balance: Type.Integer({
    minimum: 0,
    maximum: 900_000_000_000_000,
    description: 'Whole rupiah that the company begins with, and has again after a reset.',
  }),
  transaction_ids: Type.OneOf(['long', 'small'], {
    description:
      'Whether ids of transactions have 19 digits, or count from 1 as before December 2025.',
  }),
  disbursements: Type.OneOf(['auto', 'manual'], {
    description:
      "Whether transfers and inquiries end by themselves, or wait for a decision by hand as in Flip's test mode.",
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

export const storedMoney = {
  ...moneySettings,
  disbursement_delay: Type.About(Milliseconds, 'Milliseconds that each transfer or inquiry takes.'),
}

/** The settings of money transfer in the state. */
export const StoredMoneySettings = Type.Closed(storedMoney)

/** They may be missing in what an earlier version has written. */
const perhapsMoney = {
  disbursement_callback_url: Type.Optional(storedMoney.disbursement_callback_url),
  inquiry_callback_url: Type.Optional(storedMoney.inquiry_callback_url),
  bank_status_callback_url: Type.Optional(storedMoney.bank_status_callback_url),
  balance: Type.Optional(storedMoney.balance),
  transaction_ids: Type.Optional(storedMoney.transaction_ids),
  disbursements: Type.Optional(storedMoney.disbursements),
  disbursement_delay: Type.Optional(storedMoney.disbursement_delay),
}

/** What a company can be created with or changed to. */
export const StoredSettings = Type.Closed({
  ...settings,
  ...secrets,
  ...storedDelay,
  ...storedMoney,
})

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
  ...perhapsMoney,
  created_at: Instant,
  armed: Armed,
})
