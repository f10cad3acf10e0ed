import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { bundleWith, truststoreWith } from '../../src/intercept/trust.js'
import { folder } from '../helpers/folder.js'

/** A Java with a `keytool` that does this. */
function java(t: Test, keytool: string): string {
  const home = folder(t)
  for (const name of ['bin', 'lib/security']) mkdirSync(join(home, name), { recursive: true })
  writeFileSync(join(home, 'lib/security/cacerts'), 'the usual ones\n')
  for (const [name, text] of [
    ['keytool', keytool],
    ['java', 'exit 0'],
  ] as const) {
    writeFileSync(join(home, 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
  }
  return home
}

/** Adds the certificate's file to the store that it names. */
const ADDING =
  'while [ "$1" != -keystore ]; do [ "$1" = -file ] && file=$2; shift; done; cat "$file" >> "$2"'

t.test('Java’s truststore', async (t) => {
  const file = join(folder(t, { 'ca.pem': 'ours\n' }), 'ca.pem')
  const authority = { certificate: 'ours\n', file }

  t.test('is copied, with the certificate in it, once', async (t) => {
    const home = java(t, ADDING)
    const store = await truststoreWith(authority, { JAVA_HOME: home })
    t.match(store, /truststore-[0-9a-f]{16}$/)
    writeFileSync(join(home, 'bin', 'keytool'), '#!/bin/sh\nexit 1\n')
    t.equal(await truststoreWith(authority, { JAVA_HOME: home }), store, 'and kept')
    t.equal(
      await truststoreWith(authority, { PATH: `:${join(home, 'bin')}` }),
      store,
      'found by PATH',
    )
  })

  t.test('is left alone where there is no Java, or its tool fails', async (t) => {
    t.equal(await truststoreWith(authority, { PATH: '/nowhere' }), null)
    t.equal(await truststoreWith(authority, { JAVA_HOME: '' }), null)
    const other = { certificate: 'other\n', file }
    t.equal(await truststoreWith(other, { JAVA_HOME: java(t, 'exit 1') }), null)
    t.notMatch(readdirSync(join(file, '..')).join(), /tmp/, 'and leaves nothing behind')
  })
})

t.test('where the system keeps no bundle, Node’s own roots are taken', async (t) => {
  const text = bundleWith('ours\n', {}, [])
  t.ok(text.split('BEGIN CERTIFICATE').length > 50)
  t.match(text, /\nours\n$/)
})
