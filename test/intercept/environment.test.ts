import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openAuthority } from '../../src/intercept/authority.js'
import { interceptingEnvironment } from '../../src/intercept/environment.js'
import { folder } from '../helpers/folder.js'
import type { Teardown } from '../helpers/sandbox.js'

/** The variables that a command gets where the environment had these. */
async function variables(t: Teardown, before: Readonly<Record<string, string>>, home = folder(t)) {
  const addresses = {
    url: 'http://127.0.0.1:4010',
    httpsUrl: 'https://127.0.0.1:4443',
    authority: await openAuthority(home),
  }
  return interceptingEnvironment(addresses, before, folder(t))
}

t.test('the environment of run --intercept', async (t) => {
  t.test('lets no call through to Flip itself, whatever needs no proxy', async (t) => {
    for (const entry of ['*', '.id', 'id', 'flip.id', '*.flip.id', 'BigFlip.id', 'api.flip.id:443'])
      t.equal(
        (await variables(t, { NO_PROXY: `a.example, ${entry}`, no_proxy: 'b.example' })).NO_PROXY,
        'a.example,b.example,localhost,127.0.0.1,::1',
        entry,
      )
    const { no_proxy } = await variables(t, { no_proxy: 'notflip.id,p.id,xbigflip.id' })
    t.equal(no_proxy, 'notflip.id,p.id,xbigflip.id,localhost,127.0.0.1,::1')
  })

  t.test('names a truststore to Java that may lie in a folder with spaces', async (t) => {
    const java = folder(t)
    const files = { 'bin/keytool': '#!/bin/sh\n', 'lib/security/cacerts': 'usual' }
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(join(java, name, '..'), { recursive: true })
      writeFileSync(join(java, name), text)
      chmodSync(join(java, name), 0o755)
    }
    const home = join(folder(t), 'my project')
    const { JAVA_TOOL_OPTIONS } = await variables(t, { JAVA_HOME: java }, home)
    t.match(JAVA_TOOL_OPTIONS, ` -Djavax.net.ssl.trustStore="${home}/truststore-`)
  })

  t.test('leads Node.js to the port for TLS', async (t) => {
    const { NODE_OPTIONS = '' } = await variables(t, {})
    const env = { NODE_OPTIONS }
    for (const host of ['bigflip.id', 'bigflip.id.']) {
      const told = `require('net').connect({ host: '${host}', port: 443 }).on('error', ({ port }) => console.log(port))`
      t.equal(String(execFileSync(process.execPath, ['-e', told], { env })).trim(), '4443')
    }
  })
})
