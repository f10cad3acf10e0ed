import t from 'tap'
import { UsageError } from '../../src/lib/usage-error.js'
import { addressOf, FLIP, loopbackTarget, targetAt } from '../../src/parity/target.js'

const at = (agents: string, kyc = FLIP.kyc) => targetAt({ agents, kyc }, 'key')

t.test(
  "Flip's test mode is called once a second, a sandbox on this machine without a pause",
  async (t) => {
    t.equal(at(FLIP.agents).pause, 1000)
    t.equal(at('http://127.0.0.1:4010/big_sandbox_api/v2').pause, 1000, 'one of the two is at Flip')
    for (const host of ['127.0.0.1', 'localhost', '[::1]'])
      t.equal(loopbackTarget(`http://${host}:4010`, 'key').pause, 0, host)
    t.equal(
      at('https://flip.test/big_sandbox_api/v2').pause,
      1000,
      'another host, with the test prefix',
    )
    t.doesNotThrow(() => at('http://127.0.0.1:4010/my/prefix'), 'any prefix on this machine')
  },
)

t.test('nothing else is called, and live mode least of all', async (t) => {
  for (const [url, message] of [
    [
      'https://bigflip.id/api/v2',
      /^--agents-url names live mode, which parity never calls; the test prefix is \/big_sandbox_api\/v2\.$/,
    ],
    ['https://bigflip.id/api/v2/agents', /names live mode/],
    ['http://127.0.0.1:4010/api/v2', /names live mode/],
    ['http://127.0.0.1:4010/kyc/api/v1', /names live mode/],
    ['http://bigflip.id/big_sandbox_api/v2', /must be an https URL that ends with the test prefix/],
    ['https://bigflip.id/other/v2', /must be an https URL that ends with the test prefix/],
    [
      'https://bigflip.id/kyc-sandbox/api/v1',
      /must be an https URL that ends with the test prefix/,
    ],
    ['https://127.0.0.1.example.com/x', /must be an https URL that ends with/],
    ['https://bigflip.id/big_sandbox_api/v2/', /with the prefix and no more/],
    ['https://bigflip.id/big_sandbox_api/../api/v2', /with the prefix and no more/],
    ['https://bigflip.id/big_sandbox_api/v2?a=b', /with the prefix and no more/],
    ['https://bigflip.id/big_sandbox_api/v2#a', /with the prefix and no more/],
    ['https://me:secret@bigflip.id/big_sandbox_api/v2', /with the prefix and no more/],
    ['https://bigflip.id', /with the prefix and no more/],
    ['ftp://bigflip.id/big_sandbox_api/v2', /must be a URL such as/],
    ['bigflip.id', /must be a URL such as https:\/\/bigflip\.id\/big_sandbox_api\/v2/],
  ] as const) {
    t.throws(() => at(url), { constructor: UsageError, message }, url)
  }
  t.throws(() => at(FLIP.agents, 'https://api.flip.id/kyc/api/v1'), {
    message: /--kyc-url names live mode/,
  })
})

t.test('a path cannot leave its prefix', async (t) => {
  const flip = at(FLIP.agents)
  t.equal(addressOf(flip, 'agents', '/agents/1?a=b').href, `${FLIP.agents}/agents/1?a=b`)
  for (const path of [
    '/../../api/v2/agents',
    '/%2e%2e/%2e%2e/api/v2/agents',
    '/..',
    '.example.com/x',
    '@example.com/',
  ])
    t.throws(
      () => addressOf(flip, 'agents', path),
      /leaves https:\/\/bigflip\.id\/big_sandbox_api\/v2, so it is not called\./,
      path,
    )
  const rooted = targetAt({ agents: 'http://127.0.0.1:1/api', kyc: 'http://127.0.0.1:1/kyc' }, '')
  t.throws(
    () => addressOf(rooted, 'agents', '/v2/agents'),
    /so it is not called/,
    'nor reach a live prefix',
  )
})
