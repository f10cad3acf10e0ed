import { Url } from '../../kyc/definitions/values.js'
import { Type } from '../../lib/definition.js'
import { Text } from './common.js'
import { settings } from './companies.js'

/** `/_sandbox/health`, `config` and the OpenAPI documents. */

export const Health = Type.Closed(
  { status: Type.Literal('ok'), version: Text },
  { named: 'Health' },
)

export const Config = Type.Closed(
  {
    port: Type.Integer({
      minimum: 0,
      maximum: 65_535,
      description: 'As it was given; 0 means a free one.',
    }),
    host: Text,
    state: Type.About(Text, 'A file, or `memory`.'),
    ...settings,
    secret_key: Type.String({ description: 'Of company 1, shortened.' }),
    validation_token: Type.String({ description: 'Of company 1, shortened.' }),
    import: Type.Nullable(Type.String(), {
      description: 'A file to begin with, when the state is empty.',
    }),
    seed: Type.Nullable(Type.String(), {
      description: 'A file of agents to begin with, when the state is empty.',
    }),
    scenarios: Type.Nullable(Type.String(), {
      description: "A folder of the user's own scenarios.",
    }),
    fidelity: Type.Nullable(Type.String(), {
      description: 'A report that `parity` has written.',
    }),
    control_token: Type.Nullable(Type.String(), {
      description: 'Shortened. Null: open on loopback; `none`: open everywhere.',
    }),
    cors_origins: Type.Array(Type.String()),
    public_url: Type.Nullable(Type.String(), {
      description: 'What `image_url` and the like begin with. Null: what the client called.',
    }),
    intercept: Type.OneOf(['on', 'off']),
    https_port: Type.Nullable(Type.Integer({ minimum: 0, maximum: 65_535 }), {
      description: 'As it was given. Null: no door for TLS.',
    }),
    ca: Type.About(Text, 'The folder of the local certificate authority.'),
    allowed_hosts: Type.Array(Type.String()),
    allowed_origins: Type.Array(Type.String()),
    log: Type.OneOf(['pretty', 'json', 'silent']),
  },
  { description: 'The options of `start` in force.', named: 'Config' },
)

const anything = { type: 'object', additionalProperties: true }

export const OpenApiDocument = Type.Object(
  {
    openapi: Type.String({ pattern: '^3\\.1\\.' }),
    info: Type.Unsafe<object>(anything),
    servers: Type.Array(
      Type.Closed({ url: Type.About(Url, 'The address that the client called.') }),
      { minItems: 1, maxItems: 1 },
    ),
    paths: Type.Unsafe<object>(anything),
  },
  {
    additionalProperties: true,
    description: 'An OpenAPI 3.1 document.',
    named: 'OpenApiDocument',
  },
)
