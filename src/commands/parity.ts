import { SECRET } from '../kyc/words.js'
import { counted } from '../lib/counted.js'
import { isHttpUrl } from '../lib/http-url.js'
import { listed } from '../options/values.js'
import { chooseProbes } from '../parity/choose.js'
import type { Probe } from '../parity/definitions.js'
import { recordOwn } from '../parity/own-side.js'
import { type CallbackAddress, compare } from '../parity/parity.js'
import { readPlan } from '../parity/probes.js'
import { ProgressFile } from '../parity/progress.js'
import { isCallback, makesAgent, variantsOf } from '../parity/request.js'
import { FLIP, type Target, targetAt } from '../parity/target.js'
import type { FidelityReport } from '../rules/fidelity-report.js'
import { runSandbox } from '../server/sandbox.js'
import { parseDuration } from '../time/duration.js'
import {
  type Command,
  CommandError,
  type Invocation,
  type Terminal,
  UsageError,
} from './command.js'
import { textOf } from './flag-values.js'
import { tryReport, writeReport } from './report-file.js'
import { onSignal } from './signals.js'
import { painter } from './table.js'

const KEY_VARIABLE = 'FLIP_TEST_SECRET_KEY'
const PROGRESS_FILE = 'fidelity-progress.json'
const REPORT_FILE = 'fidelity-report.json'

/** `parity`: plays probes against Flip's test mode and a sandbox, and compares the answers. */
export const parity: Command = {
  name: 'parity',
  usage: 'parity [--yes]',
  about:
    "Compares the sandbox with Flip's real test mode, with your own key, and writes a report. Without --yes it only lists the calls.",
  flags: {
    yes: ['', 'make the calls; the agents that they make remain at Flip'],
    only: ['<names>', 'only these probes or rules, separated by commas (all)'],
    'agents-url': ['<url>', `the agents host with its prefix (${FLIP.agents})`],
    'kyc-url': ['<url>', `the KYC host with its prefix (${FLIP.kyc})`],
    'callback-url': ['<url>', "the callback URL in Flip's dashboard, which leads here (none)"],
    'callback-port': ['<number>', 'where it leads here (4020)'],
    'callback-wait': ['<duration>', 'how long to wait for a callback (10m)'],
    'max-agents': ['<number>', 'agents that may be made, earlier runs included (25)'],
    report: ['<file>', `where the report goes (${REPORT_FILE})`],
    progress: ['<file>', `what was played, for the next run (${PROGRESS_FILE})`],
  },
  words: [0, 0],
  async run({ terminal, flags, json }) {
    const text = (flag: string) => textOf(flags, flag)
    const plan = readPlan()
    const chosen = chooseProbes(plan.probes, listed(text('only')))
    const urls = { agents: text('agents-url') ?? FLIP.agents, kyc: text('kyc-url') ?? FLIP.kyc }
    const target = targetAt(urls, '')
    const callbacks = callbackAddress(text)
    const mostAgents = wholeNumber('max-agents', text('max-agents') ?? '25', 1000)
    if (flags['yes'] !== true) return listCalls(chosen, target, callbacks, { terminal, json })

    const file = text('report') ?? REPORT_FILE
    tryReport(file, 'report')
    const key = await readKey(terminal)
    const progress = new ProgressFile(text('progress') ?? PROGRESS_FILE, urls)
    const cutOff = new AbortController()
    const stopListening = onSignal((signal) =>
      cutOff.abort(`The run was cut off (${signal}). Run it again: it goes on from here.`),
    )
    try {
      const report = await compare({
        plan,
        chosen,
        target: { ...target, key },
        memory: progress,
        series: progress.series,
        callbacks,
        mostAgents,
        own: (probes) =>
          recordOwn(probes, () => runSandbox({ port: 0, state: 'memory', log: 'silent' })),
        say: (line) => json || terminal.print(line),
        cutOff: cutOff.signal,
      })
      writeReport(file, `${JSON.stringify(report, null, 2)}\n`, 'report')
      if (json) terminal.print(JSON.stringify(report))
      else printComparison(report, progress.agents, file, terminal)
      if (report.ended !== null) throw new CommandError(report.ended)
    } finally {
      stopListening()
    }
  },
}

/** What would be done, without a call. */
function listCalls(
  chosen: readonly Probe[],
  { urls, pause }: Target,
  callbacks: CallbackAddress | null,
  { terminal, json }: Pick<Invocation, 'terminal' | 'json'>,
): void {
  const shown = chosen
    .map(({ name, about, calls }) => ({ name, about, calls: calls.flatMap(variantsOf) }))
    .filter((probe) => callbacks !== null || !probe.calls.some(isCallback))
  const calls = shown.flatMap((probe) => probe.calls)
  const agents = calls.filter((call) => makesAgent(call) && call.keep !== undefined).length
  if (json) {
    const probes = shown.map((probe) => ({ ...probe, calls: probe.calls.map(({ call }) => call) }))
    terminal.print(JSON.stringify({ urls, agents, calls: calls.length, probes }))
    return
  }
  for (const probe of shown) {
    terminal.print(`${probe.name}: ${probe.about}`)
    for (const { call } of probe.calls) terminal.print(`  ${call}`)
  }
  const minutes = Math.ceil((calls.length * pause) / 60_000)
  terminal.print('')
  terminal.print(
    `${counted(calls.length, 'call')} to ${urls.agents} and ${urls.kyc}${minutes > 0 ? `, in about ${counted(minutes, 'minute')}` : ''}.`,
  )
  if (callbacks === null)
    terminal.print('Rules about callbacks are left out: they take --callback-url.')
  terminal.print(
    `${counted(agents, 'agent')} will remain there, because Flip has no delete. Nothing has been called; --yes makes the calls.`,
  )
}

function printComparison(
  { rules, counts, target }: FidelityReport,
  agents: number,
  file: string,
  { print, colour }: Terminal,
): void {
  const paint = painter(colour)
  print('')
  for (const { id, difference } of rules)
    if (difference !== null) print(`${paint('yellow', id)}\n  ${difference}`)
  print(
    `${counts.reached} of ${counts.attainable} attainable rules were compared with ${target.agents} and ${target.kyc}: ${counts.same} are the same, ${counts.different} differ.`,
  )
  print(
    `The report is in ${file}; it has no bodies, key or numbers. Agents that remain there: ${agents}.`,
  )
}

async function readKey({ variables, askSecret }: Terminal): Promise<string> {
  const key = variables[KEY_VARIABLE] || (await askSecret?.(`API secret key of Flip's test mode: `))
  if (!key)
    throw new UsageError(
      `Set ${KEY_VARIABLE} to the API secret key of Flip's test mode, or run this on a terminal, which asks for it. There is no flag for it, because others could see it.`,
    )
  if (!SECRET.test(key))
    throw new UsageError('The key must be 1 to 300 visible ASCII characters without a colon.')
  return key
}

function callbackAddress(text: (flag: string) => string | undefined): CallbackAddress | null {
  const url = text('callback-url')
  const port = wholeNumber('callback-port', text('callback-port') ?? '4020', 65_535)
  const limit = parseDuration(text('callback-wait') ?? '10m')
  if (limit === null) throw new UsageError('--callback-wait must be a duration such as 10m.')
  if (url === undefined) return null
  if (!isHttpUrl(url))
    throw new UsageError(
      '--callback-url must be an http or https URL without user name and password.',
    )
  return { url, port, limit }
}

function wholeNumber(flag: string, text: string, most: number): number {
  if (/^\d{1,9}$/.test(text) && Number(text) >= 1 && Number(text) <= most) return Number(text)
  throw new UsageError(`--${flag} must be a whole number from 1 to ${most}.`)
}
