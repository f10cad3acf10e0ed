/**
 * What to say of an error that nobody expected, in the log: its answer keeps the details to itself.
 * @param call such as `POST /agents`
 */
export function defectReport(call: string, error: unknown): string {
  const what = error instanceof Error ? error.stack : String(error)
  return `${call} met a defect of the sandbox: ${what}`
}
