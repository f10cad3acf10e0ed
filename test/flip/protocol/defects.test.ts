import { connect } from 'node:net'
import t from 'tap'
import { runSandbox } from '../../../src/server/sandbox.js'
import { AGENTS, Api, KYC, open } from '../../helpers/sandbox.js'

t.test(
  'a defect of the sandbox’s own is 500 in the host’s shape (errors.agents-host.other-shapes), and says so',
  async (t) => {
    const warned: string[] = []
    const running = await runSandbox({ port: 0, state: 'memory', log: 'silent' }, (sentence) =>
      warned.push(sentence),
    )
    t.teardown(() => running.close())
    const { context, options, url } = running
    const api = new Api(
      { url } as never,
      `Basic ${Buffer.from(`${options.secret_key}:`).toString('base64')}`,
    )
    const defective = { ...context.scenarios }
    Object.assign(context, { scenarios: defective })
    const reply = await api.create()
    t.match(reply, {
      status: 500,
      body: { name: 'Internal Server Error' },
      hint: /this is a defect/,
    })
    t.match(
      warned,
      [/^POST .*\/agents met a defect of the sandbox: TypeError: .*\n +at .*create-agent/],
      'the log says where',
    )
  },
)

t.test('a company that is deleted while its request is still coming in', async (t) => {
  const { sandbox } = await open(t)
  const company = await sandbox.createCompany()
  const { hostname, port } = new URL(sandbox.url)
  const socket = connect(Number(port), hostname)
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  const head = [
    `PUT ${KYC}/users/1/submit HTTP/1.1`,
    'Host: localhost',
    `Authorization: ${company.authorization}`,
    'Request-ID: bigflip-E23CDB10-6684-11EF-8664-0800200C9A66',
    'Content-Type: application/x-www-form-urlencoded',
    'Content-Length: 11',
    'Expect: 100-continue',
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  await new Promise((resolve) => socket.once('data', resolve))
  await company.delete()
  socket.end('user_type=1')
  await new Promise((resolve) => socket.once('close', resolve))
  t.match(answer, /401 Unauthorized/)
  t.match(answer, /has just been deleted/)
})

t.test('a path that cannot be read is unknown, in the shape of where it came to', async (t) => {
  const { api, sandbox } = await open(t)
  t.equal((await api.get(`${AGENTS}/agents/%zz`)).body.status, 404)
  const control = await fetch(`${sandbox.url}/_sandbox/agents/%zz`)
  t.equal(control.status, 404)
  t.match(await control.json(), { error: { code: 'not_found' } })
})
