import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { folder } from './helpers/folder.js'

const run = promisify(execFile)
const ROOT = process.cwd()

/** Plain Node, without the loaders of this test run. */
const env = {
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  // tap would count what its runs cover, in the compiler too.
  _TAPJS_PROCESSINFO_COVERAGE_: '0',
}

t.test('the tarball, installed in an empty project', { timeout: 300_000 }, async (t) => {
  const home = folder(t, { 'package.json': '{"name":"user","type":"module"}' })
  const packed = await run('npm', ['pack', '--json', '--pack-destination', home], {
    cwd: ROOT,
    env,
  })
  const [{ filename, files }] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[')))
  await run('npm', ['install', '--prefer-offline', join(home, filename)], { cwd: home, env })
  const script = (name: string, lines: string[]) =>
    writeFileSync(join(home, name), lines.join('\n'))
  const bin = join(home, 'node_modules', '.bin')

  t.test('holds what it needs and no more', async (t) => {
    const paths: string[] = files.map(({ path }: { path: string }) => path)
    const folders = new Set(paths.map((path) => path.split('/')[0]))
    t.strictSame([...folders].sort(), [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'dist',
      'fixtures',
      'openapi',
      'package.json',
    ])
    t.notOk(
      paths.some((path) => /\.(test\.js|tsx?)$/.test(path) && !path.endsWith('.d.ts')),
      'no sources, no tests',
    )
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    t.ok(Object.keys(manifest.dependencies).length <= 8, 'few dependencies')
  })

  t.test('is a library', async (t) => {
    script('use.js', [
      "import { startSandbox } from 'flip-kyc-sandbox'",
      "import { SandboxClient } from 'flip-kyc-sandbox/client'",
      'const sandbox = await startSandbox()',
      'const client = new SandboxClient({ url: sandbox.url })',
      'const company = await client.createCompany()',
      "const page = await fetch(sandbox.url + '/_sandbox/')",
      'console.log(company.id, (await client.health()).status, page.status)',
      'await sandbox.close()',
    ])
    const { stdout } = await run('node', ['use.js'], { cwd: home, env })
    t.equal(stdout, '2 ok 200\n', 'and ends by itself: no handle is left open')
  })

  t.test('has a client for require, and says what to do with the rest', async (t) => {
    script('use.cjs', [
      "const { SandboxClient } = require('flip-kyc-sandbox/client')",
      'console.log(typeof SandboxClient)',
      "try { require('flip-kyc-sandbox') } catch (error) { console.log(error.message) }",
    ])
    const { stdout } = await run('node', ['use.cjs'], { cwd: home, env })
    // Node 22 and later can require an ES module.
    t.match(
      stdout,
      /^function\n(flip-kyc-sandbox is an ES module: use await import\(.+globalSetup.+)?/,
    )
  })

  t.test('runs the library example of the README as printed', async (t) => {
    const example = /```js\n([\s\S]+?)```/.exec(readFileSync(join(ROOT, 'README.md'), 'utf8'))
    script('rejected.mjs', [example?.[1] as string])
    const { stdout, stderr } = await run('node', ['rejected.mjs'], { cwd: home, env })
    t.match(stdout, /^17 Part of the data on the photo ID card is missing/)
    t.equal(stderr, '', 'no warning either')
  })

  t.test('is a command, under both names', async (t) => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    for (const name of ['flip-sandbox', 'flip-kyc-sandbox']) {
      const { stdout } = await run(join(bin, name), ['--version'], { cwd: home, env })
      t.equal(stdout.trim(), version)
    }
    const { stdout } = await run('npx', ['flip-sandbox', '--version'], { cwd: ROOT, env })
    t.equal(stdout.trim(), version, 'and in a clone, as the README has it')
    const parity = await run(join(bin, 'flip-sandbox'), ['parity'], { cwd: home, env })
    t.match(parity.stdout, 'Nothing has been called', 'the probes came along')
  })

  t.test('has a client whose types need nothing beside it', async (t) => {
    script('client.ts', [
      "import { SandboxClient, type AgentDetail } from 'flip-kyc-sandbox/client'",
      "const client = new SandboxClient({ url: 'http://127.0.0.1:4010' })",
      'const agent: AgentDetail = await client.agent(1)',
      '// @ts-expect-error a callback by hand cannot have this fault',
      "await client.sendCallback({ agentId: 1, fault: 'twice' })",
      'export { agent }',
    ])
    const compilerOptions = {
      target: 'es2022',
      module: 'nodenext',
      types: [],
      strict: true,
      noEmit: true,
    }
    script('tsconfig.json', [JSON.stringify({ compilerOptions, files: ['client.ts'] })])
    const tsc = join(ROOT, 'node_modules', '.bin', 'tsc')
    await t.resolves(run(tsc, ['-p', 'tsconfig.json'], { cwd: home, env }), 'without @types/node')
  })

  t.test('has a client whose types resolve for CommonJS and under node10', async (t) => {
    script('client.cts', [
      "import { SandboxClient, type AgentDetail } from 'flip-kyc-sandbox/client'",
      "const client: SandboxClient = new SandboxClient({ url: 'http://127.0.0.1:4010' })",
      'export const agent: Promise<AgentDetail> = client.agent(1)',
    ])
    const tsc = join(ROOT, 'node_modules', '.bin', 'tsc')
    for (const [module, moduleResolution] of [
      ['node16', 'node16'],
      ['commonjs', 'node10'],
    ] as const) {
      const lib = ['es2022', 'dom']
      const compilerOptions = {
        module,
        moduleResolution,
        target: 'es2022',
        lib,
        types: [],
        strict: true,
        noEmit: true,
        skipLibCheck: true,
      }
      script('tsconfig.json', [JSON.stringify({ compilerOptions, files: ['client.cts'] })])
      const compiled = run(tsc, ['-p', 'tsconfig.json'], { cwd: home, env })
      await t.resolves(
        compiled.catch(({ stdout }) => Promise.reject(new Error(stdout))),
        module,
      )
    }
  })

  t.test('has types that resolve under nodenext and bundler', async (t) => {
    script('use.ts', [
      "import { type AgentDetail, startSandbox } from 'flip-kyc-sandbox'",
      "import { SandboxClient, type KycStatus } from 'flip-kyc-sandbox/client'",
      "const status: KycStatus = 'REJECTED'",
      "const client: SandboxClient = await startSandbox({ callbackDelay: '2s' })",
      'const agent: AgentDetail = await client.waitFor({ agentId: 1, kycStatus: status })',
      'const reason: number | null = agent.rejected_reason_code',
      '// @ts-expect-error there is no such status',
      "await client.waitFor({ agentId: 1, kycStatus: 'DONE' })",
      'export { reason }',
    ])
    const tsc = join(ROOT, 'node_modules', '.bin', 'tsc')
    for (const [module, resolution] of [
      ['nodenext', 'nodenext'],
      ['esnext', 'bundler'],
    ] as const) {
      const types = join(ROOT, 'node_modules', '@types')
      const args = [
        '--noEmit',
        '--strict',
        '--target',
        'es2022',
        '--module',
        module,
        '--moduleResolution',
        resolution,
      ]
      await t.resolves(
        run(tsc, [...args, '--skipLibCheck', '--typeRoots', types, '--types', 'node', 'use.ts'], {
          cwd: home,
          env,
        }),
        resolution,
      )
    }
  })
})
