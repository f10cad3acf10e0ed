import FakeTimers, { type FakeMethod } from '@sinonjs/fake-timers'
import t from 'tap'
import { sendRaw } from '../helpers/raw.js'
import { receiver } from '../helpers/receiver.js'
import { open } from '../helpers/sandbox.js'

/** What Vitest fakes unless told otherwise. Jest fakes more; of that, a server needs `nextTick` to be real. */
const BY_VITEST: readonly FakeMethod[] = [
  'Date',
  'hrtime',
  'performance',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
]

t.test('a sandbox goes on where the test beside it fakes its timers', async (t) => {
  const hook = await receiver(t)
  const { api, sandbox } = await open(t, { callbackUrl: hook.url, callbackDelay: '20ms' })
  const before = Date.now()

  t.test('as Vitest does: checks, callbacks, waits and closing, in real time', async (t) => {
    const fake = FakeTimers.install({ now: 0, toFake: [...BY_VITEST] })
    t.teardown(() => fake.uninstall())
    const id = await api.decided()
    await sandbox.waitFor({ agentId: id, callback: 'delivered' })
    t.equal(hook.received.length, 2)
    t.ok(Date.parse((await sandbox.agent(id)).created_at) >= before)
    const cut = await sandbox.sendCallback({ data: {}, fault: 'cut-body' })
    await sandbox.waitFor({ idle: true, timeout: '5s' })
    t.equal((await sandbox.callback(cut.id)).state, 'failed')
    const url = `${sandbox.url}/_sandbox/wait?agent_id=${id}&kyc_status=HELP&timeout=20ms`
    t.equal((await fetch(url)).status, 408)
  })

  t.test('queueMicrotask as well, as Jest does', async (t) => {
    const fake = FakeTimers.install({ now: 0, toFake: [...BY_VITEST, 'queueMicrotask'] })
    t.teardown(() => fake.uninstall())
    // By hand: fetch needs the real one.
    const call = (line: string, body: string) =>
      sendRaw(
        sandbox.url,
        `${line} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      )
    t.match(await call('POST /_sandbox/callbacks', '{"data":{}}'), { status: 201 })
    t.match(await call('GET /_sandbox/wait?idle=true&timeout=5s', ''), { status: 200 })
    t.equal(hook.received.length, 3)
  })
})
