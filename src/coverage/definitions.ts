import { CompanyId, Count, OwnerId, ScenarioNameOrNull } from '../kyc/definitions/values.js'
import { Type } from '../lib/definition.js'
import { FAULT_KINDS } from '../scenarios/fault.js'

/** What has been exercised of what there is: as the control API answers it, and as it is kept in its file. */

/** The groups of things that there are, in the order of a report. */
export const GROUPS = [
  'endpoints',
  'agents_errors',
  'kyc_errors',
  'kyc_statuses',
  'reasons',
  'remedies',
  'transfer_errors',
  'transfer_statuses',
  'cancel_reasons',
  'inquiry_statuses',
  'bank_statuses',
  'callback_outcomes',
  'callback_faults',
  'call_faults',
] as const

export const FaultToSet = Type.Closed(
  {
    nth: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Which matching call it strikes.' }),
    ),
    fault: Type.Optional(Type.OneOf(FAULT_KINDS, { description: 'How it ends the call.' })),
  },
  { description: 'A fault as `PUT /_sandbox/faults` takes it.', named: 'FaultToSet' },
)

export const CoverageItem = Type.Closed(
  {
    name: Type.String({ description: 'Such as `PUT /users/:id/submit`, `4010` or `REJECTED`.' }),
    about: Type.Nullable(Type.String(), { description: 'When it comes about, or what it means.' }),
    times: Type.About(Count, 'How often it was met; 0: never.'),
    scenario: Type.About(
      ScenarioNameOrNull,
      'One that leads to it, to be armed for the next agent; null: none does.',
    ),
    fault: Type.Nullable(FaultToSet, {
      description: 'A fault that leads to it with the next call; null: none does.',
    }),
  },
  { description: 'One thing that there is, and how often it was met.', named: 'CoverageItem' },
)

const share = {
  covered: Type.About(Count, 'How many were met at least once.'),
  total: Type.About(Count, 'How many there are.'),
}

export const CoverageGroup = Type.Closed(
  {
    name: Type.OneOf(GROUPS, { description: 'What kind of things it has.' }),
    ...share,
    items: Type.Array(CoverageItem, { description: 'All that there are, met or not.' }),
  },
  { description: 'One kind of things, such as the rejection reasons.', named: 'CoverageGroup' },
)

export const Unused = Type.Closed(
  {
    kind: Type.OneOf(['armed-scenario', 'fault', 'added-scenario'], {
      description: 'What it is.',
    }),
    name: Type.String({
      description: "The scenario's name; a fault as `PUT /users/:id/submit: 503`.",
    }),
    times: Type.Integer({ minimum: 1, description: 'How often it went unused.' }),
  },
  { description: 'Something that was prepared and never used.', named: 'Unused' },
)

export const CoverageReport = Type.Closed(
  {
    company_id: Type.Nullable(CompanyId, { description: 'Null: all companies together.' }),
    ...share,
    percent: Type.Number({ minimum: 0, maximum: 100, description: 'With one decimal.' }),
    groups: Type.Array(CoverageGroup, { description: 'By the kind of things.' }),
    unused: Type.Array(Unused, { description: 'What was prepared and never used.' }),
    unlisted: Type.About(Count, 'How many more went unused, whose names are not kept.'),
  },
  {
    description:
      'What the calls have exercised, of what there is, since it was cleared: kept across resets, deleted companies and restarts.',
    named: 'CoverageReport',
  },
)

/** What one company has exercised, as the file has it. */
export const StoredPrepared = Type.Closed({
  present: Type.Array(Type.Closed({ ...Unused.properties, used: Count })),
  gone: Type.Closed({ items: Type.Array(Unused), unlisted: Count }),
})

const scope = { met: Type.Each(Type.Each(Count)), prepared: StoredPrepared }

/** The version of the file's shape. */
export const COVERAGE_FORMAT = 1

export const StoredCoverage = Type.Closed({
  format: Type.Literal(COVERAGE_FORMAT),
  /** Companies that are gone, together. */
  past: Type.Closed(scope),
  companies: Type.Array(Type.Closed({ company_id: OwnerId, ...scope })),
})
