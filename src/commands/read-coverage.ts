import { readFileSync } from 'node:fs'
import type { CoverageReport } from '../client.js'
import {
  CoverageGroup,
  CoverageItem,
  CoverageReport as Report,
  Unused,
} from '../coverage/definitions.js'
import { checker } from '../lib/check.js'
import { Type, tolerant } from '../lib/definition.js'
import { CommandError } from './command.js'

/** Another version of this program may know other groups, faults and things to prepare. */
const check = checker(() =>
  tolerant(
    Type.Object({
      ...Report.properties,
      groups: Type.Array(
        Type.Object({
          ...CoverageGroup.properties,
          name: Type.String(),
          items: Type.Array(Type.Object({ ...CoverageItem.properties, fault: Type.Unknown() })),
        }),
      ),
      unused: Type.Array(Type.Object({ ...Unused.properties, kind: Type.String() })),
    }),
  ),
)

/** A report that `run --coverage` or `coverage --json` has written, of other versions too. @throws {CommandError} */
export function readCoverage(file: string): CoverageReport {
  try {
    const report: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (check(report) === null) return report as CoverageReport
    throw new Error('it is no coverage report')
  } catch (error) {
    throw new CommandError(
      `${file} cannot be read (${(error as Error).message}). Name a file that run --coverage or coverage --json has written.`,
    )
  }
}
