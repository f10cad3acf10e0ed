import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import ts from 'typescript'
import { home, ROOT, write } from './installed.mjs'

write(
  'library.ts',
  "import { type AgentDetail, startSandbox } from 'flip-kyc-sandbox'",
  "import { SandboxClient, type KycStatus } from 'flip-kyc-sandbox/client'",
  "const status: KycStatus = 'REJECTED'",
  "const client: SandboxClient = await startSandbox({ callbackDelay: '2s' })",
  'const agent: AgentDetail = await client.waitFor({ agentId: 1, kycStatus: status })',
  'const reason: number | null = agent.rejected_reason_code',
  '// @ts-expect-error there is no such status',
  "await client.waitFor({ agentId: 1, kycStatus: 'DONE' })",
  '// @ts-expect-error a callback by hand cannot have this fault',
  "await client.sendCallback({ agentId: 1, fault: 'twice' })",
  'export { reason }',
)
write(
  'client.cts',
  "import { SandboxClient, type AgentDetail } from 'flip-kyc-sandbox/client'",
  "const client: SandboxClient = new SandboxClient({ url: 'http://127.0.0.1:4010' })",
  'export const agent: Promise<AgentDetail> = client.agent(1)',
)
write(
  'library.cts',
  "import type { AgentDetail } from 'flip-kyc-sandbox'",
  "export const sandbox = import('flip-kyc-sandbox').then(({ startSandbox }) => startSandbox())",
  'export const agent: Promise<AgentDetail> = sandbox.then((one) => one.agent(1))',
  '// @ts-expect-error it is an ES module',
  "import { startSandbox } from 'flip-kyc-sandbox'",
  'startSandbox()',
)

const { ModuleKind, ModuleResolutionKind } = ts
const NODE = { types: ['node'], typeRoots: [join(ROOT, 'node_modules/@types')] }
/** Without Node's own types, as in a browser's project. */
const BARE = { types: [], lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] }

/** Parsed once for all programs: a compiler of its own for each would parse the same libraries again. */
const host = ts.createCompilerHost({})
const parsed = new Map()
const { getSourceFile } = host
host.getSourceFile = (file, how, ...rest) => {
  const key = `${file} ${how.impliedNodeFormat}`
  if (!parsed.has(key)) parsed.set(key, getSourceFile(file, how, ...rest))
  return parsed.get(key)
}
host.getCurrentDirectory = () => home

function compiles(file, module, moduleResolution, more) {
  const options = {
    strict: true,
    noEmit: true,
    skipDefaultLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module,
    moduleResolution,
    ...more,
  }
  const program = ts.createProgram([join(home, file)], options, host)
  const found = ts.getPreEmitDiagnostics(program)
  assert.equal(ts.formatDiagnostics(found, { ...host, getNewLine: () => '\n' }), '')
}

for (const [file, module, resolution, more] of [
  ['client.cts', 'CommonJS', 'Node10', { ...BARE, ignoreDeprecations: '5.0' }],
  ['client.cts', 'Node16', 'Node16', BARE],
  ['client.cts', 'NodeNext', 'NodeNext', BARE],
  ['library.cts', 'Node16', 'Node16', NODE],
  ['library.ts', 'Node16', 'Node16', NODE],
  ['library.ts', 'NodeNext', 'NodeNext', NODE],
  ['library.ts', 'ESNext', 'Bundler', NODE],
]) {
  test(`types resolve under ${resolution.toLowerCase()}: ${file}`, () =>
    compiles(file, ModuleKind[module], ModuleResolutionKind[resolution], more))
}
