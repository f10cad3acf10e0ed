import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { test } from 'node:test'
import { exec, files, folder, MANIFEST, ROOT, tarball } from './installed.mjs'

/** A checker from npm, at one version. */
const checker = (name, ...words) => exec('npx', ['--yes', name, ...words], { cwd: ROOT })

test('it holds what it needs and no more', () => {
  const tops = [...new Set(files.map((path) => path.split('/')[0]))]
  assert.deepEqual(tops.sort(), [
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'LICENSE',
    'README.md',
    'SECURITY.md',
    'action.yml',
    'bench',
    'dist',
    'docs',
    'fixtures',
    'openapi',
    'package.json',
  ])
  const sources = files.filter((path) => /\.(test\.\w+|tsx?)$/.test(path) && !/\.d\.ts$/.test(path))
  assert.deepEqual(sources, [], 'no sources, no tests')
  const page = files
    .filter((path) => path.startsWith('dist/dashboard/assets/'))
    .map((file) => basename(file))
  assert.deepEqual(page.sort(), [
    'chunk.js',
    'en.js',
    'icon.svg',
    'id.js',
    'index.html',
    'page.css',
    'page.js',
    'tools.js',
  ])
  const modules = files.filter((path) =>
    /^dist\/(?!commonjs|dashboard|docs\/page)\w+\/.*\.js$/.test(path),
  )
  assert.deepEqual(modules, [], 'nothing that is bundled already')
  assert.ok(Object.keys(MANIFEST.dependencies).length <= 8, 'few dependencies')
})

test('every relative link of its pages leads to something in the package', () => {
  for (const page of files.filter((path) => path.endsWith('.md'))) {
    const text = readFileSync(join(folder, page), 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '')
    for (const [, target, anchor] of text.matchAll(/\]\(([^)#]*)(?:#([^)]*))?\)/g)) {
      if (/^https?:/.test(target)) continue
      const file = target === '' ? join(folder, page) : join(folder, dirname(page), target)
      assert.ok(existsSync(file), `${page}: ${target}`)
      if (anchor !== undefined) assert.ok(anchors(file).has(anchor), `${page}: ${target}#${anchor}`)
    }
  }
})

/** The anchors of a page's headings, as GitHub and npm make them. */
function anchors(file) {
  const headings = readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)
  return new Set(
    [...headings].map(([, title]) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}

test('its table of locations has the notice of the ODbL beside it', () => {
  const notice = readFileSync(join(folder, 'dist/locations-license.txt'), 'utf8')
  assert.match(notice, /locations\.json .*ODbL/s)
  assert.ok(!existsSync(join(folder, '../daerah-indonesia')), 'and needs no package for it')
})

test('publint finds nothing', async () => {
  const { stdout } = await checker('publint@0.3.25', '--strict', tarball)
  assert.match(stdout, /All good!/)
})

test('attw finds nothing', async () => {
  const { stdout } = await checker('@arethetypeswrong/cli@0.18.5', '--no-color', tarball)
  assert.match(stdout, /No problems found/)
})
