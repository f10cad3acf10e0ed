// Generates a client of each kind from both OpenAPI documents, compiles the journey in test/clients that uses it, and runs
// it against a sandbox. The generators come from the npm registry into a temporary folder: the project needs neither.
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startSandbox } from '../dist/index.js'

const PACKAGES = {
  'openapi-typescript': '7.13.0',
  'openapi-fetch': '0.17.0',
  // The last version that runs on Node.js 20.
  '@hey-api/openapi-ts': '0.95.0',
  '@types/node': installed('@types/node'),
  typescript: installed('typescript'),
}

/** For each journey the command that generates its client from a document. */
const GENERATORS = {
  'openapi-fetch': (document, output) => [
    ...['openapi-typescript', document, '-o', `${output}.ts`, '--default-non-nullable=false'],
  ],
  'hey-api': (document, output) => [
    ...['openapi-ts', '-i', document, '-o', output],
    ...['-c', '@hey-api/client-fetch', '--no-log-file', '--silent'],
  ],
}

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'flip-clients-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130))

cpSync(join(root, 'test/clients'), folder, { recursive: true })
const manifest = { private: true, type: 'module', dependencies: PACKAGES }
writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
await run('npm', 'install', '--no-audit', '--no-fund', '--loglevel=error')

for (const [name, command] of Object.entries(GENERATORS))
  for (const document of ['flip', 'control']) {
    const [generator, ...words] = command(
      join(root, `openapi/${document}.json`),
      join(folder, name, 'generated', document),
    )
    await run(join('node_modules/.bin', generator), ...words)
  }
await run('node_modules/.bin/tsc', '-p', '.')

const sandbox = await startSandbox()
process.env.FLIP_SANDBOX_URL = sandbox.url
process.env.FLIP_SECRET_KEY = sandbox.secretKey
process.env.FLIP_IMAGES = join(root, 'fixtures/images')
for (const name of Object.keys(GENERATORS)) {
  const printed = await run(process.execPath, join(name, 'journey.js'))
  console.log(`${name}:\n${printed}`)
  if (!/is APPROVED\.\nThe callback says APPROVED/.test(printed)) process.exitCode = 1
}
await sandbox.close()

/** The version of a package that this project has. */
function installed(name) {
  const file = new URL(`../node_modules/${name}/package.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')).version
}

/** Runs a command in the temporary folder. @returns what it printed; where it fails, the script ends with that */
async function run(command, ...words) {
  try {
    return (await promisify(execFile)(command, words, { cwd: folder })).stdout
  } catch (error) {
    console.error(`${error.message}\n${error.stdout}`)
    process.exit(1)
  }
}
