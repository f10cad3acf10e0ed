import { randomInt } from 'node:crypto'
import { PREFIXES } from '../flip/protocol/hosts.js'
import { FLIP_HOSTS } from '../intercept/hosts.js'
import { basicAuthorization } from '../kyc/company.js'
import { type RunningSandbox, runSandbox } from '../server/sandbox.js'
import type { Command, Invocation, Terminal } from './command.js'
import { startLog } from './log.js'
import { onSignal } from './signals.js'
import { readOptions, START_FLAGS } from './start-options.js'
import { painter } from './table.js'
import { ZONE } from './units.js'

/** `start`: the sandbox in the foreground, until SIGINT or SIGTERM. */
export const start: Command = {
  name: 'start',
  usage: 'start [flags]',
  about: 'Runs the sandbox in the foreground; SIGINT and SIGTERM close it cleanly.',
  flags: START_FLAGS,
  words: [0, 0],
  async run({ terminal, flags, json }: Invocation) {
    const warn = (sentence: string) => terminal.complain(`flip-sandbox: ${sentence}`)
    const usual = { log: process.stderr.isTTY ? 'pretty' : 'json' } as const
    const options = { ...usual, ...readOptions(flags, terminal, warn) }
    const sandbox = await runSandbox(options, warn)
    const stopped = new Promise(onSignal)
    startLog(sandbox, terminal)
    terminal.print(json ? machineReadable(sandbox) : welcome(sandbox, terminal))
    await stopped
    await sandbox.close()
  },
}

function machineReadable({ url, httpsUrl, options }: RunningSandbox): string {
  return JSON.stringify({
    url,
    key: options.secret_key,
    token: options.validation_token,
    ...(httpsUrl !== null && { https_url: httpsUrl }),
  })
}

/** What the user needs after the start. */
function welcome({ url, httpsUrl, options }: RunningSandbox, { colour }: Terminal): string {
  const paint = painter(colour)
  const row = (name: string, value: string) => `  ${name.padEnd(18)} ${paint('cyan', value)}`
  const authorization = basicAuthorization(options.secret_key)
  const agents = url + PREFIXES.agents[0]
  const inbox = `the sandbox's inbox, ${url}/_sandbox/inbox`
  return [
    paint('bold', 'flip-kyc-sandbox is listening. It is not part of Flip.'),
    '',
    row('agents, money', agents),
    row('KYC', url + PREFIXES.kyc[0]),
    row('API secret key', options.secret_key),
    row('header', `Authorization: ${authorization}`),
    row('validation token', options.validation_token),
    row('callbacks go to', options.callback_url ?? inbox),
    row('dashboard', `${url}/_sandbox/`),
    row('state', options.state),
    ...(options.log === 'pretty'
      ? [row('times below', `${ZONE}, UTC+7, as in Flip's answers`)]
      : []),
    ...(options.intercept === 'on' ? [row('proxy for', FLIP_HOSTS.join(', '))] : []),
    ...(httpsUrl === null ? [] : [row('TLS', httpsUrl)]),
    '',
    'Try it:',
    '',
    `curl -X POST ${agents}/agents -H 'Authorization: ${authorization}' ${sample()}`,
    '',
  ].join('\n')
}

/** The guide's create sample, with numbers that no agent has yet. */
function sample(): string {
  const digits = String(randomInt(10 ** 11)).padStart(11, '0')
  return (
    `-d name=lalalalili -d identity_type=ktp -d identity_number=1${digits}0001 -d birth_date=04-06-1998 ` +
    '-d birth_place=jakarta -d country_id=1 -d province_id=1 -d city_id=1 -d district_id=1 -d address=jakarta ' +
    `-d gender=female -d occupation=government_employee -d phone_number=08${digits}`
  )
}
