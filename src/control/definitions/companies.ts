import {
  Armed,
  moneySettings,
  secrets,
  settings as settingsExceptDelay,
} from '../../kyc/definitions/company.js'
import { CompanyId } from '../../kyc/definitions/values.js'
import { Type } from '../../lib/definition.js'
import { Duration, Time } from '../../time/definitions.js'
import { PAGE, page } from './common.js'

/** `/_sandbox/companies`: isolation for parallel suites. */

const delay = {
  callback_delay: Type.About(
    Duration,
    'How long each check takes; status and callback change together at its end.',
  ),
  disbursement_delay: Type.About(Duration, 'How long each transfer or account inquiry takes.'),
}

/** A company's settings as this API shows them. */
export const settings = {
  ...settingsExceptDelay,
  ...moneySettings,
  ...secrets,
  ...delay,
}

/** What a company can be created with or changed to. */
export const CompanySettings = Type.Closed(
  {
    callback_url: Type.Optional(settings.callback_url),
    callback_delay: Type.Optional(settings.callback_delay),
    scenario: Type.Optional(settings.scenario),
    magic_numbers: Type.Optional(settings.magic_numbers),
    request_id: Type.Optional(settings.request_id),
    reason_code_type: Type.Optional(settings.reason_code_type),
    max_repairs: Type.Optional(settings.max_repairs),
    disbursement_callback_url: Type.Optional(settings.disbursement_callback_url),
    inquiry_callback_url: Type.Optional(settings.inquiry_callback_url),
    bank_status_callback_url: Type.Optional(settings.bank_status_callback_url),
    disbursement_delay: Type.Optional(settings.disbursement_delay),
    balance: Type.Optional(settings.balance),
    transaction_ids: Type.Optional(settings.transaction_ids),
    disbursements: Type.Optional(settings.disbursements),
    secret_key: Type.Optional(settings.secret_key),
    validation_token: Type.Optional(settings.validation_token),
  },
  {
    description: 'Any of the settings, under the rules of the options of `start`.',
    named: 'CompanySettings',
  },
)

export const Company = Type.Closed(
  {
    id: CompanyId,
    ...settings,
    created_at: Time,
    armed: Armed,
    authorization: Type.String({
      pattern: '^Basic [A-Za-z0-9+/]+=*$',
      description: 'The `Authorization` header of the emulated API, ready-made.',
    }),
    agents: Type.Integer({ minimum: 0, description: 'How many agents it has.' }),
  },
  {
    description: 'One customer of Flip: a key, its agents, and settings of its own.',
    named: 'Company',
  },
)

export const CompanyList = page(Company, 'CompanyList', {
  what: 'companies',
  order: 'newest first',
  most: PAGE,
})
