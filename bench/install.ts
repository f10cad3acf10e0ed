import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { mockoonFile, openapiFile } from './lib/mocks.js'
import { freePort, install, stop } from './lib/npm.js'
import { withFolder } from './lib/servers.js'
import { median } from './lib/table.js'

/**
 * `npm run bench:install`: what it costs to install the package and to have a first answer, beside others of its kind.
 * Packages come from npm's cache, which a first round fills, so that the network has no part in it.
 */
const ROUNDS = 3
const PATIENCE = 60_000
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

interface Tool {
  readonly name: string
  /** What npm installs; null: this package, packed. */
  readonly install: string | null
  /** Writes what it needs. @returns its command below `node_modules/.bin`, or a script in the folder */
  readonly command: (folder: string, port: number) => readonly string[]
}

const TOOLS: readonly Tool[] = [
  {
    name: 'flip-kyc-sandbox',
    install: null,
    command: (_folder, port) => ['flip-sandbox', 'start', '--port', `${port}`, '--state', 'memory'],
  },
  {
    name: 'Mockoon CLI',
    install: '@mockoon/cli@9',
    command: (folder, port) => [
      ...['mockoon-cli', 'start', '--repair', '--disable-log-to-file'],
      ...['--data', mockoonFile(folder, port)],
    ],
  },
  {
    name: 'Prism CLI',
    install: '@stoplight/prism-cli@5',
    command: (folder, port) => ['prism', 'mock', '-p', `${port}`, openapiFile(folder)],
  },
  {
    name: 'json-server',
    install: 'json-server@0.17',
    command(folder, port) {
      writeFileSync(join(folder, 'db.json'), '{"agents":[{"id":1}]}')
      return ['json-server', '--port', `${port}`, '--host', '127.0.0.1', 'db.json']
    },
  },
  {
    name: 'msw',
    install: 'msw@3',
    command(folder, port) {
      // A library for one process: the first answer is that of its own fetch, which this server then tells.
      const script = [
        "import { createServer } from 'node:http'",
        "import { http, HttpResponse } from 'msw'",
        "import { setupServer } from 'msw/node'",
        "const mock = setupServer(http.get('http://flip.test/agents', () => HttpResponse.json([])))",
        "mock.listen({ onUnhandledRequest: 'bypass' })",
        "await (await fetch('http://flip.test/agents')).json()",
        `createServer((_, response) => response.end()).listen(${port}, '127.0.0.1')`,
      ]
      writeFileSync(join(folder, 'mock.mjs'), script.join('\n'))
      return ['mock.mjs']
    },
  },
  {
    name: 'oauth2-mock-server',
    install: 'oauth2-mock-server@9',
    command: (_folder, port) => ['oauth2-mock-server', '-a', '127.0.0.1', '-p', `${port}`],
  },
  {
    name: 'emulate',
    // The latest of its own line: the tag "latest" is on another package's 1.0.
    install: 'emulate@0.12',
    command: (_folder, port) => ['emulate', 'start', '--service', 'github', '--port', `${port}`],
  },
]

interface Round {
  readonly installed: number
  readonly answered: number
}

/** Installs the tool anew, starts it once, and waits for its first answer. @returns milliseconds of both */
async function round(
  { install: spec, command }: Tool,
  folder: string,
  own: string,
): Promise<Round> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  const begun = performance.now()
  install(folder, [spec ?? own], ['--prefer-offline'])
  const installed = performance.now() - begun

  const port = await freePort()
  const [program = '', ...words] = command(folder, port)
  const script = program.endsWith('.mjs') ? program : join('node_modules', '.bin', program)
  const started = performance.now()
  const child = spawn(process.execPath, [script, ...words], {
    cwd: folder,
    stdio: 'ignore',
    detached: true,
  })
  try {
    while (!(await answers(port))) {
      const gone = child.exitCode !== null
      if (gone || performance.now() - started > PATIENCE) throw new Error('it does not answer')
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    return { installed, answered: performance.now() - started }
  } finally {
    await stop(child)
  }
}

function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' }).then(
    () => true,
    () => false,
  )
}

/** How many packages lie there, and the bytes of their files. */
function sizeOf(folder: string): { packages: number; bytes: number } {
  const lock = JSON.parse(readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8'))
  const files = readdirSync(join(folder, 'node_modules'), { recursive: true, withFileTypes: true })
  const bytes = files
    .filter((file) => file.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)
  return { packages: Object.keys(lock.packages).length, bytes }
}

function versionOf(folder: string, spec: string | null): string {
  const name = spec === null ? 'flip-kyc-sandbox' : spec.slice(0, spec.lastIndexOf('@'))
  return JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'))
    .version
}

await withFolder(async (home) => {
  const packing = ['pack', '--ignore-scripts', '--json', '--pack-destination', home]
  const [{ filename }] = JSON.parse(execFileSync('npm', packing, { cwd: ROOT, encoding: 'utf8' }))
  const rounds = new Map(TOOLS.map((tool) => [tool, [] as Round[]]))
  for (let n = 0; n <= ROUNDS; n++) {
    for (const tool of rounds.keys()) {
      process.stderr.write(`${n === 0 ? 'fetching' : 'measuring'} ${tool.name} …\n`)
      try {
        const done = await round(tool, join(home, tool.name), join(home, filename))
        if (n > 0) rounds.get(tool)?.push(done)
      } catch (error) {
        process.stderr.write(`${tool.name} cannot be measured: ${(error as Error).message}\n`)
        rounds.delete(tool)
      }
    }
  }
  const seconds = (values: readonly number[]) => (median(values) / 1000).toFixed(1)
  console.log(`Node.js ${process.version}; the median of ${ROUNDS} rounds\n`)
  console.log('| | packages | MB | seconds to install | seconds to first answer |')
  console.log('|---|---|---|---|---|')
  for (const [{ name, install: spec }, done] of rounds) {
    const { packages, bytes } = sizeOf(join(home, name))
    const installed = seconds(done.map((one) => one.installed))
    const answered = seconds(done.map((one) => one.answered))
    const title = `${name} ${versionOf(join(home, name), spec)}`
    console.log(
      `| ${title} | ${packages} | ${(bytes / 1e6).toFixed(1)} | ${installed} | ${answered} |`,
    )
  }
})
