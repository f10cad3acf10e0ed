import { type ChildProcess, spawn } from 'node:child_process'
import { withId } from '../drills/address.js'
import { LONGEST_VIEW, NoView, type Probe } from '../drills/view.js'

/**
 * A probe that is a command line, run by the shell; what it writes is what it shows. An id has digits alone, so it
 * cannot break out of its place.
 * @param flag names the command, for the message
 */
export function lookByCommand(flag: string, line: string): Probe {
  return (id, signal) =>
    new Promise((resolve, reject) => {
      // A process group of its own, so that what the shell starts can be ended with it. (Windows has none.)
      const child = spawn(withId(line, id), {
        shell: true,
        detached: process.platform !== 'win32',
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const [out, err] = [gathered(child.stdout), gathered(child.stderr)]
      const giveUp = () => end(child)
      signal.addEventListener('abort', giveUp)
      child.once('error', reject)
      child.once('close', (code) => {
        signal.removeEventListener('abort', giveUp)
        const lastLine = err().trimEnd().split('\n').at(-1)
        const why = lastLine ? `: ${lastLine}` : ''
        if (code === 0) resolve(out())
        else
          reject(
            new NoView(
              `The command of --${flag} failed; correct it, or try it by hand (exit code ${code}${why}).`,
            ),
          )
      })
    })
}

/** Reads a stream to its end. @returns a function that returns as much of the text as is compared */
function gathered(stream: NodeJS.ReadableStream): () => string {
  let text = ''
  stream.setEncoding('utf8').on('data', (piece: string) => {
    text = (text + piece).slice(0, LONGEST_VIEW)
  })
  return () => text
}

function end(child: ChildProcess): void {
  try {
    process.kill(-Number(child.pid), 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}
