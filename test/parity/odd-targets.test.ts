import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import type { Call, Probe } from '../../src/parity/definitions.js'
import { recordOwn } from '../../src/parity/own-side.js'
import { compare } from '../../src/parity/parity.js'
import type { Recording } from '../../src/parity/play.js'
import { ShortMemory } from '../../src/parity/progress.js'
import { Receiver } from '../../src/parity/receiver.js'
import { targetAt } from '../../src/parity/target.js'
import { runSandbox } from '../../src/server/sandbox.js'
import type { Teardown } from '../helpers/sandbox.js'

const probe = (name: string, ...calls: Call[]): Probe => ({ name, about: 'One.', calls })
const reading = (...aspects: string[]): Call => ({
  call: 'GET agents /agents/1',
  proves: { 'agents.get.answer': aspects },
})

/** A server that is taken for Flip, and answers `GET /agents/1` so. */
async function target(
  t: Teardown,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
) {
  const server = createServer((request, response) => {
    request.resume()
    if (request.url?.startsWith('/kyc')) response.end('{"countries":[]}')
    else if (request.url?.endsWith('/maintenance')) response.end('{"maintenance":false}')
    else answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return targetAt({ agents: `${url}/agents-host`, kyc: `${url}/kyc` }, 'the-key')
}

/** Compares what a server answers with what a sandbox is said to have answered. */
async function compared(
  t: Teardown,
  probes: readonly Probe[],
  own: Recording,
  body: string,
  headers: Record<string, string> = {},
) {
  const { rules, ended } = await compare({
    plan: { probes, reasons: new Map() },
    chosen: probes,
    target: await target(t, (_request, response) => response.writeHead(200, headers).end(body)),
    memory: new ShortMemory(),
    series: '000000',
    callbacks: null,
    mostAgents: 25,
    own: async () => own,
    say: () => {},
    cutOff: new AbortController().signal,
  })
  return { ended, rule: (id: string) => rules.find((one) => one.id === id) }
}

function recorded(name: string, ...seen: (readonly [aspect: string, seen: string])[]): Recording {
  const observations = seen.map(([aspect, text]) => ({
    rule: 'agents.get.answer',
    aspect,
    seen: text,
  }))
  return new Map([[name, { observations, missing: null }]])
}

t.test(
  'an answer that has nothing of what is looked for is different, and breaks nothing',
  async (t) => {
    const looks = [
      ['header x-more', 'absent'],
      ['types id', 'integer'],
      ['types share', 'number'],
      ['types status', 'boolean'],
      ['keys name', ''],
      ['value name.first', 'absent'],
      ['value list.id=1.name', '"one"'],
      ['value text.id=1.name', 'absent'],
      ['value list', '[null,{"id":"{id: number}","name":"one"},{"id":null}]'],
      ['value at', '"9999-99-99T99:99:99+07:00"'],
      ['count text', 'no list'],
      ['errors', 'no list of errors'],
      ['error name', 'no list of errors'],
      ['zone text of first', 'no time'],
      ['keys list', '[ | {id, name} | {id}]'],
    ] as const
    const body = JSON.stringify({
      id: 1,
      share: 0.5,
      status: true,
      name: 'Contoh',
      text: 'none',
      at: '2026-11-27T10:00:00+07:00',
      list: [null, { id: 1, name: 'one' }, { id: null }],
    })
    const probes = [probe('odd', reading(...looks.map(([aspect]) => aspect)))]
    const { rule } = await compared(t, probes, recorded('odd', ...looks), body)
    t.strictSame(rule('agents.get.answer'), {
      id: 'agents.get.answer',
      verdict: 'same',
      difference: null,
      why: null,
    })
    t.match(rule('agents.get.unknown'), { verdict: 'not reachable', why: 'no probe proves it' })
  },
)

t.test('where there is no JSON, status and headers are compared all the same', async (t) => {
  const probes = [probe('html', reading('status', 'header content-type', 'keys'))]
  const own = recorded(
    'html',
    ['status', '200'],
    ['header content-type', 'text/html'],
    ['keys', '{id}'],
  )
  const { rule } = await compared(t, probes, own, '<p>', { 'content-type': 'text/html' })
  t.equal(rule('agents.get.answer')?.difference, 'html: keys is {id} in the sandbox, no JSON there')
})

t.test('a report shows the place of a long difference, and counts what is more', async (t) => {
  const long = `${'a'.repeat(500)}b${'c'.repeat(500)}`
  const aspects = ['value a', 'value b', 'value c', 'value d', 'value long'] as const
  const probes = [probe('long', reading('value long')), probe('many', reading(...aspects))]
  const own = new Map([
    ...recorded('long', ['value long', JSON.stringify(long)]),
    ...recorded('many', ...aspects.map((aspect) => [aspect, '1'] as const)),
  ])
  const body = JSON.stringify({ a: 2, b: 2, c: 2, d: 2, long: long.replace('b', 'x') })
  const { rule } = await compared(t, probes, own, body)
  const { difference } = rule('agents.get.answer') as { difference: string }
  t.match(difference, /^long: value long is …a{40}bc+… in the sandbox, …a{40}xc+… there; many: /)
  t.match(difference, /; and 3 more$/)
})

t.test('what a probe needs and does not get is why its rules are not reached', async (t) => {
  const probes = [
    probe(
      'needs',
      { call: 'GET agents /agents/1', keep: { one: 'no.such', other: 'id' } },
      reading('status'),
    ),
    probe('uses', { ...reading('status'), call: 'GET agents /agents/{one}' }),
    probe('waits', { call: 'CALLBACK {one}', proves: { 'callbacks.form': ['status'] } }),
  ]
  const own = new Map([
    ...recorded('needs', ['status', '200']),
    ...recorded('uses', ['status', '200']),
  ])
  const { rule } = await compared(t, probes, own, '{"id":7}')
  t.match(rule('agents.get.answer'), {
    verdict: 'not reachable',
    why: 'needs: after its call 1, whose answer had no no.such',
  })
  const one = await compared(t, probes.slice(1), recorded('uses', ['status', '200']), '{}')
  t.match(one.rule('agents.get.answer'), {
    why: 'uses: it needs one, which an earlier probe did not get',
  })
})

t.test('a sandbox of its own that does not play to the end is a defect', async (t) => {
  const start = () => runSandbox({ port: 0, state: 'memory', log: 'silent' })
  for (const [call, message] of [
    [
      { call: 'GET agents /agents/1', must: { status: '200' } },
      /left the probe one: after its call 1, whose status was 404, not 200\. This is a defect/,
    ],
    [
      { call: 'CALLBACK {one}' },
      /left the probe one: it needs one, which an earlier probe did not get/,
    ],
  ] as const)
    await t.rejects(recordOwn([probe('one', call)], start), { message })
})

t.test('what is no fault of the target is not said of it', async (t) => {
  const failing = compare({
    plan: { probes: [], reasons: new Map() },
    chosen: [],
    target: await target(t, () => {}),
    memory: new ShortMemory(),
    series: '000000',
    callbacks: null,
    mostAgents: 25,
    own: async () => {
      throw new Error('a defect')
    },
    say: () => {},
    cutOff: new AbortController().signal,
  })
  await t.rejects(failing, { message: 'a defect' })
})

t.test('a run that was cut off makes no further call', async (t) => {
  const calls: string[] = []
  const report = await compare({
    plan: { probes: [probe('one', reading('status'))], reasons: new Map() },
    chosen: [probe('one', reading('status'))],
    target: await target(t, ({ url = '' }) => calls.push(url)),
    memory: new ShortMemory(),
    series: '000000',
    callbacks: null,
    mostAgents: 25,
    own: async () => recorded('one', ['status', '200']),
    say: () => {},
    cutOff: AbortSignal.abort('cut off'),
  })
  t.equal(report.ended, 'cut off')
  t.strictSame(calls, [])
})

t.test('the receiver', async (t) => {
  const receiver = new Receiver()
  t.teardown(() => receiver.close())
  const url = `http://127.0.0.1:${await receiver.listen(0, '127.0.0.1')}/`
  const post = (body: string, headers = {}) => fetch(url, { method: 'POST', body, headers })
  await t.rejects(post('x'.repeat(70_000)), 'hangs up on a body that is no callback')
  t.equal((await post('data=no+JSON')).status, 200, 'answers 200 to all else')
  const waiting = receiver.callback('7', 60_000)
  const bytes = new TextEncoder().encode('data={"agent_id":7,%20"a":1}')
  await fetch(url, { method: 'POST', body: bytes })
  t.match(await waiting, {
    body: { method: 'POST', fields: ['data'], compact: false, blanks: '%20' },
  })
  t.equal((await waiting)?.headers.get('content-type'), 'absent')
  await post('data={"agent_id":7}')
  t.equal(await receiver.callback('7', 0), await waiting, 'the first one counts')
  const never = receiver.callback('8', 60_000)
  receiver.close()
  t.equal(await never, null, 'nobody waits when it is closed')
})
