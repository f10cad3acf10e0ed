import type { Readable, Writable } from 'node:stream'

/** A terminal that can be read key by key. */
type Keyboard = Readable & { setRawMode(raw: boolean): unknown }

const INTERRUPT = '\u0003'
const END_OF_INPUT = '\u0004'
const LAST_KEYS = ['\r', '\n', INTERRUPT, END_OF_INPUT]
const BACKSPACES = ['\b', '\u007f']

/** Asks for a line, and shows nothing of what is typed. Ctrl-C gives an empty one. */
export async function askSecret(
  question: string,
  keyboard: Keyboard,
  screen: Writable,
): Promise<string> {
  screen.write(question)
  keyboard.setRawMode(true)
  keyboard.setEncoding('utf8')
  let keys = ''
  for await (const more of keyboard.iterator({ destroyOnReturn: false })) {
    keys += more
    if (LAST_KEYS.some((key) => keys.includes(key))) break
  }
  keyboard.setRawMode(false)
  keyboard.pause()
  screen.write('\n')
  return lineOf(keys)
}

/** The line that these keys make. */
function lineOf(keys: string): string {
  let line = ''
  for (const key of keys) {
    if (key === INTERRUPT) return ''
    if (LAST_KEYS.includes(key)) break
    line = BACKSPACES.includes(key) ? line.slice(0, -1) : line + key
  }
  return line
}
