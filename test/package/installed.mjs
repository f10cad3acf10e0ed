import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const exec = promisify(execFile)
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const MANIFEST = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))

const env = { ...process.env, npm_config_audit: 'false', npm_config_fund: 'false' }
for (const name of Object.keys(env)) if (name.startsWith('FLIP_SANDBOX_')) delete env[name]

/** A user's empty project. It goes with the test process. */
export const home = mkdtempSync(join(tmpdir(), 'flip-package-'))
process.on('exit', () => rmSync(home, { recursive: true, force: true }))
writeFileSync(join(home, 'package.json'), '{"name":"user","type":"module"}')

/** Writes a file of the project, line by line. */
export const write = (name, ...lines) => writeFileSync(join(home, name), lines.join('\n'))
/** Runs a command in the project. */
export const run = (program, ...words) => exec(program, words, { cwd: home, env })

const packing = ['pack', '--ignore-scripts', '--json', '--pack-destination', home]
const packed = await exec('npm', packing, { cwd: ROOT, env })
const [{ filename, files: list }] = JSON.parse(packed.stdout)
/** The built package, packed. */
export const tarball = join(home, filename)
/** Paths in it. */
export const files = list.map(({ path }) => path)

await run('npm', 'install', '--prefer-offline', tarball)
/** Where it is installed, and its commands. */
export const folder = join(home, 'node_modules', MANIFEST.name)
export const bin = join(home, 'node_modules', '.bin')
