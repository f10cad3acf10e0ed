import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { exec, MANIFEST, ROOT } from './installed.mjs'

const here = (program, ...words) => exec(program, words, { cwd: ROOT })
const yaml = (file) => parse(readFileSync(join(ROOT, '.github', file), 'utf8'))

test('npm publish has nothing to correct', async () => {
  const { stderr } = await here('npm', 'publish', '--dry-run', '--ignore-scripts')
  assert.match(stderr, new RegExp(`flip-kyc-sandbox@${MANIFEST.version}`))
  assert.doesNotMatch(stderr, /auto-corrected|errors corrected/)
})

test('the release has provenance, and an SBOM that names every dependency', async () => {
  const { jobs } = yaml('workflows/release.yml')
  assert.equal(jobs.publish.permissions['id-token'], 'write')
  const commands = jobs.publish.steps.map(({ run }) => run).filter(Boolean)
  assert.ok(commands.includes('npm publish --provenance --access public'))
  const [sbom] = commands.find((run) => run.startsWith('npm sbom')).split(' >')
  const { stdout } = await here('bash', '-c', sbom)
  const { bomFormat, components } = JSON.parse(stdout)
  assert.equal(bomFormat, 'CycloneDX')
  const named = components.map(({ name }) => name)
  for (const name of Object.keys(MANIFEST.dependencies)) assert.ok(named.includes(name), name)
})

test('a tag that does not fit version and changelog is refused with a sentence', async () => {
  const check = (tag) => here('node', 'scripts/check-release.mjs', tag)
  await assert.rejects(check('v99.0.0'), { stderr: /^The tag is v99\.0\.0, the version .+; tag v/ })
  const released = !/^## \S+ \(not released yet\)/m.test(
    readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'),
  )
  const own = check(`v${MANIFEST.version}`)
  if (released) assert.match((await own).stdout, /\w/)
  else await assert.rejects(own, { stderr: /is not released yet; put the date/ })
})

test('each issue form asks for something, and for the version', () => {
  const forms = readdirSync(join(ROOT, '.github/ISSUE_TEMPLATE')).filter(
    (name) => name !== 'config.yml',
  )
  assert.deepEqual(forms.sort(), ['bug.yml', 'difference.yml', 'question.yml'])
  for (const form of forms) {
    const { name, description, body } = yaml(`ISSUE_TEMPLATE/${form}`)
    assert.ok(name && description)
    for (const { type, attributes } of body)
      assert.ok(type === 'markdown' ? attributes.value : attributes.label, `${form}: ${type}`)
    assert.ok(body.some(({ id }) => id === 'version'))
  }
})
