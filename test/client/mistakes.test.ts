import t from 'tap'
import { SandboxClient } from '../../src/index.js'
import { open } from '../helpers/sandbox.js'

type Refused = readonly [call: () => Promise<unknown>, code: string, message: string | RegExp]

/** What somebody calls without types, or with wrong ones. */
const wrong = (value: unknown) => value as never

t.test('names that a call does not have', async (t) => {
  const { sandbox } = await open(t)
  const company = await sandbox.createCompany()
  const calls: readonly Refused[] = [
    [
      () => sandbox.createCompany(wrong({ callbackURL: 'http://127.0.0.1:1/' })),
      'invalid_option',
      'There is no option callbackURL; did you mean callbackUrl?',
    ],
    [
      () => sandbox.createCompany(wrong({ callback_url: 'http://127.0.0.1:1/' })),
      'invalid_option',
      'There is no option callback_url; did you mean callbackUrl?',
    ],
    [
      () => company.update(wrong({ calbackUrl: 'http://127.0.0.1:1/' })),
      'invalid_request',
      '"calbackUrl" is not a parameter of this call; did you mean "callbackUrl"?',
    ],
    [
      () => sandbox.createCompany({ callbackUrl: 'nowhere' }),
      'invalid_request',
      /^"callbackUrl" must be/,
    ],
    [
      () => company.next('rejected-17', wrong({ time: 2 })),
      'invalid_request',
      '"time" is not a parameter of this call; did you mean "times"?',
    ],
    [
      () => company.next('rejected-17', wrong({ untilWhen: 2 })),
      'invalid_request',
      /^"untilWhen" is not a parameter of this call; it takes companyId, [a-zA-Z, ]+$/,
    ],
    [
      () => company.agents(wrong({ kyc_status: 'PENDING' })),
      'invalid_option',
      'There is no option kyc_status; did you mean kycStatus?',
    ],
    [
      () => company.waitFor(wrong({ agentID: 1 })),
      'invalid_option',
      'There is no option agentID; did you mean agentId?',
    ],
    [
      () => company.waitFor(wrong(undefined)),
      'invalid_request',
      'Say what to wait for: "kycStatus", "status", "callback" or "idle=true".',
    ],
    [
      () => sandbox.wait({ agentId: 7, kycStatus: 'HELP' }),
      'not_found',
      'There is no agent 7. GET /_sandbox/agents lists them.',
    ],
  ]
  for (const [call, code, message] of calls)
    await t.rejects(call(), { name: 'SandboxError', code, message }, String(call))
})

t.test('arguments of another kind', async (t) => {
  const { sandbox } = await open(t)
  const company = await sandbox.createCompany()
  const calls: readonly Refused[] = [
    [
      () => sandbox.drill(wrong('http://x')),
      'invalid_drill',
      /^drill takes an object: drill\(\{ url: /,
    ],
    [() => sandbox.run(wrong('npm test')), 'cannot_start', /such as run\(\["npm", "test"\]\)/],
    [
      () => company.setFaults(wrong({ path: '/agents' })),
      'invalid_option',
      /^setFaults takes a list, .*; addFault takes one\.$/,
    ],
  ]
  for (const [call, code, message] of calls)
    await t.rejects(call(), { name: 'SandboxError', code, message }, String(call))
  t.throws(() => new SandboxClient(wrong({})), { code: 'invalid_url', message: /^Give the URL/ })
})

t.test('the URL alone will do for a client', async (t) => {
  const { sandbox } = await open(t)
  t.equal((await new SandboxClient(sandbox.url).health()).status, 'ok')
})
