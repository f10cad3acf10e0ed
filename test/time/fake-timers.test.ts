import FakeTimers, { type FakeMethod } from '@sinonjs/fake-timers'
import t from 'tap'
import { receiver } from '../helpers/receiver.js'
import { open } from '../helpers/sandbox.js'

/** What Vitest fakes unless told otherwise; Jest fakes `nextTick` and `queueMicrotask` as well. */
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
  for (const [whose, toFake] of [
    ['Vitest', BY_VITEST],
    ['Jest, with doNotFake: nextTick', [...BY_VITEST, 'queueMicrotask']],
  ] as const) {
    t.test(`as ${whose} does`, async (t) => {
      const hook = await receiver(t)
      const { api, sandbox } = await open(t, { callbackUrl: hook.url, callbackDelay: '20ms' })
      const before = Date.now()
      const timers = FakeTimers.install({ now: 0, toFake: [...toFake] })
      t.teardown(() => timers.uninstall())
      const id = await api.decided()
      const { created_at } = await sandbox.agent(id)
      await sandbox.waitFor({ agentId: id, callback: 'delivered' })
      t.ok(Date.parse(created_at) >= before, 'in real time')
      t.match(await fetch(`${sandbox.url}/_sandbox/wait?idle=true&timeout=5s`), { status: 200 })
      await sandbox.sendCallback({ data: {} })
      await sandbox.waitFor({ idle: true })
      t.equal(hook.received.length, 3)
      await sandbox.close()
    })
  }
})
