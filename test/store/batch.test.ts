import t from 'tap'
import type { Agent, AgentData } from '../../src/kyc/agent.js'
import { toAgentData } from '../../src/kyc/agent-data.js'
import { DEFAULT_OPTIONS } from '../../src/options/options.js'
import type { Change } from '../../src/store/change.js'
import { emptyState, indexOf, type State, writeDocument } from '../../src/store/state.js'
import { StorageError } from '../../src/store/storage-error.js'
import { Store } from '../../src/store/store.js'
import type { Undoable } from '../../src/store/undo.js'
import { someAgent } from '../helpers/sandbox.js'

/** A store whose disk can be told to be full; what it was given and what it told. */
function context() {
  const disk = { full: false, writes: [] as Change[][] }
  const store = new Store(emptyState(), {
    append(changes) {
      if (disk.full) throw new StorageError('The disk is full.')
      disk.writes.push([...changes])
    },
    close: async () => {},
  })
  store.commit(1, { type: 'company-created', settings: DEFAULT_OPTIONS })
  store.commit(1, { type: 'scenario-armed', scenario: 'rejected-17', times: 2 })
  const told: string[] = []
  store.subscribe(({ type, seq }) => void told.push(`${type} ${seq}`))
  disk.writes.length = 0
  const together = (...changes: Undoable[]) => store.commitTogether(1, changes, (tell) => tell())
  return { disk, store, told, together }
}

const scenario = { name: 'rejected-17', because: 'armed for the next agent' }

function created(agent_id: number) {
  return { type: 'agent-created', agent_id, data: toAgentData(someAgent()), scenario } as const
}

/** What belongs to company 1, and who has these numbers. */
function indexed(state: State, { identity_number, phone_number }: AgentData) {
  const { agents, callbacks, identityNumbers, phoneNumbers } = indexOf(state, 1)
  return {
    agents,
    callbacks,
    identity: identityNumbers.candidates(identity_number),
    phone: phoneNumbers.candidates(phone_number),
  }
}

t.test('commits of one turn are kept by one write, and told of afterwards', async (t) => {
  const { disk, store, told, together } = context()
  const batch = together(created(1))
  t.equal(together(created(2)), batch)
  t.equal(store.batch, batch)
  t.equal(store.state.agents.size, 2, 'applied at once')
  t.strictSame([disk.writes, told], [[], []])
  const outcome = await new Promise((resolve) => batch.whenSettled(resolve))
  t.equal(outcome, null)
  t.equal(store.batch, null)
  t.strictSame(
    disk.writes.map((write) => write.map(({ seq }) => seq)),
    [[3, 4]],
  )
  t.strictSame(told, ['agent-created 3', 'agent-created 4'])
  t.not(together(created(3)), batch, 'another turn, another batch')
  await store.close()
  t.equal(disk.writes.length, 2, 'closing keeps what is still to be kept')
})

t.test('a commit by itself keeps what came before it first', async (t) => {
  const { disk, store, told, together } = context()
  together(created(1))
  store.commit(1, { type: 'scenario-disarmed' })
  t.strictSame(
    disk.writes.map((write) => write.map(({ type }) => type)),
    [['agent-created'], ['scenario-disarmed']],
  )
  t.strictSame(told, ['agent-created 3', 'scenario-disarmed 4'])
})

t.test('what cannot be kept is undone whole, and nobody is told', async (t) => {
  const { disk, store, told, together } = context()
  together(created(1))
  store.flush()
  const before = structuredClone(writeDocument(store.state))
  const first = (store.state.agents.get(1) as Agent).data
  const index = structuredClone(indexed(store.state, first))
  told.length = 0
  disk.full = true
  const second = toAgentData(someAgent())
  const batch = together(
    { type: 'agent-updated', agent_id: 1, data: second },
    { type: 'answer-scripted', agent_id: 1, endpoint: 'submit', answer: '500' },
  )
  together(created(2), { type: 'scenario-used', scenario: 'rejected-17' })
  together({ type: 'agent-updated', agent_id: 2, data: toAgentData(someAgent()) })
  t.equal(store.state.companies.get(1)?.armed[0]?.times, 1)
  store.flush()
  batch.whenSettled((error) => t.match(error, { message: 'The disk is full.' }))
  t.strictSame(writeDocument(store.state), before)
  t.strictSame(indexed(store.state, first), index)
  const { agents, callbacks } = indexed(store.state, second)
  t.strictSame(indexed(store.state, second), { agents, callbacks, identity: [], phone: [] })
  t.strictSame(told, [])
  disk.full = false
  together(created(store.nextId('agent')))
  store.flush()
  t.strictSame(told, ['agent-created 4'], 'numbers go on as if nothing had been')
})
