import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import {
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_nameConstraints,
  NameConstraints,
} from '@peculiar/asn1-x509'
import * as x509 from '@peculiar/x509'
import { wallClock } from '../time/machine.js'
import { FLIP_HOSTS } from './hosts.js'

/** Makes certificates. This module is large, so it is loaded only when one is needed. */

x509.cryptoProvider.set(webcrypto as never)

const KEY = { name: 'ECDSA', namedCurve: 'P-256' } as const
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const
const DAY = 24 * 3_600_000
const YEAR = 365 * DAY

/** A certificate and its private key, both in PEM. */
export interface Pair {
  readonly certificate: string
  readonly key: string
}

/**
 * Makes an authority that can vouch for Flip's hosts and this machine, and for nothing else: its name constraints are
 * critical, so whoever steals its key reaches no other site.
 */
export async function makeAuthority(now = wallClock()): Promise<Pair> {
  const keys = await newKeys()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=flip-kyc-sandbox on this machine only, O=flip-kyc-sandbox',
    serialNumber: serialNumber(),
    // A day earlier, for clocks that are behind.
    notBefore: new Date(now - DAY),
    notAfter: new Date(now + YEAR),
    signingAlgorithm: SIGNATURE,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      nameConstraints(),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate: certificate.toString('pem'), key: await toPem(keys.privateKey) }
}

/** Makes a certificate for Flip's hosts and this machine, signed by the authority. */
export async function makeServerCertificate(authority: Pair): Promise<Pair> {
  const issuer = new x509.X509Certificate(authority.certificate)
  const signingKey = await webcrypto.subtle.importKey(
    'pkcs8',
    x509.PemConverter.decodeFirst(authority.key),
    KEY,
    false,
    ['sign'],
  )
  const keys = await newKeys()
  const certificate = await x509.X509CertificateGenerator.create({
    subject: 'CN=flip-kyc-sandbox',
    issuer: issuer.subject,
    serialNumber: serialNumber(),
    notBefore: issuer.notBefore,
    notAfter: issuer.notAfter,
    signingAlgorithm: SIGNATURE,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        ...[...FLIP_HOSTS, 'localhost'].map((value) => ({ type: 'dns', value }) as const),
        ...['127.0.0.1', '::1'].map((value) => ({ type: 'ip', value }) as const),
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  })
  return { certificate: certificate.toString('pem'), key: await toPem(keys.privateKey) }
}

function nameConstraints(): x509.Extension {
  const names = [
    ...['bigflip.id', 'flip.id', 'localhost'].map((dNSName) => new GeneralName({ dNSName })),
    ...['127.0.0.0/8', '::1/128'].map((iPAddress) => new GeneralName({ iPAddress })),
  ]
  const permittedSubtrees = new GeneralSubtrees(names.map((base) => new GeneralSubtree({ base })))
  const value = AsnConvert.serialize(new NameConstraints({ permittedSubtrees }))
  return new x509.Extension(id_ce_nameConstraints, true, value)
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(KEY, true, ['sign', 'verify'])
}

async function toPem(key: webcrypto.CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')
}

/** Positive, and different each time. */
function serialNumber(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16))
  bytes[0] = ((bytes[0] as number) & 0x7f) | 0x40
  return Buffer.from(bytes).toString('hex')
}
