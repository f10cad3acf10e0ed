import { readFileSync } from 'node:fs'
import { OptionError } from '../options/options.js'
import { type FidelityReport, parseReport, ReportError } from '../rules/fidelity-report.js'

/** Reads the report that `--fidelity` names. @throws {OptionError} */
export function readFidelity(file: string): FidelityReport {
  const remedy = 'Name a report that this version of flip-sandbox parity has written.'
  try {
    return parseReport(readFileSync(file, 'utf8'))
  } catch (error) {
    const why =
      error instanceof ReportError ? error.message : `cannot be read (${(error as Error).message})`
    throw new OptionError(`The fidelity report ${file} ${why}. ${remedy}`)
  }
}
