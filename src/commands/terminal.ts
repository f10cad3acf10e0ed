import { askSecret } from './ask-secret.js'
import type { Terminal } from './command.js'

/** The process's own standard output and error. */
export function standardTerminal(): Terminal {
  process.stdout.on('error', outlive)
  process.stderr.on('error', outlive)
  return {
    print: (line) => process.stdout.write(`${line}\n`),
    write: (what) => new Promise((taken) => process.stdout.write(what, () => taken())),
    complain: (line) => process.stderr.write(`${line}\n`),
    unread: () => process.stderr.writableLength,
    onScreen: process.stdout.isTTY === true,
    colour: process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined,
    askSecret: process.stdin.isTTY
      ? (question) => askSecret(question, process.stdin, process.stderr)
      : undefined,
    variables: process.env,
  }
}

/** The reader of the output may go at any time (`| head -2`); the work goes on. Any other error of writing makes the command fail at its end. */
function outlive({ code, message }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') return
  process.stderr.write(`flip-sandbox: The output cannot be written whole (${message}).\n`)
  process.once('exit', () => {
    process.exitCode = 1
  })
}
