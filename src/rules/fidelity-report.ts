import { checker } from '../lib/check.js'
import { type Static, Type } from '../lib/definition.js'
import { sentence } from '../lib/problem.js'
import { VERSION } from '../lib/version.js'

/** The format of the reports that this version writes and reads. */
export const REPORT_FORMAT = 1

const Text = Type.String({ mustBe: 'a text' })
const Count = Type.Integer({ minimum: 0, mustBe: 'a whole number' })

const Verdict = Type.Closed({
  id: Text,
  verdict: Type.OneOf(['same', 'different', 'not reachable']),
  difference: Type.Nullable(Text),
  why: Type.Nullable(Text),
})

const Report = Type.Closed({
  format: Type.Literal(REPORT_FORMAT),
  date: Text,
  sandbox: Text,
  target: Type.Closed({ agents: Text, kyc: Text }),
  ended: Type.Nullable(Text),
  counts: Type.Closed({
    rules: Count,
    attainable: Count,
    reached: Count,
    same: Count,
    different: Count,
  }),
  rules: Type.Array(Verdict),
})

/** What `parity` has found out about each rule. */
export type FidelityReport = Static<typeof Report>
export type RuleVerdict = Static<typeof Verdict>

const check = checker(() => Report)

/** A file is no report that this version can read. */
export class ReportError extends Error {}

/** Reads a report that `parity` has written. @throws {ReportError} what is wrong and what to do */
export function parseReport(text: string): FidelityReport {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (error) {
    throw new ReportError(`is not JSON (${(error as Error).message})`)
  }
  const { format } = (document ?? {}) as { readonly format?: unknown }
  if (typeof format === 'number' && format !== REPORT_FORMAT)
    throw new ReportError(`has the format ${format}, and this version reads ${REPORT_FORMAT}`)
  const problem = check(document)
  if (problem !== null) throw new ReportError(`is no report: ${sentence(problem, 'it')}`)
  const { sandbox } = document as FidelityReport
  if (sandbox !== VERSION)
    throw new ReportError(`is about version ${sandbox} of the sandbox, and this is ${VERSION}`)
  return document as FidelityReport
}
