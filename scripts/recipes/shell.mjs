// Commands of recipes, in a project of their own.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Milliseconds that a command may take: the first Go build compiles net/http, apt-get downloads. */
const TIME_LIMIT = 300_000

/** The project; it goes with this process, and so does all that its commands have started. */
export const folder = mkdtempSync(join(tmpdir(), 'flip-recipes-'))
/** Programs put here come before the system's. */
export const shims = join(folder, '.shims')
const log = join(folder, '.log')

export const variables = { ...process.env, NO_COLOR: '1', PATH: `${shims}:${process.env.PATH}` }
for (const name of Object.keys(variables)) {
  if (name.startsWith('FLIP_SANDBOX_')) delete variables[name]
}

/** Process groups that may still have to be ended. */
const groups = new Set()

process.on('exit', () => {
  groups.forEach(endGroup)
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))

/**
 * Runs a command in the project, as CI services do: with bash -e, and within the time limit.
 * @param own variables for it alone
 * @param stays whether what it leaves running stays until this process ends
 */
export async function shell(command, { own = {}, stays = false } = {}) {
  const output = await open(log, 'w+')
  const child = spawn('bash', ['-e', '-c', command], {
    cwd: folder,
    env: { ...variables, ...own },
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
    timeout: TIME_LIMIT,
  })
  groups.add(child.pid)
  const [code] = await once(child, 'exit')
  if (!stays) endGroup(child.pid)
  await output.close()
  if (code === 0) return
  const said = (await readFile(log, 'utf8')).trimEnd().split('\n').slice(-60).join('\n')
  throw new Error(`${said}\n"${command.trim()}" ended with ${code ?? 'a signal'}.`)
}

/** Starts a command in the background. @returns its process, with what it prints; `endGroup` takes its id */
export function background(command) {
  const child = spawn('bash', ['-c', command], {
    cwd: folder,
    env: variables,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  groups.add(child.pid)
  return child
}

export function endGroup(id) {
  groups.delete(id)
  try {
    process.kill(-id, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

/** Whether something listens there. */
export function answers(url) {
  return fetch(url).then(
    () => true,
    () => false,
  )
}
