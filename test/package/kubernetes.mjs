import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { parseAllDocuments } from 'yaml'
import { exec, folder, home } from './installed.mjs'

const page = readFileSync(join(folder, 'docs/team.md'), 'utf8')
const [, manifest] = /```yaml\n(apiVersion[\s\S]+?)```/.exec(page)
const objects = parseAllDocuments(manifest).map((document) => document.toJS())
const [pod] = objects
  .filter(({ kind }) => kind === 'Deployment')
  .map(({ spec }) => spec.template.spec)

test('the manifest for Kubernetes holds against its schemas', async () => {
  const schemas = join(home, 'schemas')
  mkdirSync(schemas)
  await exec('npm', ['install', '--prefix', schemas, '--no-audit', 'kubernetes-models@5.1.0'])
  const models = join(schemas, 'node_modules/kubernetes-models')
  const check = async (object) => {
    const file = join(models, object.apiVersion, `${object.kind}.js`)
    const { [object.kind]: Model } = await import(pathToFileURL(file).href)
    new Model(object).validate()
    return Model
  }
  for (const object of objects) await check(object)

  const broken = structuredClone(objects.find(({ kind }) => kind === 'Deployment'))
  broken.spec.template.spec.containers[0].readinessProbe.httpGet.port = null
  await assert.rejects(check(broken), /port/, 'a mistake is found')
})

test('its pod keeps the rules for restricted pods', () => {
  assert.equal(pod.securityContext.runAsNonRoot, true)
  for (const { securityContext, livenessProbe, readinessProbe, volumeMounts } of pod.containers) {
    assert.equal(securityContext.readOnlyRootFilesystem, true)
    assert.equal(securityContext.allowPrivilegeEscalation, false)
    assert.deepEqual(securityContext.capabilities.drop, ['ALL'])
    assert.ok(livenessProbe && readinessProbe)
    assert.equal(volumeMounts[0].mountPath, '/data')
  }
})

test('a sandbox that may write to its volume alone works, and its probes need no token', async (t) => {
  const data = join(home, 'data')
  mkdirSync(data)
  const sandbox = spawn(
    process.execPath,
    [
      Number(process.versions.node.split('.')[0]) < 24
        ? '--experimental-permission'
        : '--permission',
      '--allow-fs-read=*',
      `--allow-fs-write=${data}/*`,
      join(folder, 'dist/cli.js'),
      ...['start', '--port', '0', '--json', '--log', 'silent'],
    ],
    {
      cwd: folder,
      env: {
        FLIP_SANDBOX_HOST: '0.0.0.0',
        FLIP_SANDBOX_STATE: join(data, 'state.json'),
        FLIP_SANDBOX_CONTROL_TOKEN: 'replace-me',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  t.after(() => sandbox.kill())
  const [line] = await once(createInterface({ input: sandbox.stdout }), 'line')
  const { url } = JSON.parse(line)
  const [{ livenessProbe }] = pod.containers
  assert.equal((await fetch(url + livenessProbe.httpGet.path)).status, 200)
  assert.equal((await fetch(`${url}/_sandbox/agents`)).status, 401)
  const env = { ...process.env, FLIP_SANDBOX_URL: url, FLIP_SANDBOX_CONTROL_TOKEN: 'replace-me' }
  await exec(process.execPath, [join(folder, 'dist/cli.js'), 'create', '--status', 'approved'], {
    env,
  })
  assert.equal(readdirSync(join(data, 'state.json.images')).length, 2, 'images are on the volume')
})
