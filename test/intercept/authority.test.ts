import { execFileSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect, createServer } from 'node:tls'
import t from 'tap'
import { openAuthority } from '../../src/intercept/authority.js'
import { makeAuthority } from '../../src/intercept/certificates.js'
import { folder } from '../helpers/folder.js'
import type { Teardown } from '../helpers/sandbox.js'

t.test('the local authority', async (t) => {
  t.test('is made at first use, and used from then on', async (t) => {
    const home = join(folder(t), 'new', 'ca')
    const first = await openAuthority(home)
    t.equal(first.file, join(home, 'ca.pem'))
    t.equal(readFileSync(first.file, 'utf8'), first.certificate)
    t.equal(statSync(join(home, 'authority.pem')).mode & 0o777, 0o600)
    t.strictSame(readdirSync(home).sort(), ['authority.pem', 'ca.pem'])
    t.equal((await openAuthority(home)).certificate, first.certificate)
    const { validTo, ca } = new X509Certificate(first.certificate)
    t.ok(ca)
    const days = (Date.parse(validTo) - Date.now()) / 86_400_000
    t.ok(days > 364 && days <= 365, 'for a year')
  })

  t.test('is kept from git, and its certificate is for every user', async (t) => {
    const home = join(folder(t), '.flip-sandbox')
    await openAuthority(join(home, 'ca'))
    t.equal(readFileSync(join(home, '.gitignore'), 'utf8'), '*\n')
    t.equal(statSync(join(home, 'ca')).mode & 0o5, 0o5)
    t.equal(statSync(join(home, 'ca', 'ca.pem')).mode & 0o777, 0o644)
  })

  t.test('is one, though two begin at once', async (t) => {
    const home = folder(t)
    const both = await Promise.all([openAuthority(home), openAuthority(home)])
    t.equal(both[0].certificate, both[1].certificate)
    t.strictSame(readdirSync(home).sort(), ['authority.pem', 'ca.pem'])
  })

  t.test('vouches for Flip and this machine; with its key stolen, for nobody else', async (t) => {
    const home = folder(t)
    const { certificate, serverCertificate } = await openAuthority(home)
    const own = await serverCertificate()
    for (const name of ['bigflip.id', 'api.flip.id', 'localhost']) {
      t.equal(await greet(t, own, name, certificate), 'trusted', name)
    }
    t.match(await greet(t, own, 'example.com', certificate), /is not in the cert's altnames/)
    const stolen = forge(home, 'example.com')
    t.match(await greet(t, stolen, 'example.com', certificate), /permitted subtree violation/)
  })

  t.test('refuses what is none of its own, has expired, or cannot be kept', async (t) => {
    const foreign = folder(t)
    writeFileSync(join(foreign, 'authority.pem'), 'something else')
    await t.rejects(openAuthority(foreign), {
      message: /is no certificate authority of flip-kyc-sandbox\. Remove the folder .+--ca/,
    })
    const others = folder(t)
    const [one, other] = [await openAuthority(folder(t)), await openAuthority(others)]
    const pair = readFileSync(join(others, 'authority.pem'), 'utf8')
    writeFileSync(join(others, 'authority.pem'), pair.replace(other.certificate, one.certificate))
    await t.rejects(openAuthority(others), { message: /is no certificate authority/ })

    const old = folder(t)
    const { certificate, key } = await makeAuthority(Date.now() - 400 * 86_400_000)
    writeFileSync(join(old, 'authority.pem'), `${certificate}\n${key}\n`)
    await t.rejects(openAuthority(old), {
      message: /expired on 20\d\d-\d\d-\d\d\. Remove the folder .+ Clients must then be told/,
    })

    const file = join(folder(t), 'file')
    writeFileSync(file, '')
    await t.rejects(openAuthority(file), { message: /cannot be read \(ENOTDIR/ })
    const nowhere = join(folder(t), 'link')
    symlinkSync(join(nowhere, '..', 'not', 'there'), nowhere)
    await t.rejects(openAuthority(nowhere), { message: /cannot be kept in/ })
    const full = folder(t)
    await openAuthority(full)
    execFileSync('rm', [join(full, 'ca.pem')])
    mkdirSync(join(full, 'ca.pem', 'in the way'), { recursive: true })
    await t.rejects(openAuthority(full), { message: /The certificate cannot be written to/ })
  })
})

/** How a client that trusts the authority alone greets a server. */
async function greet(
  t: Teardown,
  { certificate, key }: { certificate: string; key: string },
  servername: string,
  ca: string,
): Promise<string> {
  const server = createServer({ cert: certificate, key })
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as { port: number }
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', servername, ca })
    socket.once('secureConnect', () => {
      socket.destroy()
      resolve('trusted')
    })
    socket.once('error', (error: Error & { reason?: string }) =>
      resolve(error.reason ?? error.message),
    )
  })
}

/** What a thief could make with the authority's key. */
function forge(home: string, name: string): { certificate: string; key: string } {
  const at = (file: string) => join(home, file)
  const openssl = (...words: string[]) => execFileSync('openssl', words, { stdio: 'pipe' })
  openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    at('k'),
    '-out',
    at('r'),
    '-subj',
    '/CN=x',
  )
  writeFileSync(at('e'), `subjectAltName=DNS:${name}\n`)
  const authority = ['-CA', at('authority.pem'), '-CAkey', at('authority.pem')]
  openssl(
    'x509',
    '-req',
    '-in',
    at('r'),
    ...authority,
    '-set_serial',
    '7',
    '-extfile',
    at('e'),
    '-out',
    at('c'),
  )
  return { certificate: readFileSync(at('c'), 'utf8'), key: readFileSync(at('k'), 'utf8') }
}
