import t from 'tap'
import type { Terminal } from '../../src/commands/command.js'
import { runCommand } from '../../src/commands/run-command.js'
import { magic, open, type Teardown } from '../helpers/sandbox.js'

/** A sandbox, and the command line against it. */
async function openWithCommand(t: Teardown) {
  const { api, sandbox } = await open(t)
  const command = async (...words: string[]) => {
    const lines: string[] = []
    const complaints: string[] = []
    const terminal: Terminal = {
      write: async () => {},
      print: (line) => lines.push(line),
      complain: (line) => complaints.push(line),
      unread: () => 0,
      colour: false,
      variables: { FLIP_SANDBOX_URL: sandbox.url },
    }
    const code = await runCommand(words, terminal)
    return { code, out: lines.join('\n'), error: complaints.join('\n') }
  }
  return { api, sandbox, command }
}

t.test('wait', async (t) => {
  const { api, sandbox, command } = await openWithCommand(t)

  t.test('returns once the agent is there and its callback too', async (t) => {
    const id = await api.uploaded(magic('9917'))
    const waiting = command('wait', String(id), '--status', 'rejected', '--callback', 'delivered')
    await api.submit(id)
    const { code, out } = await waiting
    t.equal(code, 0)
    t.match(out, /^Agent \d+ is REJECTED; callback \d+ is delivered\.$/)
    t.match(await command('wait', String(id), '--json'), { out: /"kyc_status":"REJECTED"/ })
  })

  t.test('without an agent, returns once nothing is under way', async (t) => {
    t.strictSame(await command('wait'), {
      code: 0,
      out: 'Nothing is scheduled or under way.',
      error: '',
    })
    t.match(await command('wait', String(await api.newAgent())), {
      out: /^Agent \d+ is BASIC_DATA\.$/,
    })
  })

  t.test('gives up with what was seen', async (t) => {
    const id = await api.newAgent()
    const { code, error } = await command(
      'wait',
      String(id),
      '--status',
      'approved',
      '--timeout',
      '1ms',
    )
    t.equal(code, 1)
    t.match(
      error,
      /did not hold within 0\.001 s\. The agent is in BASIC_DATA\. Nothing is scheduled/,
    )
  })

  t.test('refuses wrong use', async (t) => {
    for (const [words, message] of [
      [['wait', '--status', 'approved'], /need the id of an agent/],
      [['wait', '1', '--status', 'done'], /"done" is not a status/],
      [
        ['wait', '1', '--callback', 'gone'],
        /"gone" is not a state of a callback; write one of: scheduled/,
      ],
    ] as const) {
      const { code, error } = await command(...words)
      t.equal(code, 2)
      t.match(error, message)
    }
  })

  t.equal((await sandbox.health()).status, 'ok')
})

t.test('next arms a scenario', async (t) => {
  const { api, sandbox, command } = await openWithCommand(t)
  t.match(await command('next', 'rejected-17', '--times', '2'), {
    code: 0,
    out: 'Armed: rejected-17 for 2 agents.',
  })
  t.match((await sandbox.agent(await api.newAgent())).scenario, { name: 'rejected-17' })
  t.match(await command('next', 'pending'), {
    out: 'Armed: rejected-17 for 1 agent, then pending for 1 agent.',
  })
  t.match(await command('next', 'nothing'), { code: 2, error: /There is no scenario "nothing"/ })
})
