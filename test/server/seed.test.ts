import { join } from 'node:path'
import t from 'tap'
import { type AgentDetail, type Sandbox, startSandbox } from '../../src/index.js'
import { run, spawnCli } from '../helpers/cli.js'

const AGENTS = [
  { name: 'Ayu Lestari', kyc_status: 'APPROVED' },
  { identity_number: '3174055506989917' },
  { name: 'Eko', kyc_status: 'REJECTED', rejected_reason_code: 17, country_id: 1 },
  {},
]

async function seeded(file: string, options = {}): Promise<Sandbox> {
  return startSandbox({ seed: file, ...options })
}

async function shown(sandbox: Sandbox): Promise<AgentDetail[]> {
  const { items } = await sandbox.agents()
  return Promise.all(items.toReversed().map(({ id }) => sandbox.agent(id)))
}

t.test('agents to begin with', async (t) => {
  const folder = t.testdir({ 'agents.json': JSON.stringify(AGENTS) })
  const file = join(folder, 'agents.json')

  t.test('stand where the file says; what it leaves out is the same at every start', async (t) => {
    const seen: unknown[] = []
    for (const time of [1, 2]) {
      const sandbox = await seeded(file, { callbackDelay: '1h' })
      const agents = await shown(sandbox)
      t.match(agents, [
        { id: 1, name: 'Ayu Lestari', kyc_status: 'APPROVED' },
        { kyc_status: 'BASIC_DATA', scenario: { name: 'rejected-17', because: /\*9917/ } },
        { name: 'Eko', kyc_status: 'REJECTED', rejected_reason_code: 17 },
        { id: 4, name: /^\w+ \w+$/, kyc_status: 'BASIC_DATA' },
      ])
      seen.push(agents.map(({ data }) => data))
      await sandbox.close()
      if (time === 2) t.strictSame(seen[0], seen[1])
    }
  })

  t.test('only where the state is empty', async (t) => {
    const state = join(folder, 'state.json')
    for (const total of [4, 3]) {
      const sandbox = await seeded(file, { state })
      t.equal((await sandbox.agents()).total, total)
      if (total === 4) {
        await sandbox.reset()
        for (let n = 0; n < 3; n++) t.equal((await run(['create'], at(sandbox))).code, 0)
      }
      await sandbox.close()
    }
  })

  t.test('from the config file, as "agents"', async (t) => {
    const config = { port: 0, state: 'memory', agents: [{ name: 'Sari' }] }
    const cwd = t.testdir({ 'flip-sandbox.config.json': JSON.stringify(config) })
    const { line, stop } = await spawnCli(t, ['start', '--json'], { cwd })
    const { url } = JSON.parse(await line)
    t.match(await run(['agents'], { FLIP_SANDBOX_URL: url }), { out: /\n1 +1 +Sari / })
    await stop()
  })

  t.test('that cannot be used are refused, and nothing is kept', async (t) => {
    for (const [text, message] of [
      ['{', /^The seed \S+ cannot be read \(.+\)\. Name a JSON file with a list of agents/],
      ['{}', /^The seed \S+: it must be a list of at most 1000 agents\.$/],
      [
        '[{"nam":"x"}]',
        /^The seed \S+: "\[0\]" has an unknown key "nam"; did you mean "name"\?\.?$/,
      ],
      ['[{"name":["x"]}]', /"\[0\]\.name" must be a text or a whole number/],
      ['[{"kyc_status":"DONE"}]', /"\[0\]\.kyc_status" must be one of: BASIC_DATA/],
      ['[{},{"kyc_status":"REJECTED"}]', /agent 2 is REJECTED and needs a "rejected_reason_code"/],
      ['[{"rejected_reason_code":17}]', /agent 1 has a "rejected_reason_code", which only REJ/],
      ['[{},{"gender":"x"}]', /agent 2 cannot be made\. POST \S+ was answered 422: .*gender/],
    ] as const) {
      const home = t.testdir({ 'seed.json': text })
      const state = join(home, 'state.json')
      await t.rejects(seeded(join(home, 'seed.json'), { state }), {
        code: 'invalid_option',
        message,
      })
      const sandbox = await startSandbox({ state })
      t.equal((await sandbox.agents()).total, 0, text)
      await sandbox.close()
    }
    await t.rejects(seeded('/none.json'), { message: /cannot be read \(ENOENT/ })
  })
})

function at({ url }: Sandbox): Record<string, string> {
  return { FLIP_SANDBOX_URL: url }
}
