import { type Static, Type } from '../lib/definition.js'

/** The shape of the files in `fixtures/probes/`. docs/parity.md explains the words. */

const Text = Type.String({ mustBe: 'a text' })

const FieldValue = Type.Union([
  Text,
  Type.Closed({ repeat: Text, times: Type.Integer({ minimum: 1 }) }),
  Type.Array(Text),
  Type.Unsafe<null>({ type: 'null' }),
])

const Fields = Type.Each(FieldValue, {
  description: 'null leaves a field out, a list sends it several times.',
})

const Files = Type.Each(Text, {
  description: 'File parts; each value is the name of a synthetic image.',
})

const Headers = Type.Each(Type.Nullable(Text), {
  description: 'Beside or instead of the usual ones; null leaves a header out.',
})

/** What one call sends beside what its siblings send. */
const Variant = Type.Closed({
  fields: Type.Optional(Fields),
  files: Type.Optional(Files),
  headers: Type.Optional(Headers),
})

const Call = Type.Closed({
  call: Type.String({
    pattern: '^((GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (agents|kyc) /.*|CALLBACK \\{[a-z-]+\\})$',
    mustBe: 'method, host and path, such as "GET agents /agents/{first}", or "CALLBACK {first}"',
  }),
  person: Type.Optional(
    Type.String({
      pattern: '^[a-z-]+$',
      mustBe: 'the name of a synthetic person, in small letters',
      description: 'Sends this person’s attributes, which `fields` can change.',
    }),
  ),
  fields: Type.Optional(Fields),
  files: Type.Optional(Files),
  headers: Type.Optional(Headers),
  send: Type.Optional(
    Type.OneOf(['urlencoded', 'multipart', 'json', 'nothing'], {
      description: 'How the fields are sent; without it as the host wants them.',
    }),
  ),
  text: Type.Optional(Type.About(Text, 'The body as it is, instead of fields.')),
  each: Type.Optional(
    Type.Array(Variant, { description: 'The call is made once with each of these.' }),
  ),
  must: Type.Optional(
    Type.Each(Text, {
      description: 'What an aspect has to show, so that the rest of the probe makes sense.',
    }),
  ),
  keep: Type.Optional(
    Type.Each(Text, { description: 'Keeps values of the answer under a name: name to path.' }),
  ),
  proves: Type.Optional(
    Type.Each(Type.Array(Text), { description: 'What is compared for each rule.' }),
  ),
})

export const Probe = Type.Closed({
  name: Type.String({ pattern: '^[a-z0-9-]+$', mustBe: 'a name in small letters and hyphens' }),
  about: Text,
  calls: Type.Array(Call),
})

export const ProbeFile = Type.Array(Probe)

/** Why rules cannot be probed: a reason to the rules that it holds for. */
export const NotReachable = Type.Each(Type.Array(Text))

export type Probe = Static<typeof Probe>
export type Call = Static<typeof Call>
export type Variant = Static<typeof Variant>
export type FieldValue = Static<typeof FieldValue>
