import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { startSandbox } from '../../src/index.js'
import type { Scenario } from '../../src/scenarios/scenario.js'
import { runSandbox } from '../../src/server/sandbox.js'
import { snapshotOf } from '../../src/store/document.js'
import { DocumentReader } from '../../src/store/document-reader.js'
import { diskFault, StorageError } from '../../src/store/errors.js'
import { imageFolder, memoryImages } from '../../src/store/images.js'
import { Journal } from '../../src/store/journal.js'
import { emptyState } from '../../src/store/state.js'
import { StateFile } from '../../src/store/state-file.js'
import { folder } from '../helpers/folder.js'
import { AGENTS, Api, open, someAgent } from '../helpers/sandbox.js'

/** Looks again until it is so, and leaves the processor to others meanwhile; the test's own timeout is the limit. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 2))
}

/** A sandbox with its state on disk; what it warns of is collected. */
async function onDisk(t: Parameters<typeof folder>[0], state: string) {
  const warnings: string[] = []
  const running = await runSandbox({ port: 0, state, log: 'silent' }, (sentence) =>
    warnings.push(sentence),
  )
  t.teardown(() => running.close())
  const authorization = `Basic ${Buffer.from(`${running.options.secret_key}:`).toString('base64')}`
  const create = async () => {
    const response = await fetch(`${running.url}${AGENTS}/agents`, {
      method: 'POST',
      headers: { authorization },
      body: new URLSearchParams(someAgent()),
    })
    return { status: response.status, hint: response.headers.get('sandbox-hint') }
  }
  return { running, warnings, create }
}

t.test('what the disk said, in words', async (t) => {
  const fault = (code?: string) => diskFault(Object.assign(new Error('x'), { code }))
  t.match(fault('ENOSPC'), /no space left; free some/)
  t.match(fault('EROFS'), /make it writable/)
  t.match(fault('EIO'), /the disk answered EIO/)
  t.match(fault(), /the disk answered an error/)
})

t.test(
  'a full disk: 503 in the host’s shape, nothing changed (errors.full-disk), and it works again when there is room',
  async (t) => {
    const home = folder(t)
    const full = join(home, 'full')
    try {
      execFileSync('mkdir', [full])
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', full], { stdio: 'ignore' })
    } catch {
      return t.pass('a full disk', { skip: 'mounting is not allowed here' })
    }
    t.teardown(() => execFileSync('umount', ['-l', full]))
    const { create, running } = await onDisk(t, join(full, 'state.json'))
    t.equal((await create()).status, 200)
    const stuffing = join(full, 'stuffing')
    const stuff = () => {
      try {
        writeFileSync(stuffing, Buffer.alloc(256 * 1024))
      } catch {
        // It fills what is left, and that is the purpose.
      }
    }
    stuff()
    await until(async () => {
      stuff()
      return (await create()).status === 503
    })
    const known = running.context.store.state.agents.size
    const { status, hint } = await create()
    t.equal(status, 503)
    t.match(
      hint,
      /could not write its journal: there is no space left; free some and repeat the call\./,
    )
    t.equal(running.context.store.state.agents.size, known, 'nothing has changed')
    unlinkSync(stuffing)
    await until(async () => (await create()).status === 200)
  },
)

t.test('an image that cannot be kept is refused (errors.full-disk)', async (t) => {
  const { api, sandbox } = await open(t, { state: join(folder(t), 'state.json') })
  const id = await api.newAgent()
  const state = (await sandbox.config()).state as string
  writeFileSync(`${state}.images`, 'a file in its place')
  t.match(await api.upload(id), {
    status: 503,
    hint: /could not keep the image: the disk answered ENOTDIR/,
  })
  t.match(await sandbox.agent(id), { kyc_status: 'BASIC_DATA' })
  rmSync(`${state}.images`)
  t.equal((await api.upload(id)).status, 200)
})

t.test('an upload does not make a folder again that somebody has deleted', async (t) => {
  const home = join(folder(t), 'state')
  const { api } = await open(t, { state: join(home, 'state.json') })
  const id = await api.newAgent()
  rmSync(home, { recursive: true })
  t.match(await api.upload(id), {
    status: 503,
    hint: /could not keep the image: its folder is gone; start the sandbox again/,
  })
  t.notOk(existsSync(home))
})

t.test('image stores say which files they have', async (t) => {
  const home = folder(t)
  for (const images of [memoryImages(), imageFolder(join(home, 'images'), () => new Set())]) {
    t.strictSame(images.files(), [])
    for (let time = 0; time < 2; time++) images.put('x.png', Buffer.from('x'))
    t.strictSame(images.files(), ['x.png'])
    t.equal(String(images.get('x.png')), 'x')
    images.put('x.png', Buffer.from('whole, after half of it'))
    t.equal(String(images.get('x.png')), 'whole, after half of it')
    images.remove('x.png')
    t.equal(images.get('x.png'), undefined)
  }
})

t.test(
  'a state folder deleted while running: 503 until the restart, and what is gone is said',
  async (t) => {
    const home = join(folder(t), 'state')
    const state = join(home, 'state.json')
    const { create, running, warnings } = await onDisk(t, state)
    await create()
    rmSync(home, { recursive: true })
    await until(async () => (await create()).status === 503)
    const lost =
      /were deleted while the sandbox runs\. .+ Nothing more is kept: save what is in memory with flip-sandbox export, and start the sandbox again\./
    t.match((await create()).hint, lost)
    t.match(warnings, [lost], 'it is said once')
    const exported = await fetch(`${running.url}/_sandbox/export`)
    const { agents } = (await exported.json()) as { agents: { id: number }[] }
    t.equal(agents.length, running.context.store.state.agents.size, 'memory still has it')
    mkdirSync(home)
    t.equal((await create()).status, 503, 'a new folder is another place')
    await running.close()
    t.strictSame(readdirSync(home), [], 'and nothing is written there')
    const again = await startSandbox({ state })
    t.teardown(() => again.close())
    t.equal((await again.agents()).total, 0)
  },
)

t.test('what was answered since the last look at a deleted folder is counted', async (t) => {
  const home = join(folder(t), 'state')
  const { create, warnings } = await onDisk(t, join(home, 'state.json'))
  await until(() => existsSync(join(home, 'state.json')))
  const { status } = await create()
  rmSync(home, { recursive: true })
  await until(async () => (await create()).status === 503)
  t.equal(status, 200)
  t.match(
    warnings[0],
    /last seen at \d{4}-\d\d-\d\dT.+Z; changes answered since then, and gone with them: [1-9]\d*\./,
  )
})

t.test('the journal is folded when the sandbox is idle', async (t) => {
  const home = folder(t)
  const state = join(home, 'state.json')
  const { create } = await onDisk(t, state)
  await create()
  await until(
    () =>
      existsSync(state) &&
      readdirSync(home).filter((name) => name.includes('journal')).length === 1,
  )
  t.match(JSON.parse(readFileSync(state, 'utf8')), { format: 1, agents: [{ id: 1 }] })
})

t.test(
  'a journal that a sandbox finds at its start is folded, though nothing else happens',
  async (t) => {
    const home = folder(t)
    const state = join(home, 'state.json')
    const { create, running } = await onDisk(t, state)
    await create()
    const left = readFileSync(`${state}.journal-1`)
    await running.close()
    writeFileSync(`${state}.journal-1`, left)
    await onDisk(t, state)
    const journals = () => readdirSync(home).filter((name) => name.includes('journal'))
    t.strictSame(journals(), ['state.json.journal-1', 'state.json.journal-2'])
    await until(() => journals().length === 1)
    t.strictSame(journals(), ['state.json.journal-3'])
  },
)

t.test('a journal that cannot be folded now is kept, and folded later', async (t) => {
  const home = folder(t)
  const state = join(home, 'state.json')
  const { create, running, warnings } = await onDisk(t, state)
  execFileSync('mkdir', [join(home, '.state.json.tmp')])
  await create()
  await until(() => warnings.length > 0)
  t.match(warnings[0], /could not be folded .+ Nothing is lost/)
  await running.close()
  t.match(warnings.at(-1), /could not be folded .+ the next start reads it/)
  rmSync(join(home, '.state.json.tmp'), { recursive: true })
  const again = await startSandbox({ state })
  t.teardown(() => again.close())
  t.equal((await again.agents()).total, 1)
})

t.test('a fold under way', async (t) => {
  /** A sandbox that has just begun to fold. */
  const folding = async (t: Parameters<typeof folder>[0], home: string) => {
    const sandbox = await onDisk(t, join(home, 'state.json'))
    await sandbox.create()
    await until(() => existsSync(join(home, 'state.json.journal-2')))
    return sandbox
  }

  t.test('is waited for at closing', async (t) => {
    const home = folder(t)
    const { running } = await folding(t, home)
    await running.close()
    t.equal(JSON.parse(readFileSync(join(home, 'state.json'), 'utf8')).agents.length, 1)
  })
})

t.test(
  'where another sandbox has taken the deleted place, the first one keeps nothing more',
  async (t) => {
    const home = join(folder(t), 'state')
    const state = join(home, 'state.json')
    const first = await startSandbox({ state })
    t.teardown(() => first.close())
    const api = new Api(first, first.authorization)
    await api.create()
    rmSync(home, { recursive: true })
    const second = await startSandbox({ state })
    t.teardown(() => second.close())
    await until(async () => (await api.create()).status === 503)
    t.match((await api.create()).hint, /were deleted while the sandbox runs/)
    await first.close()
    t.equal(
      (await new Api(second, second.authorization).create()).status,
      200,
      'and harms the other by nothing',
    )
  },
)

t.test('the store’s smallest parts', async (t) => {
  const state = join(folder(t), 'state.json')
  const journal = new Journal(state)
  journal.close()
  const change = { type: 'reset', seq: 1, at: 0, company_id: 0 } as const
  for (const _ of ['at first', 'and again, with a torn end'])
    t.throws(() => journal.append([change]), { message: /the disk answered EBADF/ })
})

t.test('a state is written whole or not at all', async (t) => {
  const home = folder(t)
  const state = join(home, 'nowhere', 'state.json')
  await t.rejects(new StateFile(state).write(emptyState()), { code: 'ENOENT' })
})

t.test('a journal that goes on from a state that is not there is refused', async (t) => {
  const home = folder(t)
  const state = join(home, 'state.json')
  const first = await startSandbox({ state })
  await new Api(first, first.authorization).newAgent()
  await first.close()
  writeFileSync(`${state}.journal-9`, '[{"seq":99,"type":"reset","at":0,"company_id":0}]\n')
  await t.rejects(startSandbox({ state }), { message: /goes on from a state that is not there/ })
})

t.test(
  'a journal that has grown large is folded under load, a large state not at closing',
  async (t) => {
    const home = folder(t)
    const state = join(home, 'state.json')
    const { running } = await onDisk(t, state)
    const { store, scenarios } = running.context
    const known = scenarios.catalogue.get('approved') as Scenario
    let count = 0
    const put = (name: string) =>
      store.commit(1, {
        type: 'scenario-added',
        scenarios: [{ ...known, name: `large-${++count}`, match: { name } }],
      })
    const large = 33 * 1024 * 1024
    for (const size of [large, 2 * large]) {
      put('x'.repeat(large))
      put('y'.repeat(large / 1024))
      await until(() => (statSync(state, { throwIfNoEntry: false })?.size ?? 0) > size)
    }
    put('one more')
    await running.close()
    t.ok(
      readdirSync(home).some((name) => name.includes('journal')),
      'the journal keeps the rest',
    )
    t.throws(() => put('too late'), { message: /is closing; start it again/ })
    const again = await startSandbox({ state })
    t.teardown(() => again.close())
    const { items } = await again.scenarios({ companyId: 1 })
    t.equal(items.filter(({ name }) => name.startsWith('large-')).length, 5)
  },
)

t.test(
  'calls that come together are refused together, and taken again when there is room',
  async (t) => {
    const { running, create } = await onDisk(t, join(folder(t), 'state.json'))
    const { store } = running.context
    const { append } = store.storage
    const writes: number[] = []
    let full = true
    store.storage.append = (changes) => {
      writes.push(changes.length)
      if (full) throw new StorageError('The disk of C\u00f4te d\u2019Ivoire is full.')
      append.call(store.storage, changes)
    }
    const refused = await Promise.all(Array.from({ length: 20 }, create))
    for (const { status, hint } of refused) {
      t.equal(status, 503)
      t.equal(hint, 'The disk of C?te d?Ivoire is full.')
    }
    t.equal(store.state.agents.size, 0)
    full = false
    writes.length = 0
    const taken = await Promise.all(Array.from({ length: 20 }, create))
    t.ok(taken.every(({ status }) => status === 200))
    t.strictSame([...store.state.agents.keys()].length, 20)
    t.equal(
      writes.reduce((sum, changes) => sum + changes, 0),
      20,
    )
  },
)

t.test('a state folder deleted just before closing is not made again', async (t) => {
  const home = join(folder(t), 'state')
  const { create, running } = await onDisk(t, join(home, 'state.json'))
  await create()
  rmSync(home, { recursive: true })
  await running.close()
  t.notOk(existsSync(home))
})

t.test('a deleted folder is noticed while nothing happens', async (t) => {
  const home = join(folder(t), 'state')
  const { create, warnings } = await onDisk(t, join(home, 'state.json'))
  await create()
  rmSync(home, { recursive: true })
  await until(() => warnings.length > 0)
  t.match(warnings[0], /were deleted while the sandbox runs/)
})

t.test('a journal that cannot go on is said so, and nothing is lost', async (t) => {
  const state = join(folder(t), 'state.json')
  const { create, running, warnings } = await onDisk(t, state)
  mkdirSync(`${state}.journal-2`)
  await create()
  await until(() => warnings.length > 0)
  t.match(warnings[0], /could not go on with its journal: .*EISDIR/)
  rmSync(`${state}.journal-2`, { recursive: true })
  await running.close()
  const again = await startSandbox({ state })
  t.teardown(() => again.close())
  t.equal((await again.agents()).total, 1)
})

t.test('a writing that is ended leaves the file as it was', async (t) => {
  const file = join(folder(t), 'state.json')
  const stateFile = new StateFile(file)
  const writing = stateFile.write(emptyState())
  stateFile.end()
  await t.rejects(writing, { message: 'it was ended' })
  t.strictSame(readdirSync(join(file, '..')), [])
  const prepared = await new StateFile(file).prepare(snapshotOf(emptyState()))
  const late = new StateFile(file)
  const another = await late.prepare(snapshotOf(emptyState()))
  late.end()
  t.throws(() => another.finish({ seq: 1, last: emptyState().last }), { message: 'it was ended' })
  t.throws(() => prepared.finish({ seq: 1, last: emptyState().last }), { code: 'ENOENT' })
  t.strictSame(readdirSync(join(file, '..')), [], 'also at the last moment')
  mkdirSync(join(file, 'in the way'), { recursive: true })
  await t.rejects(new StateFile(file).write(emptyState()))
  t.strictSame(readdirSync(join(file, '..')), ['state.json'], 'and so does one that has no place')
})

t.test('a state that is larger than the heap is refused in words', async (t) => {
  const MB = 1024 * 1024
  const source = { name: 'state.json', wayOut: () => ({ newer: '', other: '', damaged: '' }) }
  let used = 10
  const heap = () => ({ used_heap_size: used * MB, heap_size_limit: 100 * MB })
  const reader = new DocumentReader(source, null, heap)
  const record = { company_id: 1, clock: null, maintenance: false, faults: [], scenarios: [] }
  const document = { format: 1, controls: Array.from({ length: 10_000 }, () => record) }
  const bytes = Buffer.from(JSON.stringify(document))
  new DocumentReader(source, null, heap).push(bytes)
  used = 95
  t.throws(() => reader.push(bytes), {
    message:
      'state.json holds more than the 100 MB of memory that Node.js may use. Nothing was changed. Give it more with NODE_OPTIONS=--max-old-space-size=200, and start again.',
  })
})

t.test('a segment of the journal ends at 64 MB, also while a fold is under way', async (t) => {
  const home = folder(t)
  const { running } = await onDisk(t, join(home, 'state.json'))
  const { store, scenarios } = running.context
  const known = scenarios.catalogue.get('approved') as Scenario
  const put = (size: number) =>
    store.commit(1, {
      type: 'scenario-added',
      scenarios: [{ ...known, name: `size-${size}`, match: { name: 'x'.repeat(size) } }],
    })
  const MB = 1024 * 1024
  for (const size of [33 * MB, 1, 65 * MB, 2]) put(size)
  const segments = readdirSync(home).filter((name) => name.includes('.journal-'))
  t.strictSame(segments.sort(), [
    'state.json.journal-1',
    'state.json.journal-2',
    'state.json.journal-3',
  ])
})

t.test('an import that is written when the sandbox closes changes nothing', async (t) => {
  const home = folder(t)
  const { running, create } = await onDisk(t, join(home, 'state.json'))
  await create()
  const prepared = await running.context.store.storage.prepare(snapshotOf(emptyState()))
  t.ok(existsSync(join(home, '.state.json.import.tmp')))
  await running.close()
  t.throws(() => prepared.finish({ seq: 9, last: emptyState().last }), { message: /is closing/ })
  prepared.discard()
  t.strictSame(
    readdirSync(home).sort(),
    ['state.json', 'state.json.coverage'],
    'and leaves nothing behind',
  )
})
