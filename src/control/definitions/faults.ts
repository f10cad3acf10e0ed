import { Type } from '../../lib/definition.js'
import { FAULT_KINDS, FAULT_MEANINGS, faultFacts, METHODS, Struck } from '../../scenarios/fault.js'
import { Duration } from '../../time/definitions.js'
import { page, scopeOf } from './common.js'

/** `/_sandbox/faults`: what goes wrong with calls, whatever their agent. */

const RULES = [
  {
    not: { required: ['status', 'fault'], properties: { status: true, fault: true } },
    says: 'takes "status" or "fault", not both',
  },
  {
    if: { required: ['latency'], properties: { latency: { pattern: '[1-9]', title: 'above 0' } } },
    else: { if: { required: ['status'] }, else: { required: ['fault'] } },
    says: 'needs "latency", "status" or "fault"',
  },
]

const NEEDS =
  'It needs a `status`, a `fault` or a `latency` above 0, but not `status` and `fault` together.'

export const NewFault = Type.Closed(
  {
    method: Type.Optional(
      Type.OneOf(METHODS, { description: 'The HTTP method of the calls; any without it.' }),
    ),
    path: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description:
          "The call's path, with its host's prefix or without; `*` stands for anything, and so does `:id`. An endpoint must have such a path.",
      }),
    ),
    nth: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'Strikes the nth matching call only; without it, every one.',
      }),
    ),
    probability: Type.Optional(
      Type.Number({
        minimum: 0,
        maximum: 1,
        default: 1,
        description:
          "Chance to strike; drawn from the seed and the call's number, so that it always runs the same.",
      }),
    ),
    seed: Type.Optional(Type.With(faultFacts.seed, { default: 1 })),
    latency: Type.Optional(
      Type.About(
        Duration,
        'How long to wait first; with `no-answer`, before the connection is closed.',
      ),
    ),
    status: Type.Optional(
      Type.Integer({
        minimum: 400,
        maximum: 599,
        description:
          "HTTP status of the answer, in the host's error shape; the call changes nothing.",
      }),
    ),
    fault: Type.Optional(
      Type.OneOf(FAULT_KINDS, {
        description: 'What happens to the call in place of a status.',
        meanings: FAULT_MEANINGS,
      }),
    ),
    after_bytes: Type.Optional(Type.With(faultFacts.after_bytes, { default: 0 })),
  },
  {
    allOf: RULES,
    description: `What goes wrong with calls. What is left out matches everything. ${NEEDS}`,
    named: 'NewFault',
  },
)

/** The most faults that a company can have. */
export const MOST_FAULTS = 1000

export const FaultRequest = Type.Closed(
  { ...scopeOf("Whose calls; all companies' without it."), ...NewFault.properties },
  { allOf: RULES, description: `One fault more. ${NEEDS}`, named: 'FaultRequest' },
)

export const FaultsRequest = Type.Closed(
  {
    ...scopeOf("Whose calls; all companies' without it."),
    faults: Type.Array(NewFault, {
      maxItems: MOST_FAULTS,
      mustBe: 'a list of at most 1000 faults',
      description:
        'Each counts the calls that it matches; the first that would strike a call does.',
    }),
  },
  { description: 'The faults that take the place of those there were.', named: 'FaultsRequest' },
)

export const Fault = Type.Closed(
  {
    ...faultFacts,
    struck: Struck,
    left: Type.Nullable(Type.Integer({ minimum: 0, maximum: 1 }), {
      description: 'How often it may strike still: 0 never again; null: without limit.',
    }),
    latency: Type.About(Duration, 'How long the call waits first.'),
  },
  { description: 'A fault in force; a null matches everything.', named: 'Fault' },
)

export const FaultList = page(Fault, 'FaultList', {
  what: 'faults',
  order: 'in the order in which they are tried',
})
