import { AGENT_ATTRIBUTES, type Attribute } from '../../kyc/agent-attributes.js'
import { type Keywords, type Static, Type } from '../../lib/definition.js'
import { writtenAnswer, writtenAnswers } from './answers.js'
import { callbackStep, IdentityImage, kycDecision, listInTurn, uploadDecision } from './steps.js'
import { writtenDisbursement, writtenInquiry } from './transfers.js'
import { FAMILY_RULES, ofFamily, ofOne, type Values } from './values.js'

const Line = Type.String({
  minLength: 1,
  maxLength: 300,
  pattern: '\\S',
  mustBe: 'a text of 1 to 300 characters',
})

/** What an attribute must be, where `*` stands for anything. @param can what refuses a pattern that no value can fit */
function pattern(attribute: string, examples: readonly string[], can: Keywords = {}) {
  return Type.Optional(Type.About(Line, `Pattern of the ${attribute}.`, { examples, ...can }))
}

/** One of the attribute's values, in any case, or something with a star. */
function oneOf(attribute: string): Keywords {
  const { values = [] } = AGENT_ATTRIBUTES.find((row) => row.attribute === attribute) as Attribute
  const anyCase = values.map((value) =>
    value.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`),
  )
  return {
    pattern: `^(.*\\*.*|${anyCase.join('|')})$`,
    mustBe: `one of: ${values.join(', ')}; or a pattern of these with *`,
  }
}

const NAME = {
  pattern: '^[A-Za-z0-9 *]*[A-Za-z0-9*][A-Za-z0-9 *]*$',
  mustBe: 'letters A to Z, digits and spaces, with * for anything',
}

const Match = Type.Closed(
  {
    name: pattern('full name', ['Budi*'], NAME),
    identity_type: pattern(
      'identity type, `ktp` or `passport`',
      ['passport'],
      oneOf('identity_type'),
    ),
    identity_number: pattern('number on the identity card', ['*7777', '*99RR'], {
      pattern: '^[A-Za-z0-9*]+$',
      mustBe: 'letters and digits, with * for anything',
    }),
    birth_place: pattern('place of birth', ['Jakarta'], NAME),
    address: pattern('address on the identity card', ['*Melati*']),
    gender: pattern('gender, `male` or `female`', ['female'], oneOf('gender')),
    occupation: pattern(
      'occupation as it comes back, in upper case',
      ['GOVERNMENT_EMPLOYEE'],
      oneOf('occupation'),
    ),
    phone_number: pattern(
      'phone number in its `+` form: `085674563456` is `+6285674563456`',
      ['+6285674563456'],
      {
        pattern: '^(\\+|\\*\\+?)([0-9*]|RR)*$',
        mustBe: 'a + and digits, with * for anything: 085674563456 is +6285674563456',
      },
    ),
    email: pattern('email address; an agent without one fits `*` alone', ['*@example.com']),
    account_number: pattern(
      'account that a transfer goes to or an inquiry asks for; the scenario is then about these, and no agent follows it',
      ['*9101'],
      { pattern: '^([0-9*]|RR)+$', mustBe: 'digits, with * for anything' },
    ),
  },
  {
    title: 'Match',
    description:
      "Which agents follow the scenario by themselves: all patterns must fit. `*` stands for anything, case does not count. Without it, the scenario is followed where it is set, armed or a company's default.",
    examples: [{ identity_number: '*7777' }],
  },
)

/** The parts of a written scenario. */
function partsOf(values: Values) {
  return {
    ...values,
    uploadDecision: uploadDecision(values),
    kycDecision: kycDecision(values),
    callbackStep: callbackStep(values),
    answer: writtenAnswer(values),
    disbursement: writtenDisbursement(values),
    inquiry: writtenInquiry(values),
  }
}

type Parts = ReturnType<typeof partsOf>

function scenario(parts: Parts, keywords: Keywords) {
  return Type.Closed(
    {
      $schema: Type.Optional(parts.$schema),
      name: parts.name,
      description: Type.About(Line, 'One line for the catalogue.', {
        title: 'Description',
        examples: ['REJECTED with reason RR once; after the fitting remedy APPROVED.'],
      }),
      match: Type.Optional(Match),
      identity_images: Type.Optional(
        listInTurn(IdentityImage, {
          title: 'Identity images',
          description:
            'What becomes of each identity image before the upload check, in turn; the last entry goes on for ever.',
          examples: [['UPLOAD_IDENTITY_FAILED', 'UPLOAD_IDENTITY_SUCCESS']],
        }),
      ),
      upload_checks: Type.Optional(
        listInTurn(parts.uploadDecision, {
          title: 'Upload checks',
          description:
            'What the upload check says. An agent has one, so that the first entry counts: documents after a failed upload lead to the KYC decision.',
        }),
      ),
      kyc_decisions: Type.Optional(
        listInTurn(parts.kycDecision, {
          title: 'KYC decisions',
          description: 'What each KYC check says, in turn; the last entry goes on for ever.',
        }),
      ),
      callbacks: Type.Optional(
        listInTurn(parts.callbackStep, {
          title: 'Callbacks',
          description:
            "What happens to each of the agent's callbacks, in turn; the last entry goes on for ever.",
        }),
      ),
      answers: Type.Optional(writtenAnswers(parts.answer)),
      disbursement: Type.Optional(parts.disbursement),
      inquiry: Type.Optional(parts.inquiry),
    },
    keywords,
  )
}

/** `next` is not a name, because the control API arms scenarios at `/scenarios/next`. */
const NOT_NEXT = {
  properties: { name: { not: { const: 'next' } } },
  at: 'name',
  says: 'must not be "next": the control API arms scenarios under it',
}

const account = { required: ['match'], properties: { match: { required: ['account_number'] } } }

/** Without an account, what it says of money would never come about. */
const MONEY_HAS_ACCOUNT = {
  dependentSchemas: { disbursement: account, inquiry: account },
  at: 'match',
  says: 'needs an account_number, such as "*7777": "disbursement" and "inquiry" are about that account',
}

/** One scenario as a person writes it, with its placeholders filled in. This is what is checked. */
export const WrittenScenario = scenario(partsOf(ofOne), { allOf: [NOT_NEXT, MONEY_HAS_ACCOUNT] })

const family = partsOf(ofFamily)

/** The named parts of a scenario file, for its schema. */
export const SCENARIO_PARTS = Object.values(family)

/** A scenario file: one scenario, or with placeholders a family of them. This is what editors and documents show. */
export const ScenarioFile = scenario(family, {
  title: 'Scenario of flip-kyc-sandbox',
  description:
    'What happens to an agent, as data. Everything that is left out goes the usual course: images count, both checks succeed, callbacks are sent once, calls get their answers.',
  ...FAMILY_RULES,
  allOf: [MONEY_HAS_ACCOUNT],
})

export type WrittenScenario = Static<typeof WrittenScenario>
