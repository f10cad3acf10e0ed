import { createPrivateKey, randomUUID, X509Certificate } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ErrorNamingOptions, type NameOf } from '../lib/option-names.js'
import { makeOwnFolder } from '../lib/own-folder.js'
import { wallClock } from '../time/machine.js'
import type { Pair } from './certificates.js'

/** What clients are told of. */
const CERTIFICATE_FILE = 'ca.pem'
/** Certificate and key in one file, so that two sandboxes that begin at once cannot mix theirs. */
const PAIR_FILE = 'authority.pem'

/** The local certificate authority. Its key never leaves its folder. */
export interface Authority {
  /** The certificate's file, absolute. */
  readonly file: string
  /** The certificate in PEM. */
  readonly certificate: string
  /** Makes a certificate for Flip's hosts and this machine. */
  readonly serverCertificate: () => Promise<Pair>
}

/**
 * Opens the authority in a folder, and makes it there at first use.
 * @throws {Error} when there is another one, it has expired, or the folder cannot be written
 */
export async function openAuthority(folder: string): Promise<Authority> {
  const pair = readPair(folder) ?? (await newPair(folder))
  checkPair(pair, folder)
  const file = resolve(folder, CERTIFICATE_FILE)
  publish(pair.certificate, file)
  return {
    file,
    certificate: pair.certificate,
    serverCertificate: async () => (await import('./certificates.js')).makeServerCertificate(pair),
  }
}

/** @returns null when there is none */
function readPair(folder: string): Pair | null {
  const file = join(folder, PAIR_FILE)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    throw new ErrorNamingOptions(
      (nameOf) =>
        `The certificate authority ${file} cannot be read (${message}). Make it readable, or name another folder with ${nameOf('ca')}.`,
    )
  }
  const block = (kind: string) =>
    new RegExp(`-----BEGIN ${kind}-----[^-]+-----END ${kind}-----\n|$`).exec(text)?.[0] as string
  return { certificate: block('CERTIFICATE'), key: block('PRIVATE KEY') }
}

/** Of two sandboxes that make one at the same time, both get the one that was there first. */
async function newPair(folder: string): Promise<Pair> {
  const { makeAuthority } = await import('./certificates.js')
  const { certificate, key } = await makeAuthority()
  try {
    makeOwnFolder(folder)
    putAtOnce(join(folder, PAIR_FILE), `${certificate}\n${key}\n`)
    return readPair(folder) as Pair
  } catch (error) {
    const theirs = readPair(folder)
    if (theirs !== null) return theirs
    throw new ErrorNamingOptions(
      (nameOf) =>
        `The certificate authority cannot be kept in ${folder} (${(error as Error).message}). Name a folder that can be written with ${nameOf('ca')}.`,
    )
  }
}

/** Writes a file, so that it is there whole or not at all. @throws {Error} when there is one already */
function putAtOnce(file: string, text: string): void {
  const temporary = `${file}.${randomUUID()}.tmp`
  try {
    writeFileSync(temporary, text, { mode: 0o600 })
    linkSync(temporary, file)
  } finally {
    rmSync(temporary, { force: true })
  }
}

/** @throws {Error} when it is not one of ours, or is not valid now */
function checkPair(pair: Pair, folder: string): void {
  const remedy = (nameOf: NameOf) =>
    `Remove the folder ${folder}, or name another one with ${nameOf('ca')}; the next start makes a new authority.`
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(pair.certificate)
    const own = certificate.checkPrivateKey(createPrivateKey(pair.key))
    if (!own || !certificate.subject.includes('O=flip-kyc-sandbox')) throw new Error('foreign')
  } catch {
    throw new ErrorNamingOptions(
      (nameOf) =>
        `What lies in ${join(folder, PAIR_FILE)} is no certificate authority of flip-kyc-sandbox. ${remedy(nameOf)}`,
    )
  }
  const end = new Date(certificate.validTo)
  if (end.getTime() > wallClock()) return
  throw new ErrorNamingOptions(
    (nameOf) =>
      `The certificate authority in ${folder} expired on ${end.toISOString().slice(0, 10)}. ${remedy(nameOf)} Clients must then be told of the new one.`,
  )
}

/** Puts the certificate alone where clients can read it. */
function publish(certificate: string, file: string): void {
  try {
    if (readFileSync(file, 'utf8') === certificate) return
  } catch {
    // It is not there yet.
  }
  const temporary = `${file}.${randomUUID()}.tmp`
  try {
    writeFileSync(temporary, certificate, { mode: 0o644 })
    renameSync(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw new ErrorNamingOptions(
      (nameOf) =>
        `The certificate cannot be written to ${file} (${(error as Error).message}). Name a folder that can be written with ${nameOf('ca')}.`,
    )
  }
}
