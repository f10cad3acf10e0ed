import { Url } from '../../kyc/definitions/values.js'
import { Type } from '../../lib/definition.js'
import { Text } from './common.js'
import { settings } from './companies.js'

/** `/_sandbox/health`, `config` and the OpenAPI documents. */

export const Health = Type.Closed(
  {
    status: Type.Literal('ok', { description: 'Always `ok`: a sandbox that answers is ready.' }),
    version: Type.About(Text, 'Version of the package, such as `0.1.0`.'),
  },
  { description: 'That the sandbox answers.', named: 'Health' },
)

export const Config = Type.Closed(
  {
    port: Type.Integer({
      minimum: 0,
      maximum: 65_535,
      description: 'The port as it was given; 0 means a free one.',
    }),
    host: Type.About(Text, 'Address to listen on; `localhost` is both 127.0.0.1 and ::1.'),
    state: Type.About(Text, 'The file that keeps the state, or `memory`.'),
    ...settings,
    secret_key: Type.String({ description: 'API secret key of company 1, shortened.' }),
    validation_token: Type.String({ description: 'Validation token of company 1, shortened.' }),
    import: Type.Nullable(Type.String(), {
      description: 'An exported state to begin with, when the state is empty; null: none.',
    }),
    seed: Type.Nullable(Type.String(), {
      description: 'A file of agents to begin with, when the state is empty.',
    }),
    scenarios: Type.Nullable(Type.String(), {
      description: "A folder of the user's own scenarios; null: none.",
    }),
    fidelity: Type.Nullable(Type.String(), {
      description: 'A report that `parity` has written; null: none.',
    }),
    control_token: Type.Nullable(Type.String(), {
      description:
        'Token of the control API, shortened. Null: open on loopback; `none`: open everywhere.',
    }),
    cors_origins: Type.Array(Type.String(), {
      description: 'Web origins whose pages may call the emulated API; `*` for all.',
    }),
    public_url: Type.Nullable(Type.String(), {
      description: 'What `image_url` and the like begin with. Null: what the client called.',
    }),
    intercept: Type.OneOf(['on', 'off'], {
      description: "Whether the port is also a proxy for Flip's own host names.",
    }),
    https_port: Type.Nullable(Type.Integer({ minimum: 0, maximum: 65_535 }), {
      description: 'The port for TLS as it was given. Null: none.',
    }),
    ca: Type.About(Text, 'The folder of the local certificate authority.'),
    allowed_hosts: Type.Array(Type.String(), {
      description:
        'Names under which the control API answers, beside IP addresses and local names.',
    }),
    allowed_origins: Type.Array(Type.String(), {
      description: 'Web origins that may call the control API, beside its own.',
    }),
    log: Type.OneOf(['pretty', 'json', 'silent'], {
      description: 'The form of the log on standard error.',
    }),
  },
  { description: 'The options of `start` in force.', named: 'Config' },
)

function anything(description: string) {
  return Type.Unsafe<object>({ type: 'object', additionalProperties: true, description })
}

export const OpenApiDocument = Type.Object(
  {
    openapi: Type.String({ pattern: '^3\\.1\\.', description: 'The version of OpenAPI.' }),
    info: anything('Title, version and licence of the document.'),
    servers: Type.Array(
      Type.Closed({ url: Type.About(Url, 'The address that the client called.') }),
      { minItems: 1, maxItems: 1, description: 'Where the API is served.' },
    ),
    paths: anything('The calls, by path and method.'),
  },
  {
    additionalProperties: true,
    description: 'An OpenAPI 3.1 document.',
    named: 'OpenApiDocument',
  },
)
