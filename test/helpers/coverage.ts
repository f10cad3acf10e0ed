import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Where tap gathers what its report is made of, if it measures coverage. */
const GATHERED =
  process.env['_TAPJS_PROCESSINFO_COVERAGE_'] === '1' ? join(process.cwd(), '.tap/coverage') : null
let spawned = 0

/**
 * Lets V8 itself write what a spawned program covers. With tap's own loader, which tap puts into the NODE_OPTIONS of
 * all that is spawned, it would take twice the time to start; so `env` takes it out again. `gather` is for its end.
 */
export function coverageOfSpawned(): {
  readonly before: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly gather: (pid: number | undefined) => void
} {
  if (GATHERED === null) return { before: [], env: {}, gather: () => {} }
  const written = join(GATHERED, '..', 'spawned', `${process.pid}-${++spawned}`)
  mkdirSync(written, { recursive: true })
  return {
    before: ['env', '-u', 'NODE_OPTIONS'],
    env: { NODE_V8_COVERAGE: written },
    gather: (pid) => {
      // What it started itself may still be writing.
      for (const name of readdirSync(written))
        if (name.startsWith(`coverage-${pid}-`)) gatherFile(join(written, name), GATHERED)
      rmSync(written, { recursive: true, force: true })
    },
  }
}

/** Keeps what tap would: the modules of `src/`, but for the bundled one. */
function gatherFile(path: string, folder: string): void {
  const { result, 'source-map-cache': maps = {} } = JSON.parse(readFileSync(path, 'utf8'))
  const own = result.filter(({ url }: { url: string }) =>
    /\.test-build\/all\/src\/(?!lib\/typebox\.js)/.test(url),
  )
  if (own.length === 0) return
  const ownMaps = Object.fromEntries(own.map(({ url }: { url: string }) => [url, maps[url]]))
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, basename(path)),
    JSON.stringify({ result: own, 'source-map-cache': ownMaps }),
  )
}
