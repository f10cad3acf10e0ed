import { openAuthority } from '../intercept/authority.js'
import { DEFAULT_OPTIONS } from '../options/options.js'
import type { Command } from './command.js'
import { readOptions, START_FLAGS } from './start-options.js'

/** `ca`: where the certificate of the local authority lies, and how each kind of client is told of it. */
export const ca: Command = {
  name: 'ca',
  usage: 'ca [--ca <folder>]',
  about: 'Says where the certificate of --intercept lies, and how clients are told of it.',
  flags: { ca: START_FLAGS['ca'] as readonly [string, string] },
  words: [0, 0],
  async run({ terminal, flags, json }) {
    const { ca: folder = DEFAULT_OPTIONS.ca } = readOptions(flags, terminal, () => {})
    const { file } = await openAuthority(folder)
    if (json) return terminal.print(JSON.stringify({ certificate: file }))
    terminal.print(file)
    for (const line of howToTell(file)) terminal.print(line)
  },
}

function howToTell(file: string): string[] {
  return [
    '',
    'flip-sandbox run --intercept -- <command> tells the command of it. By hand:',
    '',
    `  Node.js           NODE_EXTRA_CA_CERTS=${file}`,
    `  curl              curl --cacert ${file}, or CURL_CA_BUNDLE`,
    '  Python requests   REQUESTS_CA_BUNDLE, a file with this certificate and the usual ones',
    '  Go, Ruby, Python  SSL_CERT_FILE, a file with this certificate and the usual ones',
    '  PHP               curl.cainfo and openssl.cafile in an ini file',
    `  Java              keytool -importcert -file ${file} -keystore <a copy of cacerts>`,
    '',
    'It vouches for bigflip.id, flip.id, localhost and the loopback addresses alone. Do not add it to the system.',
  ]
}
