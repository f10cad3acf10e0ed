import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import { PREFIXES } from '../flip/protocol/hosts.js'
import { interceptingEnvironment } from '../intercept/environment.js'
import type { RunningSandbox } from './sandbox.js'

type Environment = Readonly<Record<string, string | undefined>>

/** The command could not be started. The message says why, and what to do. */
export class NotStarted extends Error {
  constructor(
    message: string,
    /** As shells have it: 127 for a command that is not there, 126 for one that cannot be run. */
    readonly exitCode: number,
  ) {
    super(message)
  }
}

/** The variables that tell a command where the sandbox is, with the test prefixes. */
function variablesOf({ url, options }: RunningSandbox): Record<string, string> {
  return {
    FLIP_SANDBOX_URL: url,
    FLIP_SANDBOX_SECRET_KEY: options.secret_key,
    FLIP_SANDBOX_VALIDATION_TOKEN: options.validation_token,
    ...(options.control_token !== null && { FLIP_SANDBOX_CONTROL_TOKEN: options.control_token }),
    FLIP_AGENTS_URL: url + PREFIXES.agents[0],
    FLIP_KYC_URL: url + PREFIXES.kyc[0],
  }
}

/**
 * Runs a command around which the sandbox stands, in this terminal's foreground. With the option `intercept`, its calls to
 * Flip's own hosts come to the sandbox.
 * @param onStart gets the process, to send it signals
 * @param shell whether a shell runs it. On Windows, npm and its kin are scripts that nothing else can run
 * @returns its exit code; 128 and the signal's number when a signal has ended it
 * @throws {NotStarted | Error}
 */
export async function runAround(
  sandbox: RunningSandbox,
  [command = '', ...words]: readonly string[],
  environment: Environment,
  onStart: (child: ChildProcess) => void = () => {},
  shell = process.platform === 'win32',
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'flip-sandbox-run-'))
  try {
    const { url, httpsUrl, authority, options } = sandbox
    const intercepting =
      options.intercept === 'on' && httpsUrl !== null && authority !== null
        ? await interceptingEnvironment({ url, httpsUrl, authority }, environment, folder)
        : {}
    const child = spawn(command, shell ? words.map(quoted) : words, {
      stdio: 'inherit',
      env: { ...environment, ...variablesOf(sandbox), ...intercepting },
      shell,
    })
    onStart(child)
    return await exitCodeOf(child, command)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A word as a shell takes it: Node.js puts one space between the words, and nothing around them. */
function quoted(word: string): string {
  return `"${word.replaceAll('"', '\\"')}"`
}

function exitCodeOf(child: ChildProcess, command: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', ({ code, message }: NodeJS.ErrnoException) => {
      const missing = code === 'ENOENT'
      reject(
        new NotStarted(
          missing
            ? `There is no command ${command}; install it, or write its path.`
            : `${command} cannot be run (${message}); make it executable, or name another command.`,
          missing ? 127 : 126,
        ),
      )
    })
    child.once('exit', (code, signal) =>
      resolve(code ?? 128 + constants.signals[signal as NodeJS.Signals]),
    )
  })
}
