import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Answer, Connection } from '../lib/connection.js'
import { another, createRequest, jpegOf, uploadRequest } from '../lib/requests.js'
import { CLI, control, type Server, startSandbox } from '../lib/servers.js'
import { fill, mount, unmount } from '../lib/small-disk.js'
import { checkThat, type Summary, skipped } from './summary.js'

const CARD = jpegOf(20_000)

/** What a disk can do to a running sandbox, and what people do to its folder. */
export async function diskRounds(folder: string): Promise<Summary[]> {
  const small = join(folder, 'small')
  mkdirSync(small)
  const mounted = mount(small, '16m')
  const onMount = async (title: string, torture: (folder: string) => Promise<Summary>) =>
    mounted ? await torture(small) : skipped(title, 'mounting a tmpfs is not allowed here')
  try {
    return [
      await onMount('disk full', diskFull),
      await onMount('disk read-only', readOnly),
      await deleted(join(folder, 'deleted')),
      await secondRefuses(join(folder, 'twice')),
    ]
  } finally {
    if (mounted) unmount(small)
  }
}

let serial = 0

interface Caller {
  create(): Promise<Answer>
  upload(id: number): Promise<Answer>
  /** Ids that were answered with 200. */
  readonly created: number[]
  close(): void
}

function caller({ port }: Server): Caller {
  const connection = new Connection(port)
  const created: number[] = []
  return {
    created,
    async create() {
      const answer = await connection.request(createRequest(++serial))
      if (answer.status === 200) created.push((JSON.parse(answer.body) as { id: number }).id)
      return answer
    },
    upload: (id) => connection.request(uploadRequest(id, another(CARD), false)),
    close: () => connection.close(),
  }
}

async function storedIds(server: Server): Promise<number[]> {
  const { agents } = (await control(server.port, 'GET', '/export')) as { agents: { id: number }[] }
  return agents.map(({ id }) => id)
}

const same = (a: readonly number[], b: readonly number[]) =>
  a.length === b.length && a.every((id, index) => id === b[index])

async function diskFull(folder: string): Promise<Summary> {
  const check = checkThat('disk full')
  const state = join(folder, 'state.json')
  const filler = join(folder, 'filler')
  let sandbox = await startSandbox(state)
  let calls = caller(sandbox)
  const all: number[] = []
  for (let round = 0; round < 3; round++) {
    for (let n = 0; n < 50; n++) await calls.create()
    fill(filler, folder)
    let refused = 0
    for (let n = 0; n < 300; n++) {
      const answer = await calls.create()
      if (answer.status === 200) continue
      refused++
      const { name, status } = JSON.parse(answer.body) as { name: string; status: number }
      check(
        answer.status === 503 && status === 503 && name === 'Service Unavailable',
        `a create on a full disk got ${answer.status} ${answer.body}`,
      )
      check(/sandbox-hint: [ -~]*no space left/i.test(answer.head), 'no hint about the full disk')
    }
    check(refused > 0, 'no create was refused on a full disk')
    const upload = await calls.upload(calls.created[0] as number)
    check(
      upload.status === 503 && upload.body.startsWith('{"errors":[{"code":503'),
      `an upload on a full disk got ${upload.status} ${upload.body}`,
    )
    await new Promise((resolve) => setTimeout(resolve, 1500))
    check(!existsSync(join(folder, '.state.json.tmp')), 'a half-written state file is left')
    if (round === 1) {
      // Killed while there is no room, and started in it.
      all.push(...calls.created)
      await sandbox.stop('SIGKILL')
      sandbox = await startSandbox(state)
      calls = caller(sandbox)
      check((await calls.create()).status === 503, 'a create without room after a start')
      rmSync(filler)
    } else {
      rmSync(filler)
    }
    const again = await calls.create()
    check(again.status === 200, `with room again: ${again.status} ${again.body}`)
    check(
      (await calls.upload(calls.created.at(-1) as number)).status === 200,
      'no upload with room',
    )
  }
  all.push(...calls.created)
  check(same(await storedIds(sandbox), all), 'not what was answered is stored')
  await sandbox.stop('SIGKILL')
  sandbox = await startSandbox(state)
  check(same(await storedIds(sandbox), all), 'not what was answered is there after a kill')
  await sandbox.stop()
  check(isJson(state), 'the state file is no JSON')
  return check.summary(`${all.length} agents answered, all there`)
}

async function readOnly(folder: string): Promise<Summary> {
  const check = checkThat('disk read-only')
  const state = join(folder, 'ro', 'state.json')
  mkdirSync(join(folder, 'ro'))
  const images = `${state}.images`
  mkdirSync(images)
  if (!mount(images, '4m')) return skipped('disk read-only', 'a second tmpfs cannot be mounted')
  try {
    const sandbox = await startSandbox(state)
    const calls = caller(sandbox)
    for (let n = 0; n < 20; n++) await calls.create()
    const [first] = calls.created as [number]
    remount(images, 'ro')
    const refused = await calls.upload(first)
    check(
      refused.status === 503 && refused.body.startsWith('{"errors":[{"code":503'),
      `an upload to a read-only disk got ${refused.status} ${refused.body}`,
    )
    check((await calls.create()).status === 200, 'a create needs no images')
    remount(images, 'rw')
    check((await calls.upload(first)).status === 200, 'no upload to a writable disk')
    await sandbox.stop()
    remount(folder, 'ro')
    const { status, stderr } = startOnce(state)
    check(
      status === 1 && /writ/.test(stderr) && !/\n\s+at /.test(stderr),
      `a start on a read-only disk: ${status} ${stderr}`,
    )
    remount(folder, 'rw')
    const again = await startSandbox(state)
    check(same(await storedIds(again), calls.created), 'not what was answered is there')
    await again.stop()
    return check.summary('images in the middle, everything at a start')
  } finally {
    remount(folder, 'rw')
    unmount(images)
  }
}

function remount(folder: string, how: 'ro' | 'rw'): void {
  spawnSync('mount', ['-o', `remount,${how}`, folder])
}

async function deleted(folder: string): Promise<Summary> {
  const check = checkThat('state folder deleted while running')
  const state = join(folder, 'state.json')
  let answered = 0
  for (let round = 0; round < 5; round++) {
    const sandbox = await startSandbox(state)
    const calls = caller(sandbox)
    for (let n = 0; n < 20; n++) check((await calls.create()).status === 200, 'a create failed')
    if (round % 2 === 0) await new Promise((resolve) => setTimeout(resolve, round * 300))
    rmSync(folder, { recursive: true })
    let refused = false
    for (let n = 0; n < 200; n++) {
      const { status, head } = await calls.create()
      refused ||= status === 503
      const fits = refused ? status === 503 && head.includes('were deleted while') : status === 200
      check(fits, `round ${round}: a create got ${status} ${head}`)
      if (!refused) await new Promise((resolve) => setTimeout(resolve, 5))
    }
    check(refused, `round ${round}: nobody noticed`)
    const { agents } = (await control(sandbox.port, 'GET', '/export')) as {
      agents: { id: number }[]
    }
    const ids = agents.map(({ id }) => id)
    check(same(ids, calls.created), `round ${round}: an export has not what was answered`)
    answered += calls.created.length
    await sandbox.stop(round === 1 ? 'SIGKILL' : 'SIGTERM')
    check(!existsSync(folder), `round ${round}: the folder was made again`)
  }
  return check.summary(`${answered} agents answered, every one in an export`)
}

async function secondRefuses(folder: string): Promise<Summary> {
  const check = checkThat('two sandboxes on one file')
  const state = join(folder, 'state.json')
  for (let round = 0; round < 3; round++) {
    const first = await startSandbox(state)
    const calls = caller(first)
    check((await calls.create()).status === 200, 'a create failed')
    const { status, stderr } = startOnce(state)
    check(status === 1 && /held by another/.test(stderr), `the second one: ${status} ${stderr}`)
    check((await calls.create()).status === 200, 'the first one was disturbed')
    await first.stop(round === 1 ? 'SIGKILL' : 'SIGTERM')
  }
  check(isJson(state), 'the state file is no JSON')
  const left = readdirSync(folder).filter((name) => !/^state\.json(\.coverage)?$/.test(name))
  check(left.length === 0, `left over: ${left.join(', ')}`)
  return check.summary('the second one refuses, the first one goes on')
}

/** A start that is expected to fail. */
function startOnce(state: string): { status: number | null; stderr: string } {
  const args = [CLI, 'start', '--json', '--port', '0', '--log', 'silent', '--state', state]
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 8000 })
  return { status, stderr }
}

function isJson(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, 'utf8'))
    return true
  } catch {
    return false
  }
}
