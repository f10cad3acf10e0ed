import { Type } from '../../lib/definition.js'
import { SECTIONS, SOURCES } from '../../rules/rule.js'
import { Text } from './common.js'

/** `/_sandbox/fidelity`: one row for each rule of Flip's API that the sandbox follows. */

/** Whether a rule of this kind has sources, and whether something had to be chosen. */
function kind(basis: string, sources: object, chosen: 'string' | 'null') {
  return {
    required: ['basis'],
    properties: { basis: { const: basis }, sources, chosen: { type: chosen } },
  }
}

const Observed = Type.Closed(
  {
    verdict: Type.OneOf(['same', 'different']),
    difference: Type.Nullable(Type.String(), { description: 'Null where it is the same.' }),
    date: Type.String({ format: 'date-time' }),
    target: Type.Closed({ agents: Text, kyc: Text }, { description: "The two hosts' names." }),
  },
  { named: 'Observed' },
)

export const FidelityRow = Type.Closed(
  {
    id: Type.String({
      pattern: '^[a-z][a-z-]*(\\.[a-z0-9]+(-[a-z0-9]+)*)+$',
      description:
        'Area and name, such as `kyc.submit.message`. It stays when the sentence is reworded.',
    }),
    section: Type.Unsafe<string>({
      enum: SECTIONS,
      description: 'Part of the emulated API, as docs/fidelity.md heads it.',
    }),
    rule: Type.About(Text, 'One plain sentence.'),
    basis: Type.Unsafe<string>({ enum: ['documented', 'contradictory', 'assumed'] }),
    sources: Type.Array(Type.Unsafe<string>({ enum: SOURCES }), {
      uniqueItems: true,
      description:
        "G: Flip's integration guide. R: Flip's API reference, or one generation of it: R1 2017 to 2020, R2 2022 and 2023, R3 the beta of 2024 and 2025, R4 today's. Empty where the rule is assumed.",
    }),
    chosen: Type.Nullable(Type.String(), {
      description: 'What the sandbox does where the sources contradict each other; null otherwise.',
    }),
    observed: Type.Nullable(Observed, {
      description:
        'What `flip-sandbox parity` has seen at Flip, by the report of `--fidelity`; null where it has seen nothing.',
    }),
  },
  {
    dependentSchemas: {
      basis: {
        oneOf: [
          kind('documented', { minItems: 1 }, 'null'),
          kind('contradictory', { minItems: 1 }, 'string'),
          kind('assumed', { maxItems: 0 }, 'null'),
        ],
      },
    },
    named: 'FidelityRow',
  },
)

export const FidelityLedger = Type.Closed(
  {
    items: Type.Array(FidelityRow),
    total: Type.Integer({ minimum: 0, description: 'How many rows there are.' }),
    next: Type.Unsafe<null>({ type: 'null', description: 'The list comes whole.' }),
  },
  { named: 'FidelityLedger' },
)
