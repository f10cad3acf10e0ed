import { Type } from '../../lib/definition.js'
import { FAULT_KINDS, faultFacts, METHODS } from '../../scenarios/fault.js'
import { Duration } from '../../time/definitions.js'
import { page, scopeOf } from './common.js'

/** `/_sandbox/faults`: what goes wrong with calls, whatever their agent. */

const RULES = [
  {
    not: { required: ['status', 'fault'], properties: { status: true, fault: true } },
    says: 'takes "status" or "fault", not both',
  },
  {
    if: { required: ['latency'], properties: { latency: { pattern: '[1-9]' } } },
    else: { if: { required: ['status'] }, else: { required: ['fault'] } },
    says: 'needs "latency", "status" or "fault"',
  },
]

export const NewFault = Type.Closed(
  {
    method: Type.Optional(Type.OneOf(METHODS)),
    path: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          "The call's path, with its host's prefix or without; `*` stands for anything, and so does `:id`.",
      }),
    ),
    nth: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Strikes the nth matching call only.' }),
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
    seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1, default: 1 })),
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
        description: "Answered in the host's error shape; the call changes nothing.",
      }),
    ),
    fault: Type.Optional(
      Type.OneOf(FAULT_KINDS, {
        description:
          'How the connection ends: after the call has taken effect, or with `upload-cut` while its body is read. With `ip-not-whitelisted` the call gets the 401 that Flip answers to an IP address that the company has not listed, and changes nothing.',
      }),
    ),
    after_bytes: Type.Optional(
      Type.Integer({
        minimum: 0,
        default: 0,
        description: 'Bytes of the body that `upload-cut` reads first.',
      }),
    ),
  },
  {
    allOf: RULES,
    description: 'What goes wrong with calls. What is left out matches everything.',
    named: 'NewFault',
  },
)

/** The most faults that a company can have. */
export const MOST_FAULTS = 1000

export const FaultRequest = Type.Closed(
  { ...scopeOf("Whose calls; all companies' without it."), ...NewFault.properties },
  { allOf: RULES, description: 'One fault more.', named: 'FaultRequest' },
)

export const FaultsRequest = Type.Closed(
  {
    ...scopeOf("Whose calls; all companies' without it."),
    faults: Type.Array(NewFault, {
      maxItems: MOST_FAULTS,
      mustBe: 'a list of at most 1000 faults',
      description: 'The first that matches a call counts.',
    }),
  },
  { named: 'FaultsRequest' },
)

export const Fault = Type.Closed({ ...faultFacts, latency: Duration }, { named: 'Fault' })

export const FaultList = page(Fault, 'FaultList')
