import { readFileSync } from 'node:fs'
import { packageFile } from '../lib/package-files.js'
import { isPictureOutcome, withOutcome } from '../scenarios/picture.js'
import { type Command, UsageError } from './command.js'

/** `picture`: a sample card or selfie that brings an outcome about. It needs no sandbox. */
export const picture: Command = {
  name: 'picture',
  usage: 'picture <outcome> [--selfie] [--jpeg] > card.png',
  about:
    'Writes a sample identity card that names an outcome, such as rejected-17: the agent whose picture it is follows it.',
  flags: {
    selfie: ['', 'a selfie instead'],
    jpeg: ['', 'as JPEG instead of PNG'],
  },
  words: [1, 1],
  async run({ terminal, words, flags, json }) {
    const outcome = words[0] as string
    if (!isPictureOutcome(outcome)) {
      throw new UsageError(
        `A picture cannot name "${outcome}"; write rejected-RR, always-rejected-RR or upload-failed-RR, with a reason from 10 to 33 for RR.`,
      )
    }
    const what = flags['selfie'] === true ? 'selfie' : 'identity-card'
    const type = flags['jpeg'] === true ? 'jpg' : 'png'
    const sample = readFileSync(packageFile(`fixtures/images/${what}.${type}`))
    const bytes = withOutcome(sample, outcome)
    if (json) return terminal.print(JSON.stringify({ outcome, base64: bytes.toString('base64') }))
    if (terminal.onScreen === true) {
      throw new UsageError(
        `A picture is nothing for a terminal; write it into a file: flip-sandbox picture ${outcome} > ${outcome}.${type}`,
      )
    }
    await terminal.write(bytes)
  },
}
