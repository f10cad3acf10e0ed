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
    verdict: Type.OneOf(['same', 'different'], {
      description: 'Whether Flip does as the sandbox does.',
    }),
    difference: Type.Nullable(Type.String(), {
      description: 'What Flip does otherwise; null where it is the same.',
    }),
    date: Type.String({ format: 'date-time', description: 'When it was observed.' }),
    target: Type.Closed(
      {
        agents: Type.About(Text, 'The agents host, such as `bigflip.id`.'),
        kyc: Type.About(Text, 'The KYC host, such as `api.flip.id`.'),
      },
      { description: "The two hosts' names." },
    ),
  },
  { description: 'What `parity` has seen of a rule.', named: 'Observed' },
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
    rule: Type.About(Text, 'The rule in one plain sentence.'),
    basis: Type.Unsafe<string>({
      enum: ['documented', 'contradictory', 'assumed'],
      description: 'Whether the sources say so, contradict each other, or say nothing.',
    }),
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
    description: "A rule of Flip's API that the sandbox follows, and how sure it is.",
    named: 'FidelityRow',
  },
)

export const FidelityLedger = Type.Closed(
  {
    items: Type.Array(FidelityRow, { description: 'The rules, in the order of their sections.' }),
    total: Type.Integer({ minimum: 0, description: 'How many rules there are.' }),
    next: Type.Unsafe<null>({ type: 'null', description: 'Always null: the list comes whole.' }),
  },
  { description: 'Every rule of the emulated API.', named: 'FidelityLedger' },
)
