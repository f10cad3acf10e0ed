import t, { type Test } from 'tap'
import { createReceiver, drill, listening, MISTAKES, named, TOKEN } from '../helpers/drills.js'

t.test('a right receiver passes every drill', async (t) => {
  const place = await listening(t, createReceiver({ token: TOKEN }))
  const report = await drill(place)
  t.match(report, {
    verdict: 'passed',
    counts: { failed: 0, unknown: 0, warned: 0 },
    url: place.url,
  })
  t.strictSame(report.not_judged, [])
  const money = await drill(place.transfers, { kind: 'disbursement' })
  t.match(money, { verdict: 'passed', counts: { failed: 0, unknown: 0, warned: 0 } })
})

/** Runs the drills against a receiver with this mistake, and compares what fails with the table. */
async function compare(t: Test, mistake: string, run: Parameters<typeof drill>[1]) {
  const server = createReceiver({ token: TOKEN, mistake, wait: 4200, pause: 100 })
  const place = await listening(t, server)
  const agents = await drill(place, run)
  const money = await drill(place.transfers, { ...run, kind: 'disbursement', only: [] })
  const drills = [...agents.drills, ...money.drills]
  const fails = MISTAKES[mistake] as readonly string[]
  t.strictSame(named({ drills }, 'failed').sort(), [...fails].sort(), mistake)
  const others = fails.includes('answer-in-time') ? drills.length - 2 : 0
  t.equal(named({ drills }, 'unknown').length, others, `${mistake}: unknown`)
  for (const { verdict, says, remedy } of drills)
    if (verdict === 'failed') t.match({ says, remedy }, { says: /.{20}/, remedy: /.{20}/ })
}

t.test('each mistake fails the drills that the table names, and no other', async (t) => {
  await Promise.all(
    Object.keys(MISTAKES).map((mistake) => {
      // It works for a while between looking and writing, so that twenty at once are sure to meet.
      const slow = mistake === 'check-then-act'
      const only = slow ? ['approved', 'duplicate', 'twenty-at-once', 'hang-up-then-resend'] : []
      return compare(t, mistake, { timeLimit: 4000, settle: slow ? 300 : 20, only })
    }),
  )
})
