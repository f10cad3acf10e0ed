import { readFileSync } from 'node:fs'
import t from 'tap'
import { KYC_STATUSES } from '../../src/kyc/agent.js'
import {
  AGENT_ATTRIBUTES,
  type Attribute,
  parseBirthDate,
  REPAIR_ATTRIBUTES,
} from '../../src/kyc/agent-attributes.js'
import { AGENTS_ERRORS, BOUND, KYC_ERRORS } from '../../src/kyc/error-codes.js'
import {
  allows,
  checkUnderWay,
  decisionsByHand,
  isAnnounced,
  TRANSITIONS,
} from '../../src/kyc/lifecycle.js'
import {
  isRejectionReasonCode,
  REJECTION_REASON_CODES,
  remediesOf,
  remedyFits,
} from '../../src/kyc/rejection-reasons.js'
import { needsReason } from '../../src/kyc/words.js'

/** What is read of a schema here. */
interface Schema {
  readonly $ref?: string
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly maxLength?: number
  readonly enum?: readonly unknown[]
}

const { components } = JSON.parse(readFileSync('openapi/flip.json', 'utf8')) as {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

t.test('the OpenAPI document says the same about attributes as their table', async (t) => {
  const compare = (attributes: readonly Attribute[], name: string) => {
    const { properties = {}, required = [] } = resolve(components.schemas[name])
    for (const { attribute, required: must, length, values } of attributes) {
      const property = resolve(properties[attribute])
      t.ok(properties[attribute], `${name}.${attribute} is documented`)
      t.equal(required.includes(attribute), must, `${name}.${attribute}: required`)
      if (length !== undefined && property.maxLength !== undefined) {
        t.equal(property.maxLength, length[1], `${name}.${attribute}: longest`)
      }
      if (values !== undefined)
        t.strictSame(property.enum?.map(String), values, `${name}.${attribute}: values`)
    }
  }
  compare(AGENT_ATTRIBUTES, 'CreateAgentRequest')
  compare(AGENT_ATTRIBUTES, 'UpdateAgentRequest')
  compare(REPAIR_ATTRIBUTES, 'RepairDataRequest')
})

function resolve(schema: Schema = {}): Schema {
  const { $ref, allOf } = schema
  if ($ref !== undefined) return resolve(components.schemas[$ref.split('/').at(-1) as string])
  return allOf === undefined ? schema : Object.assign({}, ...allOf.map(resolve), schema)
}

t.test('the OpenAPI document has every error code with its message', async (t) => {
  const text = JSON.stringify(components)
  for (const { message } of [...Object.values(KYC_ERRORS), ...Object.values(AGENTS_ERRORS)]) {
    // A pattern stands for the bounds that can be filled in.
    t.ok(text.includes(message.split(BOUND)[0] as string), message)
  }
})

t.test('the table of statuses', async (t) => {
  t.test('leads from known statuses to known statuses', async (t) => {
    for (const { from, to } of TRANSITIONS) {
      t.ok([...from, ...to].every((status) => KYC_STATUSES.includes(status)))
    }
  })

  t.test('APPROVED is final (status.final)', async (t) => {
    t.notOk(TRANSITIONS.some(({ from }) => from.includes('APPROVED')))
    t.strictSame(decisionsByHand('APPROVED'), [])
    t.notOk(allows('APPROVED', 'submit'))
  })

  t.test('what is announced, what needs a reason, which check is under way', async (t) => {
    t.strictSame(KYC_STATUSES.filter(isAnnounced), [
      'UPLOAD_IDENTITY_SELFIE_SUCCESS',
      'UPLOAD_IDENTITY_SELFIE_FAILED',
      'APPROVED',
      'REJECTED',
    ])
    t.strictSame(KYC_STATUSES.filter(needsReason), ['UPLOAD_IDENTITY_SELFIE_FAILED', 'REJECTED'])
    t.strictSame(
      KYC_STATUSES.filter((status) => checkUnderWay(status) === 'kyc'),
      ['PENDING', 'SUSPICIOUS', 'NEED_TO_CHECK', 'HELP'],
    )
  })
})

t.test('the rejection reasons', async (t) => {
  t.strictSame(
    REJECTION_REASON_CODES,
    Array.from({ length: 24 }, (_, index) => index + 10),
  )
  t.notOk(isRejectionReasonCode(34))
  t.notOk(isRejectionReasonCode('17'))
  t.strictSame(remediesOf(17), ['photo', 'documents'])
  for (const code of REJECTION_REASON_CODES) {
    const mendable = !remediesOf(code).some((remedy) => remedy === 'cx' || remedy === 'none')
    t.equal(remedyFits('documents', code), mendable, `documents and ${code}`)
  }
})

t.test('birth dates begin at midnight in GMT+7', async (t) => {
  t.equal(
    new Date(parseBirthDate('04-06-1998') as number).toISOString(),
    '1998-06-03T17:00:00.000Z',
  )
  t.equal(
    new Date(parseBirthDate('01-01-0099') as number).toISOString(),
    '0098-12-31T17:00:00.000Z',
  )
  for (const text of [
    '00-01-2000',
    '31-04-2000',
    '29-02-2023',
    '1-1-2000',
    '04-13-1998',
    '01-01-0000',
  ])
    t.equal(parseBirthDate(text), null)
})
