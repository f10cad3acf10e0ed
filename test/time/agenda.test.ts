import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import t from 'tap'
import { Agenda } from '../../src/time/agenda.js'
import { freezeClock } from '../../src/time/clock.js'
import type { Task } from '../../src/time/task.js'

/** An agenda on a clock that stands at 0, and what of it has run. */
function agenda() {
  const ran: string[] = []
  const failed: string[] = []
  const one = new Agenda(
    () => freezeClock(0),
    ({ key }, error) => void failed.push(`${key}: ${(error as Error).message}`),
  )
  const task = (key: string, more: Partial<Task> = {}): Task => ({
    key,
    company_id: 1,
    due: 0,
    run: () => void ran.push(key),
    ...more,
  })
  return { one, ran, task, failed }
}

t.test('a hold within a hold leaves the outer one as it is', async (t) => {
  const { one, ran, task } = agenda()
  const release = one.holding(() => {
    one.put(task('before'))
    one.holding(() => one.put(task('inner')))?.()
    one.put(task('after'))
  })
  t.strictSame(ran, ['inner'])
  t.notOk(one.isIdle(1))
  release?.()
  t.strictSame(ran, ['inner', 'before', 'after'])
  t.ok(one.isIdle(1))
  t.ok(one.allIdle)
})

t.test('a task of the same key takes the place of the first', async (t) => {
  const { one, ran, task } = agenda()
  one.put(task('x', { due: 5 }))
  one.put(task('x', { due: 7 }))
  t.equal(one.pending(1).length, 1)
  await one.advance([1], 6, () => {})
  t.strictSame(ran, [])
  one.remove('x')
  one.remove('x')
  t.ok(one.isIdle(1))
})

t.test('a task that throws is told, and is over; the others run', async (t) => {
  const { one, ran, task, failed } = agenda()
  const defect = () => {
    throw new Error('a defect')
  }
  one.put(task('throws', { due: 1, run: defect }))
  one.put(task('rejects', { due: 1, run: async () => defect() }))
  one.put(task('after', { due: 2 }))
  await one.advance([1], 5, () => {})
  t.strictSame(failed, ['throws: a defect', 'rejects: a defect'])
  t.strictSame(ran, ['after'])
  t.ok(one.allIdle)
})

t.test('an agenda that is closed drops what it has, and takes nothing more', async (t) => {
  const { one, ran, task } = agenda()
  const dropped: string[] = []
  const drop = (key: string) => task(key, { due: 1, dropped: () => void dropped.push(key) })
  one.put(drop('had'))
  const release = one.holding(() => one.put(drop('held')))
  one.close()
  one.put(drop('late'))
  one.put(task('late, and tells nobody'))
  release?.()
  t.strictSame(dropped, ['had', 'held', 'late'])
  t.strictSame(ran, [])
  t.ok(one.allIdle)
})

t.test(
  'a task that was removed is passed over, and those behind it run in their order',
  async (t) => {
    const { one, ran, task } = agenda()
    for (const due of [1, 4, 3, 2]) one.put(task(`at ${due}`, { due }))
    one.remove('at 1')
    await one.advance([1], 10, () => {})
    t.strictSame(ran, ['at 2', 'at 3', 'at 4'])
  },
)

t.test('a task that was removed is let go, also behind one that waits for ever', async (t) => {
  const { one, ran, task } = agenda()
  one.put(task('first', { due: 1 }))
  const gone = Array.from({ length: 100 }, (_, index) => {
    const run = () => void ran.push('never')
    one.put(task(`late ${index}`, { due: 9, run }))
    return new WeakRef(run)
  })
  for (const index of gone.keys()) one.remove(`late ${index}`)
  // What a turn has made lives to its end.
  await new Promise((resolve) => setImmediate(resolve))
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  t.ok(gone.filter((run) => run.deref() !== undefined).length < 3)
  await one.advance([1], 10, () => {})
  t.strictSame(ran, ['first'])
})
