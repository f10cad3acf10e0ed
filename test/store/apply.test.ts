import t from 'tap'
import { apply } from '../../src/store/apply.js'
import type { Change, ChangeBody } from '../../src/store/change.js'
import { snapshotOf } from '../../src/store/document.js'
import { emptyState } from '../../src/store/state.js'

const created: ChangeBody = {
  type: 'agent-created',
  agent_id: 1,
  data: { identity_number: '1', phone_number: '2' } as never,
  scenario: { name: 'approved', because: '' },
}

t.test('a change of something that is gone changes nothing but the count', async (t) => {
  const gone: readonly ChangeBody[] = [
    { type: 'check-cancelled', agent_id: 7 },
    { type: 'callback-sending', callback_id: 7 },
    { type: 'scenario-armed', scenario: 'approved', times: 1 },
    { type: 'scenario-used', scenario: 'approved' },
    { type: 'company-updated', settings: { scenario: 'pending' } },
  ]
  const state = emptyState()
  gone.forEach((body, index) => {
    apply(state, { seq: index + 1, at: 0, company_id: 7, ...body } as Change)
  })
  t.strictSame(snapshotOf(state), { ...snapshotOf(emptyState()), seq: gone.length })
})

t.test('the history of an agent that is called for days', async (t) => {
  const historyAfter = (count: number, body: (index: number) => ChangeBody) => {
    const state = emptyState()
    const bodies = Array.from({ length: count }, (_, index) => body(index))
    for (const [index, change] of [created, ...bodies].entries())
      apply(state, { seq: index + 1, at: 0, company_id: 1, ...change } as Change)
    return state.agents.get(1)?.history.map(({ seq, image }) => image ?? seq) ?? []
  }
  const polled = { type: 'answer-scripted', agent_id: 1, endpoint: 'users', answer: '503' } as const
  const uploaded = (file: string): ChangeBody => ({
    type: 'image-failed',
    agent_id: 1,
    kyc_status: 'UPLOAD_IDENTITY_FAILED',
    image: { kind: 'identity', file, bytes: 1, type: 'png', name: '' } as never,
  })

  t.strictSame(
    historyAfter(2000, () => polled),
    [1, ...Array.from({ length: 999 }, (_, index) => 1003 + index)],
    'keeps the creation and the latest 999',
  )
  const mixed = historyAfter(2000, (index) => (index === 0 ? uploaded('first') : polled))
  t.equal(mixed.length, 1000)
  t.strictSame(mixed.slice(0, 3), [1, 'first', 1004], 'keeps what names an image')
  t.equal(historyAfter(1100, (index) => uploaded(`image-${index}`)).length, 1101, 'all of these')
})
