import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { bin, exec, folder, MANIFEST, ROOT, run, write } from './installed.mjs'

test('it is a library, and ends by itself: no handle is left open', async () => {
  write(
    'use.js',
    "import { startSandbox } from 'flip-kyc-sandbox'",
    "import { SandboxClient } from 'flip-kyc-sandbox/client'",
    'const sandbox = await startSandbox()',
    'const client = new SandboxClient({ url: sandbox.url })',
    'const company = await client.createCompany()',
    "const pages = ['/_sandbox/', '/_sandbox/docs', '/_sandbox/openapi.json', '/_sandbox/openapi-control.json']",
    'const answers = await Promise.all(pages.map((page) => fetch(sandbox.url + page)))',
    'console.log(company.id, (await client.health()).status, ...answers.map(({ status }) => status))',
    'await sandbox.close()',
  )
  assert.equal((await run('node', 'use.js')).stdout, '2 ok 200 200 200 200\n')
})

test('CommonJS has the client; what asks for the library by require alone is told what to do', async () => {
  write(
    'use.cjs',
    "const { SandboxClient } = require('flip-kyc-sandbox/client')",
    "console.log(typeof SandboxClient, typeof require('flip-kyc-sandbox').startSandbox)",
  )
  // Node.js itself can require an ES module since 20.19.
  assert.equal((await run('node', 'use.cjs')).stdout, 'function function\n')
  write('jest-would.cjs', "require('./node_modules/flip-kyc-sandbox/dist/commonjs/index.js')")
  await assert.rejects(run('node', 'jest-would.cjs'), ({ stderr }) =>
    /Error: flip-kyc-sandbox is an ES module: use await import\(.+globalSetup.+/.test(stderr),
  )
})

test('the library example of its README runs as printed', async () => {
  const example = /```js\n([\s\S]+?)```/.exec(readFileSync(join(folder, 'README.md'), 'utf8'))
  write('rejected.mjs', example[1])
  const { stdout, stderr } = await run('node', 'rejected.mjs')
  assert.match(stdout, /^17 Part of the data on the photo ID card is missing/)
  assert.equal(stderr, '', 'no warning either')
})

test('it is a command, under both names, and its probes came along', async () => {
  for (const name of ['flip-sandbox', 'flip-kyc-sandbox']) {
    const { stdout } = await run(join(bin, name), '--version')
    assert.equal(stdout.trim(), MANIFEST.version)
  }
  const clone = await exec('npx', ['flip-sandbox', '--version'], { cwd: ROOT })
  assert.equal(clone.stdout.trim(), MANIFEST.version, 'in a clone too, as the README has it')
  const { stdout } = await run(join(bin, 'flip-sandbox'), 'parity')
  assert.match(stdout, /Nothing has been called/)
})
