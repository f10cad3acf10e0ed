import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import t from 'tap'

/**
 * Who may import whom: each room may use itself and the rooms named here, from the ground up. A path names one
 * file of a room.
 */
const MAY_USE: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  kyc: ['lib'],
  transfers: ['kyc', 'lib'],
  rules: ['kyc', 'lib', 'transfers'],
  locations: ['kyc', 'lib'],
  time: ['kyc', 'lib'],
  requests: ['kyc', 'lib'],
  scenarios: ['kyc', 'lib', 'time', 'transfers'],
  store: ['kyc', 'lib', 'scenarios', 'time', 'transfers'],
  callbacks: ['kyc', 'lib', 'scenarios', 'store', 'time'],
  decisions: ['callbacks', 'kyc', 'lib', 'scenarios', 'store', 'time', 'transfers'],
  options: ['kyc', 'lib', 'time'],
  coverage: ['kyc', 'lib', 'requests', 'rules', 'scenarios', 'store', 'time', 'transfers'],
  context: [
    'callbacks',
    'coverage',
    'decisions',
    'kyc',
    'lib',
    'options',
    'requests',
    'rules',
    'scenarios',
    'store',
    'time',
  ],
  flip: [
    'context',
    'decisions',
    'kyc',
    'lib',
    'locations',
    'options',
    'requests',
    'scenarios',
    'store',
    'time',
    'transfers',
  ],
  drills: ['callbacks', 'kyc', 'lib', 'time', 'transfers'],
  control: [
    'callbacks',
    'context',
    'decisions',
    'drills',
    'coverage',
    'kyc',
    'lib',
    'options',
    'requests',
    'rules',
    'scenarios',
    'store',
    'time',
    'transfers',
  ],
  intercept: ['lib', 'time'],
  client: ['control/types', 'kyc', 'lib', 'time', 'transfers/words'],
  samples: ['client', 'flip/protocol/hosts', 'kyc', 'lib'],
  parity: ['client', 'flip/protocol/hosts', 'kyc', 'lib', 'rules', 'time'],
  commands: [
    'client',
    'drills',
    'coverage',
    'flip/protocol/hosts',
    'flip/routes',
    'intercept',
    'kyc',
    'lib',
    'options',
    'parity',
    'requests',
    'rules',
    'samples',
    'scenarios/fault',
    'scenarios/picture',
    'server',
    'store',
    'time',
    'transfers/banks',
    'transfers/words',
  ],
}

/** The one room that knows everybody, and what a user gets. */
const KNOW_EVERYBODY = ['server', 'index', 'client.ts', 'cli']

const ROOT = resolve('src')
const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replaceAll('\\', '/'))

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)].map(([, path]) =>
    relative(ROOT, resolve(ROOT, dirname(file), path as string)).replaceAll('\\', '/'),
  )
}

const roomOf = (path: string) => path.split('/')[0] as string

t.test('every file lies in a room, and imports only what its room may use', async (t) => {
  for (const file of files) {
    const room = roomOf(file)
    if (KNOW_EVERYBODY.includes(room.replace(/\.ts$/, '')) || KNOW_EVERYBODY.includes(room))
      continue
    const allowed = MAY_USE[room]
    if (allowed === undefined) {
      t.fail(`${file} lies in no room that is named here`)
      continue
    }
    for (const imported of importsOf(file)) {
      const used = roomOf(imported)
      const path = imported.replace(/\.js$/, '')
      t.ok(
        used === room || allowed.includes(used) || allowed.includes(path),
        `${file} uses ${imported}`,
      )
    }
  }
})

t.test('nothing goes round in a circle, neither files nor rooms', async (t) => {
  const arrows = files.flatMap((file) =>
    importsOf(file).map(
      (imported) => [file.replace(/\.ts$/, ''), imported.replace(/\.js$/, '')] as const,
    ),
  )
  const between = (name: (path: string) => string) =>
    arrows.map(([from, to]) => [name(from), name(to)] as const).filter(([from, to]) => from !== to)
  t.same(circle(between((path) => path)), [], 'files')
  t.same(circle(between(roomOf)), [], 'rooms')
})

/** What is left when everybody whom nobody needs any more has gone: the circles, and what lies between them. */
function circle(arrows: readonly (readonly [from: string, to: string])[]): string[] {
  const left = arrows.filter(([from]) => arrows.some(([, to]) => to === from))
  return left.length === arrows.length ? [...new Set(left.flat())] : circle(left)
}

t.test('kyc/ touches no HTTP, file, timer or clock', async (t) => {
  for (const file of files.filter((name) => name.startsWith('kyc/'))) {
    const text = readFileSync(join(ROOT, file), 'utf8')
    t.notMatch(text, /from 'node:|Date\.now|new Date\(\)|setTimeout|setInterval/, file)
  }
})

t.test('nobody but time/ reads the machine’s clock or sets a timer', async (t) => {
  for (const file of files.filter((name) => !name.startsWith('time/'))) {
    const text = readFileSync(join(ROOT, file), 'utf8')
    t.notMatch(
      text,
      /Date\.now\(|new Date\(\)|performance\.now|\b(setTimeout|setInterval|setImmediate|queueMicrotask)\(/,
      file,
    )
  }
})

t.test('the page and the client are loaded without the definitions', async (t) => {
  const seen = new Set<string>()
  const visit = (file: string) => {
    if (seen.has(file)) return
    seen.add(file)
    const text = readFileSync(join(ROOT, file), 'utf8')
    for (const [, path] of text.matchAll(/^(?:import|export)(?! type)[^']*? from '(\.[^']+)'/gm))
      visit(relative(ROOT, resolve(ROOT, dirname(file), (path as string).replace(/js$/, 'ts'))))
  }
  visit('control/types.ts')
  visit('client.ts')
  t.ok(seen.has('kyc/words.ts'))
  t.notOk(seen.has('lib/typebox.ts'), 'TypeBox, which they have no use for')
})

t.test('the page knows of the server the control API’s types alone', async (t) => {
  const page = resolve('dashboard')
  for (const name of readdirSync(page, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(name)) continue
    const text = readFileSync(join(page, name), 'utf8')
    for (const [, path] of text.matchAll(/from '([^']*\/src\/[^']+)'/g))
      t.match(path, /\/src\/control\/types\.js$/, `${name} uses ${path}`)
  }
})
