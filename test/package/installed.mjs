import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const MANIFEST = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))

const env = { ...process.env, npm_config_audit: 'false', npm_config_fund: 'false' }
for (const name of Object.keys(env)) if (name.startsWith('FLIP_SANDBOX_')) delete env[name]

/**
 * The built package, packed and installed in an empty project, as a user has it. Ends with the test process.
 * @param others packages beside it, such as `kubernetes-models@5.1.0`
 */
export async function installPackage(...others) {
  const home = mkdtempSync(join(tmpdir(), 'flip-package-'))
  process.on('exit', () => rmSync(home, { recursive: true, force: true }))
  writeFileSync(join(home, 'package.json'), '{"name":"user","type":"module"}')
  const command = (program, ...words) => run(program, words, { cwd: home, env })
  const packing = ['pack', '--ignore-scripts', '--json', '--pack-destination', home]
  const packed = await run('npm', packing, { cwd: ROOT, env })
  const [{ filename, files }] = JSON.parse(packed.stdout)
  const tarball = join(home, filename)
  await command('npm', 'install', '--prefer-offline', tarball, ...others)
  return {
    home,
    tarball,
    /** Paths in the package. */
    files: files.map(({ path }) => path),
    /** Where it is installed. */
    folder: join(home, 'node_modules', MANIFEST.name),
    bin: join(home, 'node_modules', '.bin'),
    write: (name, ...lines) => writeFileSync(join(home, name), lines.join('\n')),
    run: command,
  }
}
