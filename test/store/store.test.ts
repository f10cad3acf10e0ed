import {
  appendFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { startSandbox } from '../../src/index.js'
import { readSegments } from '../../src/store/journal.js'
import { loadState } from '../../src/store/load-state.js'
import { emptyState } from '../../src/store/state.js'
import { StateFile } from '../../src/store/state-file.js'
import { NO_STORAGE, Store } from '../../src/store/store.js'
import { folder } from '../helpers/folder.js'
import { card, png } from '../helpers/images.js'
import { receiver } from '../helpers/receiver.js'
import { Api, KYC, magic, open } from '../helpers/sandbox.js'

const start = async (state: string, options = {}) => {
  const sandbox = await startSandbox({ state, ...options })
  return { sandbox, api: new Api(sandbox, sandbox.authorization) }
}

t.test('a restart continues where the sandbox was', async (t) => {
  const state = join(folder(t), 'deep', 'state.json')
  const hook = await receiver(t)
  const options = { callbackUrl: hook.url, callbackDelay: '1h' }
  const first = await start(state, options)
  const company = await first.sandbox.createCompany({ secretKey: 'mine' })
  const id = await first.api.newAgent(magic('9917'))
  await first.api.upload(id)
  await first.api.selfie(id)
  const url = (await first.sandbox.agent(id)).images.selfie?.url as string
  const before = Buffer.from(await (await fetch(url)).arrayBuffer())
  await first.sandbox.close()
  t.strictSame(
    readdirSync(join(state, '..')).sort(),
    ['state.json', 'state.json.coverage', 'state.json.images'],
    'one file, the coverage, and the images',
  )

  const second = await start(state, options)
  t.teardown(() => second.sandbox.close())
  t.match(await second.sandbox.agent(id), {
    kyc_status: 'UPLOAD_IDENTITY_SELFIE_PROGRESS',
    scenario: { name: 'rejected-17' },
  })
  t.equal((await second.sandbox.company(company.id)).secretKey, 'mine')
  const image = await fetch(url.replace(first.sandbox.url, second.sandbox.url))
  t.ok(Buffer.from(await image.arrayBuffer()).equals(before), 'the image')
  t.equal(await second.api.newAgent(), id + 1, 'identifiers go on')
  t.equal(hook.received.length, 0)
  await second.sandbox.clock.advance('1h')
  t.strictSame(
    hook.received.map(({ data }) => data.kyc_status),
    ['UPLOAD_IDENTITY_SELFIE_SUCCESS'],
    'the callback still due comes, once',
  )
})

t.test('a callback still due after a restart arrives, once', async (t) => {
  const state = join(folder(t), 'state.json')
  const hook = await receiver(t)
  const first = await start(state, { callbackUrl: hook.url })
  const id = await first.api.decided(magic('9404'))
  await first.sandbox.close()
  const second = await start(state, { callbackUrl: hook.url })
  t.strictSame(
    (await second.sandbox.agent(id)).callbacks.map((one) => one.state),
    ['scheduled', 'scheduled'],
  )
  await second.sandbox.clock.advance('1h')
  t.equal(hook.received.length, 2)
  await second.sandbox.close()
  const third = await start(state, { callbackUrl: hook.url })
  t.teardown(() => third.sandbox.close())
  await third.sandbox.clock.advance('1d')
  t.equal(hook.received.length, 2)
})

t.test('dates from another clock do not move the real one at a restart', async (t) => {
  const state = join(folder(t), 'state.json')
  const first = await start(state)
  const company = await first.sandbox.createCompany()
  await company.clock.advance('30d')
  const id = await first.api.of(company).uploaded()
  await first.sandbox.add(await first.sandbox.export({ agentId: id }))
  const ofCompany = await company.export()
  await company.delete()
  await first.sandbox.close()
  const second = await start(state)
  const tomorrow = Date.now() + 86_400_000
  t.ok(Date.parse((await second.sandbox.clock.now()).now) < tomorrow, 'after a case was added')
  await second.sandbox.import({ ...ofCompany, controls: [] })
  await second.sandbox.close()
  const third = await startSandbox({ state })
  t.ok(Date.parse((await third.clock.now()).now) < tomorrow, 'after an import')
  await third.close()

  const text = readFileSync(state, 'utf8')
  const earlier = text.replace(/"real_time": \d+,\n/, '')
  t.not(earlier, text)
  writeFileSync(state, earlier)
  const fourth = await startSandbox({ state })
  t.teardown(() => fourth.close())
  t.equal((await fourth.agents()).total, 1, 'a file of an earlier version is read too')
  t.ok(Date.parse((await fourth.clock.now()).now) < tomorrow)
})

t.test('a callback under way when the sandbox stops counts as interrupted', async (t) => {
  const state = join(folder(t), 'state.json')
  const silent = await receiver(t, null)
  const first = await start(state, { callbackUrl: silent.url })
  await first.api.uploaded()
  await silent.next(1)
  await first.sandbox.close()
  const second = await start(state, { callbackUrl: silent.url })
  t.teardown(() => second.sandbox.close())
  const [callback] = (await second.sandbox.callbacks()).items
  t.match(callback, { state: 'interrupted', error: /resend it if the receiver needs it/ })
  t.equal(silent.received.length, 1, 'and is not sent again by itself')
})

t.test(
  'changes are in the journal when a call is answered; the journal is folded at the next start',
  async (t) => {
    const state = join(folder(t), 'state.json')
    const { api, sandbox } = await start(state)
    t.teardown(() => sandbox.close())
    const id = await api.newAgent()
    const types = [...readSegments(state)].map(({ type }) => type)
    t.strictSame(types, ['company-created', 'agent-created'])
    t.equal((await loadState(state)).agents.get(id)?.kyc_status, 'BASIC_DATA')
  },
)

t.test('one commit takes more changes than a call takes arguments', (t) => {
  const store = new Store(emptyState(), NO_STORAGE)
  let told = 0
  store.subscribe(() => told++)
  const changes = Array.from({ length: 130_000 }, () => ({ type: 'inbox-emptied' }) as const)
  store.commit(0, changes)
  t.strictSame([store.state.seq, told], [130_000, 130_000])
  t.end()
})

t.test('a torn last line was never answered, and is cut off', async (t) => {
  const home = folder(t)
  const state = join(home, 'state.json')
  const first = await start(state)
  const id = await first.api.newAgent()
  await first.sandbox.close()
  writeFileSync(`${state}.journal-7`, '[{"seq":9,"type":"agent-cre')
  const second = await start(state)
  t.equal((await second.sandbox.agents()).total, 1)
  await second.api.newAgent()
  await second.sandbox.close()
  const third = await start(state)
  t.teardown(() => third.sandbox.close())
  t.strictSame(
    (await third.sandbox.agents()).items.map((agent) => agent.id),
    [id + 1, id],
  )
})

t.test('the journal can be folded at any moment, and again', async (t) => {
  const state = join(folder(t), 'state.json')
  const { api, sandbox } = await start(state)
  await api.decided(magic('9917'), 'REJECTED')
  await sandbox.waitFor({ idle: true })
  await sandbox.clock.freeze()
  await api.newAgent()
  const alive = await loadState(state)
  await sandbox.close()
  const folded = await loadState(state)
  t.strictSame(folded, alive, 'state file and journal say the same')
  await new StateFile(state).write(folded)
  t.strictSame(await loadState(state), folded)
})

t.test('a state that cannot be used is refused, and left as it is', async (t) => {
  const files = folder(t, {
    'damaged.json': '{"format":1,',
    'newer.json': '{"format":2}',
    'other.json': '{"hello":"world"}',
    'none.json': 'null',
  })
  for (const [file, message] of [
    [
      'damaged.json',
      /damaged\.json is damaged .+ It was left as it is\. Mend it, move it away, or start with another state/,
    ],
    ['newer.json', /newer\.json was written by a newer version .+ Update flip-kyc-sandbox/],
    ['other.json', /other\.json is not a state of flip-kyc-sandbox/],
    ['none.json', /none\.json is not a state of flip-kyc-sandbox/],
  ] as const) {
    const before = readFileSync(join(files, file), 'utf8')
    await t.rejects(startSandbox({ state: join(files, file) }), { message }, file)
    t.equal(readFileSync(join(files, file), 'utf8'), before)
  }

  t.test('a damaged line in the middle of the journal', async (t) => {
    const state = join(folder(t), 'state.json')
    const reset = (seq: number) => `[{"seq":${seq},"type":"reset","at":0,"company_id":0}]\n`
    const second = `${state}.journal-2`
    writeFileSync(`${state}.journal-1`, reset(1))
    writeFileSync(second, `${reset(2)}rubbish\n${reset(4)}`)
    writeFileSync(`${state}.journal-3`, reset(5))
    await t.rejects(startSandbox({ state }), {
      message:
        /state\.json\.journal-2 is damaged in line 2\. Nothing was changed\. Mend that line; or move this file and the journals with higher numbers away, to go on from before them without what they hold; or start with another state\./,
    })
    t.equal(readFileSync(second, 'utf8'), `${reset(2)}rubbish\n${reset(4)}`)

    writeFileSync(second, `${reset(2)}${reset(4)}`)
    await t.rejects(startSandbox({ state }), { message: /goes on from a state that is not there/ })
    rmSync(second)
    rmSync(`${state}.journal-3`)
    const { sandbox } = await start(state)
    await sandbox.close()
    t.equal(
      JSON.parse(readFileSync(state, 'utf8')).seq,
      2,
      'after one change, that which it makes at its start',
    )
  })

  t.test('a journal that cannot be read', async (t) => {
    const state = join(folder(t), 'state.json')
    mkdirSync(`${state}.journal-1`)
    await t.rejects(startSandbox({ state }), {
      message: /cannot be opened \(EISDIR.*Mend that, or start with another state/,
    })
  })

  t.test('a folder that cannot be made', async (t) => {
    await t.rejects(startSandbox({ state: join(files, 'other.json', 'state.json') }), {
      message: /cannot be made .+ Name a place that can be written/,
    })
  })
})

t.test('one sandbox at a time', async (t) => {
  t.test(
    'a second one on the same file is refused; after the first has closed it starts',
    async (t) => {
      const state = join(folder(t), 'state.json')
      const first = await start(state)
      await t.rejects(startSandbox({ state }), {
        message: /state\.json is held by another running sandbox/,
      })
      await first.sandbox.close()
      const second = await start(state)
      await second.sandbox.close()
    },
  )

  t.test('the lock of a killed process blocks nobody', async (t) => {
    const home = folder(t)
    const state = join(home, 'state.json')
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(join(home, 'dead'), resolve))
    linkSync(join(home, 'dead'), `${state}.lock`)
    await new Promise((resolve) => server.close(resolve))
    const { sandbox } = await start(state)
    t.equal((await sandbox.health()).status, 'ok')
    await sandbox.close()
  })

  t.test('of several that start at once on a dead lock, one alone wins', async (t) => {
    const state = join(folder(t), 'state.json')
    writeFileSync(`${state}.lock`, '')
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => startSandbox({ state })))
    const started = results.filter((result) => result.status === 'fulfilled')
    t.equal(started.length, 1)
    for (const { value } of started) await value.close()
  })
})

t.test('--state memory keeps nothing', async (t) => {
  const before = readdirSync('.')
  const { api, sandbox } = await open(t)
  const id = await api.uploaded()
  const { identity } = (await sandbox.agent(id)).images
  t.equal((await fetch(identity?.url as string)).status, 200)
  await sandbox.reset()
  t.equal((await fetch(identity?.url as string)).status, 404)
  t.strictSame(readdirSync('.'), before)
})

t.test('images go with their agents, and one that was lost is 404', async (t) => {
  const state = join(folder(t), 'state.json')
  const { api, sandbox } = await start(state)
  t.teardown(() => sandbox.close())
  const id = await api.newAgent()
  await api.upload(id)
  const { body } = await api.multipart('PUT', `${KYC}/users/${id}/identities`, {
    user_type: '1',
    identity_type: '1',
    selfie: '1',
    image: card(png(300, 300)),
  })
  const { identity, selfie } = (await sandbox.agent(id)).images
  t.equal(body.image_url, selfie?.url)
  t.equal(readdirSync(`${state}.images`).length, 2)
  rmSync(join(`${state}.images`, identity?.url.split('/').at(-1) as string))
  t.equal((await fetch(identity?.url as string)).status, 404)
  t.equal((await fetch(selfie?.url as string)).status, 200)
  t.equal((await fetch(`${sandbox.url}/_sandbox/images/..%2f..%2fstate.json`)).status, 404)
  await sandbox.reset()
  t.strictSame(readdirSync(`${state}.images`), [])
})

t.test('--import begins with an exported state when the state is empty', async (t) => {
  const home = folder(t)
  const source = await open(t)
  const id = await source.api.decided(magic('9917'), 'REJECTED')
  const file = join(home, 'export.json')
  appendFileSync(file, JSON.stringify(await source.sandbox.export()))
  const state = join(home, 'state.json')
  const first = await start(state, { import: file })
  t.equal((await first.sandbox.agent(id)).kyc_status, 'REJECTED')
  const added = await first.api.newAgent()
  await first.sandbox.close()
  const second = await start(state, { import: file })
  t.teardown(() => second.sandbox.close())
  t.equal((await second.sandbox.agent(added)).id, added, 'a state that is not empty stays')
  await t.rejects(startSandbox({ import: join(home, 'nowhere.json') }), {
    message: /cannot be read .+ Name a file that the command export/,
  })
})

t.test('closing a second time does nothing, whoever has the state now', async (t) => {
  const state = join(folder(t), 'state.json')
  const first = await start(state)
  await first.sandbox.close()
  const second = await start(state)
  t.teardown(() => second.sandbox.close())
  const id = await second.api.newAgent()
  await first.sandbox.close()
  await t.rejects(startSandbox({ state }), { message: /held by another running sandbox/ })
  t.equal((await loadState(state)).agents.get(id)?.id, id)
})

t.test('the files are for their owner alone', async (t) => {
  const state = join(folder(t), 'state.json')
  const { sandbox, api } = await start(state)
  await api.upload(await api.newAgent())
  const open = () =>
    readdirSync(join(state, '..'), { recursive: true, encoding: 'utf8' })
      .map((name) => statSync(join(state, '..', name)))
      .filter((file) => file.isFile() && (file.mode & 0o077) !== 0)
  t.strictSame(open(), [], 'while it runs')
  await sandbox.close()
  t.strictSame(open(), [], 'and once the journal is folded')
})

t.test('a value that is not what it should be is named', async (t) => {
  const home = folder(t)
  const state = join(home, 'state.json')
  const { sandbox, api } = await start(state)
  await api.newAgent()
  await sandbox.close()
  const text = readFileSync(state, 'utf8')
  for (const [wrong, message] of [
    [
      text.replace('"check":null,', ''),
      /state\.json is damaged: "agents\[0\]\.check" is missing; it must be a JSON object, or null\. It was left as it is\. Mend it/,
    ],
    [
      text.replace(/"last": \{[^}]*\}/, '"last": null'),
      /is damaged: "last" must be a JSON object\./,
    ],
  ] as const) {
    writeFileSync(state, wrong)
    await t.rejects(startSandbox({ state }), { message })
    t.equal(readFileSync(state, 'utf8'), wrong, 'it was left as it is')
  }
  writeFileSync(state, text)
  writeFileSync(
    `${state}.journal-9`,
    `${JSON.stringify([{ type: 'agent-frozen', seq: JSON.parse(text).seq + 1, at: 0, company_id: 1 }])}\n`,
  )
  await t.rejects(startSandbox({ state }), {
    message: /journal beside .* has a change "agent-frozen" that cannot be read .* a newer version/,
  })
})
