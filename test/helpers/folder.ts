import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Teardown } from './sandbox.js'

/**
 * A folder of the test's own, with these files; gone at its end, after what was opened later has closed.
 * (tap's own lies deep, and a socket's path must be short.)
 */
export function folder(t: Teardown, files: Readonly<Record<string, string>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), 'flip-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text)
  t.teardown(() => rmSync(path, { recursive: true, force: true }))
  return path
}
