import type { SandboxError } from '../client.js'
import {
  DRILL_KINDS,
  type DrillKind,
  isProbeUrl,
  NOUNS,
  PLACES,
  PROBE_URL_MUST_BE,
} from '../drills/address.js'
import type { Drill } from '../drills/definitions.js'
import { junit } from '../drills/junit.js'
import { markdown } from '../drills/markdown.js'
import { probeUrl, registerUrl } from '../drills/probe-by-url.js'
import type { DrillReport, DrillResult } from '../drills/report.js'
import { runDrills } from '../drills/run-drills.js'
import { runWith } from '../drills/settings.js'
import type { Probe } from '../drills/view.js'
import { FIRST_COMPANY } from '../kyc/company.js'
import { isHttpUrl } from '../lib/http-url.js'
import { DEVELOPMENT_TOKEN } from '../options/options.js'
import { listed } from '../options/values.js'
import { type Command, ExitCode, type Invocation, type Terminal, UsageError } from './command.js'
import { textOf, wordOf } from './flag-values.js'
import { lookByCommand } from './look-by-command.js'
import { writeReport } from './report-file.js'
import { onSignal } from './signals.js'
import { readOptions } from './start-options.js'
import { painter, table } from './table.js'

/** `drill`: examines a callback receiver. It needs no running sandbox: the callbacks come from this process. */
export const drill: Command = {
  name: 'drill',
  usage: 'drill [url]',
  about:
    'Examines a callback receiver: sends it what it must stand, and judges what comes of it. Without a URL it lists the drills.',
  flags: {
    kind: ['<kind>', 'what the receiver takes: kyc, or disbursement for transfers (kyc)'],
    probe: [
      '<url>',
      "shows the application's own view of {agent_id}, or {disbursement_id}; effects are judged by it",
    ],
    'probe-command': ['<command>', 'the same by a command line'],
    register: ['<url>', 'is sent a POST that makes that id known to the application (none)'],
    'register-command': ['<command>', 'the same by a command line'],
    'validation-token': [
      '<token>',
      "what the receiver expects (the running sandbox's, or the usual)",
    ],
    only: ['<names>', 'only these drills, separated by commas (all)'],
    skip: ['<names>', 'not these drills (none)'],
    drills: ['<folder>', 'JSON files with drills of your own (none)'],
    timeout: ['<duration>', 'how long to wait for an answer; Flip waits 30s (30s)'],
    settle: ['<duration>', 'what the application gets for its work after its answer (250ms)'],
    limit: ['<duration>', 'how long all of it may take (4m)'],
    'fail-on': [
      'fail|unknown',
      'exit code 1 where a drill failed, or also where one is unknown (fail)',
    ],
    junit: ['<file>', 'also writes the report there as JUnit XML'],
    markdown: ['', 'prints the report as Markdown'],
    bytes: ['', 'shows every byte sent and received'],
  },
  words: [0, 1],
  async run(invocation: Invocation) {
    const { terminal, words, flags, json } = invocation
    const text = (flag: string) => textOf(flags, flag)
    const kind = wordOf(flags, 'kind', DRILL_KINDS)
    const settings = { ...flags, kind, only: listed(text('only')), skip: listed(text('skip')) }
    const run = runWith(settings, (key) => `--${key}`)
    const [url] = words
    if (url === undefined) return listDrills(run.drills, invocation)
    if (!isHttpUrl(url))
      throw new UsageError(
        `${url} is not the URL of a receiver; write it like http://127.0.0.1:3000/flip/callback.`,
      )
    const failOn = wordOf(flags, 'fail-on', ['fail', 'unknown'])

    const show = resultPrinter(invocation, run.drills)
    let tried = 0
    const stop = new AbortController()
    const stopListening = onSignal(() => stop.abort())
    try {
      const report = await runDrills({
        ...run,
        url,
        token: await tokenOf(invocation),
        probe: lookOf('probe', run.kind, text, probeUrl),
        register: lookOf('register', run.kind, text, registerUrl),
        signal: stop.signal,
        onResult: (result, index) => {
          tried = index + 1
          show(result, index)
        },
      })
      if (json) terminal.print(JSON.stringify(report))
      else if (flags['markdown'] === true) terminal.print(markdown(report))
      else printSummary(report, tried, terminal)
      const file = text('junit')
      if (file !== undefined) writeReport(file, junit(report), 'junit')
      const { failed, unknown } = report.counts
      if (stop.signal.aborted || failed > 0 || (failOn === 'unknown' && unknown > 0))
        throw new ExitCode(1)
    } finally {
      stopListening()
    }
  },
}

function listDrills(drills: readonly Drill[], { terminal, json }: Invocation): void {
  const lines = json
    ? [JSON.stringify(drills)]
    : table(drills.map(({ name, about }) => [name, about]))
  for (const line of lines) terminal.print(line)
}

const COLOURS = { passed: 'green', warned: 'yellow', unknown: 'cyan', failed: 'red' } as const

/** Prints each result as it comes; nothing where something else is printed at the end. */
function resultPrinter(
  { terminal: { print, colour }, json, flags }: Invocation,
  drills: readonly Drill[],
): (result: DrillResult, index: number) => void {
  if (json || flags['markdown'] === true) return () => {}
  const paint = painter(colour)
  const width = Math.max(...drills.map(({ name }) => name.length))
  return ({ name, verdict, says, remedy, steps }, index) => {
    const place = `${index + 1}`.padStart(`${drills.length}`.length)
    print(
      `${paint('grey', `${place}/${drills.length}`)}  ${paint(COLOURS[verdict], verdict.padEnd(7))}  ${name.padEnd(width)}  ${says}`,
    )
    if (remedy !== null) print(`       ${paint('bold', 'Remedy:')} ${remedy}`)
    for (const { request, response } of steps)
      if (request !== undefined) print(`\n${request}\n\n${response ?? '(no answer)'}\n`)
  }
}

/** @param tried how many drills were tried; the others all have the same reason */
function printSummary(
  { counts, drills, not_judged, duration_ms }: DrillReport,
  tried: number,
  { print }: Terminal,
): void {
  const { passed, warned, unknown, failed } = counts
  const why = drills[tried]?.says
  const reasons = not_judged.filter((line) => !line.endsWith(`: ${why}`))
  print('')
  if (why !== undefined)
    print(`${drills.length - tried} not tried: ${why.replace('It was not tried, because ', '')}`)
  if (reasons.length > 0) print('Not judged:')
  for (const reason of reasons) print(`  ${reason}`)
  print(
    `${passed} passed, ${warned} warned, ${unknown} unknown, ${failed} failed, in ${(duration_ms / 1000).toFixed(1)} s.`,
  )
}

/** The flag's, the variable's or the config file's token; else that of the running sandbox, where one answers. */
async function tokenOf({ terminal, flags, client }: Invocation): Promise<string> {
  const warn = (sentence: string) => terminal.complain(`flip-sandbox: ${sentence}`)
  const { validation_token } = readOptions(flags, terminal, warn)
  if (validation_token !== undefined) return validation_token
  const company = await client.company(FIRST_COMPANY).catch(({ code, message }: SandboxError) => {
    if (code !== 'no_answer')
      warn(`The token of the running sandbox cannot be read, so the usual one is sent: ${message}`)
    return null
  })
  return company?.validationToken ?? DEVELOPMENT_TOKEN
}

/** A probe, by a URL or by a command. @throws {UsageError} */
function lookOf(
  flag: 'probe' | 'register',
  kind: DrillKind,
  text: (flag: string) => string | undefined,
  byUrl: (url: string) => Probe,
): Probe | null {
  const byCommand = `${flag}-command`
  const [url, command] = [text(flag), text(byCommand)]
  if (url !== undefined && command !== undefined)
    throw new UsageError(`Give either --${flag} or --${byCommand}.`)
  if (command !== undefined && !command.includes(PLACES[kind]))
    throw new UsageError(
      `--${byCommand} must have ${PLACES[kind]} in it, where the id of ${NOUNS[kind]} goes.`,
    )
  if (url !== undefined && !isProbeUrl(url, kind))
    throw new UsageError(`--${flag} must be ${PROBE_URL_MUST_BE[kind]}.`)
  if (command !== undefined) return lookByCommand(byCommand, command)
  return url !== undefined ? byUrl(url) : null
}
