import t from 'tap'
import {
  DEFAULT_OPTIONS,
  DEVELOPMENT_TOKEN,
  flagOf,
  GUIDE_KEY,
  OPTIONS,
  OptionError,
  type SandboxOptions,
  variableOf,
} from '../../src/options/options.js'
import {
  optionsFromConfig,
  optionsFromFlags,
  optionsFromVariables,
} from '../../src/options/sources.js'

/** What each option takes, as text, and what comes of it. */
const ACCEPTED: Readonly<Record<keyof SandboxOptions, readonly (readonly [string, unknown])[]>> = {
  port: [
    ['0', 0],
    ['65535', 65_535],
  ],
  host: [['0.0.0.0', '0.0.0.0']],
  state: [
    ['memory', 'memory'],
    ['/tmp/a b.json', '/tmp/a b.json'],
  ],
  secret_key: [['x'.repeat(300), 'x'.repeat(300)]],
  validation_token: [['a+b/c=', 'a+b/c=']],
  callback_url: [['https://example.com:8443/a?b=c', 'https://example.com:8443/a?b=c']],
  callback_delay: [
    ['0', 0],
    ['250ms', 250],
    ['1.5s', 1500],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
  ],
  fidelity: [['fidelity-report.json', 'fidelity-report.json']],
  scenario: [['rejected-17', 'rejected-17']],
  magic_numbers: [
    ['on', 'on'],
    ['off', 'off'],
  ],
  disbursement_callback_url: [['http://localhost/a', 'http://localhost/a']],
  inquiry_callback_url: [['http://localhost/b', 'http://localhost/b']],
  bank_status_callback_url: [['http://localhost/c', 'http://localhost/c']],
  disbursement_delay: [['2m', 120_000]],
  balance: [
    ['0', 0],
    ['900000000000000', 900_000_000_000_000],
  ],
  transaction_ids: [
    ['long', 'long'],
    ['small', 'small'],
  ],
  disbursements: [
    ['auto', 'auto'],
    ['manual', 'manual'],
  ],
  max_repairs: [
    ['0', 0],
    ['1000', 1000],
  ],
  import: [['export.json', 'export.json']],
  seed: [['agents.json', 'agents.json']],
  scenarios: [['./mine', './mine']],
  request_id: [
    ['strict', 'strict'],
    ['lenient', 'lenient'],
  ],
  reason_code_type: [
    ['documented', 'documented'],
    ['integer', 'integer'],
    ['string', 'string'],
  ],
  control_token: [['none', 'none']],
  cors_origins: [
    ['*', ['*']],
    ['http://localhost:5173,https://a.example', ['http://localhost:5173', 'https://a.example']],
  ],
  intercept: [
    ['on', 'on'],
    ['off', 'off'],
  ],
  https_port: [
    ['0', 0],
    ['443', 443],
  ],
  ca: [['/data/ca', '/data/ca']],
  public_url: [['https://flip.example/a/', 'https://flip.example/a']],
  allowed_hosts: [
    ['a.example.com, b.example.com,', ['a.example.com', 'b.example.com']],
    ['', []],
  ],
  allowed_origins: [['https://A.example.com/,http://b:80', ['https://a.example.com', 'http://b']]],
  log: [
    ['pretty', 'pretty'],
    ['json', 'json'],
    ['silent', 'silent'],
  ],
}

/** What each option refuses, and what the message says it must be. */
const REFUSED: readonly (readonly [keyof SandboxOptions, string, RegExp])[] = [
  ['port', '65536', /must be a whole number from 0 to 65535/],
  ['port', '-1', /must be a whole number/],
  ['port', '1e3', /must be a whole number/],
  ['port', '', /must be a whole number/],
  ['host', ' ', /must be a text that is not empty/],
  ['state', '', /must be a text/],
  ['secret_key', 'a:b', /1 to 300 visible ASCII characters without a colon/],
  ['secret_key', 'a b', /visible ASCII/],
  ['secret_key', 'é', /visible ASCII/],
  ['secret_key', 'x'.repeat(301), /1 to 300/],
  ['validation_token', '', /1 to 300/],
  ['callback_url', 'example.com', /an http or https URL of at most 2,048 characters, without/],
  ['callback_url', `http://a/${'b'.repeat(2048)}`, /at most 2,048 characters/],
  ['callback_url', 'ftp://example.com', /an http or https URL/],
  ['callback_url', 'http://user@example.com', /without user name/],
  ['callback_url', 'http://:word@example.com', /and password/],
  ['callback_delay', '2', /a duration such as 250ms, 2s, 5m, 2h or 1d/],
  ['callback_delay', '2 h', /a duration/],
  ['callback_delay', '-2h', /a duration/],
  ['callback_delay', '99999d', /a duration/],
  ['scenario', '', /a text that is not empty/],
  ['magic_numbers', 'yes', /one of: on, off/],
  ['max_repairs', '1001', /a whole number from 0 to 1000/],
  ['request_id', '', /one of: strict, lenient/],
  ['reason_code_type', 'number', /one of: documented, integer, string/],
  ['control_token', '', /1 to 300/],
  ['allowed_origins', 'example.com', /origins such as http:\/\/localhost:3000/],
  ['allowed_origins', 'http://example.com/page', /origins such as/],
  ['allowed_origins', 'data:x', /origins such as/],
  ['cors_origins', 'localhost:5173', /origins such as/],
  ['cors_origins', 'null', /origins such as/],
  ['cors_origins', 'ftp://example.com', /origins such as/],
  ['cors_origins', 'http://localhost:5173?x', /origins such as/],
  ['log', 'debug', /one of: pretty, json, silent/],
]

const variables = (given: Record<string, string | undefined>) => {
  const warnings: string[] = []
  const options = optionsFromVariables(given, (sentence) => warnings.push(sentence))
  return { options, warnings }
}

t.test('the table names each option of interface.md, with its default', async (t) => {
  t.strictSame(DEFAULT_OPTIONS, {
    port: 4010,
    host: 'localhost',
    state: '.flip-sandbox/state.json',
    secret_key: GUIDE_KEY,
    validation_token: DEVELOPMENT_TOKEN,
    callback_url: null,
    callback_delay: 0,
    scenario: 'approved',
    magic_numbers: 'on',
    max_repairs: 3,
    disbursement_callback_url: null,
    inquiry_callback_url: null,
    bank_status_callback_url: null,
    disbursement_delay: 0,
    balance: 950_000_000_000,
    transaction_ids: 'long',
    disbursements: 'auto',
    import: null,
    seed: null,
    scenarios: null,
    fidelity: null,
    request_id: 'strict',
    reason_code_type: 'documented',
    control_token: null,
    cors_origins: [],
    public_url: null,
    intercept: 'off',
    https_port: null,
    ca: '.flip-sandbox/ca',
    allowed_hosts: [],
    allowed_origins: [],
    log: 'json',
  })
  t.strictSame(
    [flagOf('callback_delay'), variableOf('callback_delay')],
    ['--callback-delay', 'FLIP_SANDBOX_CALLBACK_DELAY'],
  )
  t.equal(
    GUIDE_KEY,
    Buffer.from(Buffer.from(`${GUIDE_KEY}:`).toString('base64'), 'base64')
      .toString()
      .slice(0, -1),
  )
})

t.test('each option is read alike from a flag, a variable and the config file', async (t) => {
  for (const { key } of OPTIONS) {
    for (const [text, value] of ACCEPTED[key]) {
      const expected = { [key]: value }
      t.strictSame(
        optionsFromFlags({ [flagOf(key).slice(2)]: text }),
        expected,
        `${flagOf(key)} ${text.slice(0, 20)}`,
      )
      t.strictSame(variables({ [variableOf(key)]: text }).options, text === '' ? {} : expected)
      t.strictSame(optionsFromConfig({ [key]: text }, 'x.json'), expected)
      t.strictSame(optionsFromConfig({ [flagOf(key).slice(2)]: text }, 'x.json'), expected)
    }
  }
})

t.test('each option refuses what it cannot be, and says where it stood', async (t) => {
  for (const [key, text, message] of REFUSED) {
    const shown = text.slice(0, 20)
    const sources: (readonly [read: () => unknown, name: string])[] = [
      [() => optionsFromFlags({ [flagOf(key).slice(2)]: text }), flagOf(key)],
      [() => optionsFromConfig({ [key]: text }, 'x.json'), `"${key}" in x.json`],
    ]
    // An empty variable counts as not set.
    if (text !== '') sources.push([() => variables({ [variableOf(key)]: text }), variableOf(key)])
    for (const [read, name] of sources) {
      try {
        read()
        t.fail(`${name} took ${shown}`)
      } catch (error) {
        t.ok(error instanceof OptionError)
        t.match((error as Error).message, message, `${name} ${shown}`)
        t.ok((error as Error).message.startsWith(`${name} must be `))
      }
    }
  }
})

t.test('variables', async (t) => {
  t.test('others than the sandbox’s are none of its business', async (t) => {
    t.strictSame(variables({ PATH: '/bin', FLIP_SANDBOX: 'x', FLIP_SANDBOX_PORT: undefined }), {
      options: {},
      warnings: [],
    })
    t.strictSame(
      variables({ FLIP_SANDBOX_URL: 'http://a', FLIP_SANDBOX_CONFIG: 'a.json' }).options,
      {},
    )
  })

  t.test('that a container platform injects are passed over with a warning', async (t) => {
    const injected = {
      FLIP_SANDBOX_PORT: 'tcp://10.0.0.1:4010',
      FLIP_SANDBOX_SERVICE_HOST: '10.0.0.1',
      FLIP_SANDBOX_SERVICE_PORT: '4010',
      FLIP_SANDBOX_SERVICE_PORT_HTTP: '4010',
      FLIP_SANDBOX_PORT_4010_TCP: 'tcp://10.0.0.1:4010',
      FLIP_SANDBOX_PORT_4010_TCP_PROTO: 'tcp',
      FLIP_SANDBOX_PORT_4010_UDP_ADDR: '10.0.0.1',
      FLIP_SANDBOX_NAME: '/web/flip_sandbox',
      FLIP_SANDBOX_ENV_PATH: '/bin',
      FLIP_SANDBOX_DB_SERVICE_HOST: '10.0.0.2',
      FLIP_SANDBOX_DB_PORT: 'tcp://10.0.0.2:5432',
      FLIP_SANDBOX_DB_PORT_5432_TCP_ADDR: '10.0.0.2',
    }
    const { options, warnings } = variables({ ...injected, FLIP_SANDBOX_LOG: 'silent' })
    t.strictSame(options, { log: 'silent' })
    t.strictSame(
      warnings,
      Object.keys(injected).map(
        (name) => `${name} looks like a container platform's own variable and is ignored.`,
      ),
    )
  })

  t.test('that are unknown are refused, naming the nearest', async (t) => {
    t.throws(() => variables({ FLIP_SANDBOX_CALBACK_URL: 'x' }), {
      message:
        'There is no variable FLIP_SANDBOX_CALBACK_URL; did you mean "FLIP_SANDBOX_CALLBACK_URL"? docs/options.md lists them.',
    })
    t.throws(() => variables({ FLIP_SANDBOX_NAME: 'web' }), {
      message: /There is no variable FLIP_SANDBOX_NAME/,
    })
  })
})

t.test('the config file', async (t) => {
  t.test('takes numbers, lists and a $schema as JSON has them', async (t) => {
    t.strictSame(
      optionsFromConfig(
        { $schema: './x', port: 4011, 'allowed-hosts': ['a.b', 'c.d'], 'max-repairs': 2 },
        'x.json',
      ),
      { port: 4011, allowed_hosts: ['a.b', 'c.d'], max_repairs: 2 },
    )
  })

  t.test('takes true, false and null where on, off and nothing are meant', async (t) => {
    t.strictSame(
      [true, false].map((magic_numbers) => optionsFromConfig({ magic_numbers }, 'x.json')),
      [{ magic_numbers: 'on' }, { magic_numbers: 'off' }],
    )
    t.match(optionsFromConfig({ intercept: true }, 'x.json'), { intercept: 'on' })
    t.strictSame(optionsFromConfig({ callback_url: null, allowed_hosts: null }, 'x.json'), {})
  })

  t.test('refuses true, false and lists where no such word or list is meant', async (t) => {
    const lists = ['cors_origins', 'allowed_hosts', 'allowed_origins']
    for (const { key, takes } of OPTIONS) {
      for (const wrong of [true, false, [true], {}, ['a', 'b']]) {
        if (typeof wrong === 'boolean' && takes.includes('on|off')) continue
        if (Array.isArray(wrong) && wrong[0] === 'a' && lists.includes(key)) continue
        t.throws(
          () => optionsFromConfig({ [key]: wrong }, 'x.json'),
          { message: new RegExp(`^"${key}" in x\\.json must be .*\\.$`) },
          `${key}: ${JSON.stringify(wrong)}`,
        )
      }
    }
  })

  t.test('refuses what is no object, and unknown keys, naming the nearest', async (t) => {
    for (const document of [null, [], 'port', 4010]) {
      t.throws(() => optionsFromConfig(document, 'x.json'), {
        message: /^x\.json must hold a JSON object of options, such as/,
      })
    }
    t.throws(() => optionsFromConfig({ calback_url: 'x' }, 'x.json'), {
      message:
        'x.json has an unknown key "calback_url"; did you mean "callback_url"? docs/options.md lists them.',
    })
    t.throws(() => optionsFromConfig({ host: { a: 1 } }, 'x.json'), {
      message: /"host" in x\.json must be/,
    })
    t.throws(() => optionsFromConfig({ state: null }, 'x.json'), {
      message: /"state" in x\.json must be/,
    })
  })
})

t.test('flags that are not given leave nothing behind', async (t) => {
  t.strictSame(optionsFromFlags({ json: true, port: undefined, url: 'http://a' }), {})
})
