import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import t from 'tap'

/** Who may import whom: each part may use itself, the parts named here, and the files in `src/` named here. */
const MAY_USE: Readonly<Record<string, readonly string[]>> = {
  kyc: [],
  scenarios: ['kyc', 'duration', 'nearest', 'package-files'],
  store: ['kyc', 'scenarios', 'clock', 'package-files'],
  callbacks: ['kyc', 'scenarios', 'store', 'clock', 'agenda', 'version'],
  flip: [
    'kyc',
    'scenarios',
    'store',
    'callbacks',
    'clock',
    'digest',
    'house',
    'logged-request',
    'request-log',
  ],
  control: [
    'kyc',
    'scenarios',
    'store',
    'callbacks',
    'clock',
    'control-types',
    'digest',
    'house',
    'logged-request',
    'request-log',
    'duration',
    'fidelity',
    'nearest',
    'options',
    'package-files',
    'transfer',
    'version',
  ],
  dashboard: ['kyc', 'package-files'],
  client: ['kyc', 'clock', 'control-types', 'duration'],
  commands: [
    'client',
    'kyc',
    'clock',
    'duration',
    'flip/protocol/hosts',
    'given-options',
    'nearest',
    'options',
    'package-files',
    'logged-request',
    'sandbox',
    'store/change',
    'version',
  ],
}

const ROOT = resolve('src')
const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.tsx?$/.test(name),
)

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  return [...text.matchAll(/(?:from|import)\s+'(\.[^']+)'/g)].map(([, path]) =>
    relative(ROOT, resolve(ROOT, dirname(file), path as string)),
  )
}

t.test('who may import whom', async (t) => {
  for (const file of files) {
    const part = file.split('/')[0] as string
    const allowed = MAY_USE[part]
    if (allowed === undefined) continue
    for (const imported of importsOf(file)) {
      const path = imported.replace(/\.js$/, '')
      const used = path.split('/')[0] as string
      t.ok(
        used === part || allowed.includes(used) || allowed.includes(path),
        `${file} uses ${imported}`,
      )
    }
  }
})

t.test('kyc/ touches no HTTP, file, timer or clock', async (t) => {
  for (const file of files.filter((name) => name.startsWith('kyc/'))) {
    const text = readFileSync(join(ROOT, file), 'utf8')
    t.notMatch(text, /from 'node:|Date\.now|new Date\(\)|setTimeout|setInterval/, file)
  }
})

t.test('nobody but clock.ts reads the machine’s clock or sets a timer', async (t) => {
  for (const file of files.filter(
    (name) => name !== 'clock.ts' && !name.startsWith('dashboard/page/'),
  )) {
    const text = readFileSync(join(ROOT, file), 'utf8')
    t.notMatch(text, /Date\.now\(|new Date\(\)|performance\.now|setTimeout\(|setInterval\(/, file)
  }
})
