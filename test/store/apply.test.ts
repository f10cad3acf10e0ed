import t from 'tap'
import { apply } from '../../src/store/apply.js'
import type { Change, ChangeBody } from '../../src/store/change.js'
import { snapshotOf } from '../../src/store/document.js'
import { emptyState } from '../../src/store/state.js'

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
