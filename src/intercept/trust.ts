import { execFile } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { promisify } from 'node:util'

/** Where systems keep the certificates that they trust, all in one file. */
const SYSTEM_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
  '/opt/homebrew/etc/ca-certificates/cert.pem',
  '/usr/local/etc/openssl@3/cert.pem',
]

/** The variables that name a file of trusted certificates in place of the usual ones. */
export const BUNDLE_VARIABLES = ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'] as const

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Everything that clients trusted before, and one certificate more: the system's, else Node's, and what the variables
 * named.
 */
export function bundleWith(
  certificate: string,
  environment: Environment,
  systems: readonly string[] = SYSTEM_BUNDLES,
): string {
  const system = systems.find((file) => existsSync(file))
  const named = [...BUNDLE_VARIABLES, 'NODE_EXTRA_CA_CERTS']
    .map((name) => environment[name])
    .filter((file) => file !== undefined && file !== system && existsSync(file))
  const usual = system === undefined ? rootCertificates.join('\n') : readFileSync(system, 'utf8')
  const others = [...new Set(named)].map((file) => readFileSync(file as string, 'utf8'))
  return joined([usual, ...others, certificate])
}

/** What `NODE_EXTRA_CA_CERTS` adds to what Node trusts: what it named before, and the certificate. */
export function extraWith(
  certificate: string,
  { NODE_EXTRA_CA_CERTS: before }: Environment,
): string {
  return joined([
    ...(before && existsSync(before) ? [readFileSync(before, 'utf8')] : []),
    certificate,
  ])
}

function joined(certificates: readonly string[]): string {
  return `${certificates.map((text) => text.trimEnd()).join('\n')}\n`
}

/** The password of Java's own truststore. */
export const TRUSTSTORE_PASSWORD = 'changeit'

/**
 * A copy of Java's truststore with the certificate in it. It lies beside the certificate, because making it takes a second.
 * @returns its file; null where there is no `keytool`, or it does not work
 */
export async function truststoreWith(
  { certificate, file }: { readonly certificate: string; readonly file: string },
  environment: Environment,
): Promise<string | null> {
  const home = javaHome(environment)
  if (home === null) return null
  let temporary = ''
  try {
    const usual = readFileSync(join(home, 'lib', 'security', 'cacerts'))
    const name = createHash('sha256').update(usual).update(certificate).digest('hex').slice(0, 16)
    const store = join(dirname(file), `truststore-${name}`)
    if (existsSync(store)) return store
    temporary = `${store}.${randomUUID()}.tmp`
    writeFileSync(temporary, usual)
    const words = ['-importcert', '-noprompt', '-alias', 'flip-kyc-sandbox', '-file', file]
    await promisify(execFile)(
      join(home, 'bin', 'keytool'),
      [...words, '-keystore', temporary, '-storepass', TRUSTSTORE_PASSWORD],
      { env: { ...process.env, JAVA_TOOL_OPTIONS: '' }, timeout: 20_000 },
    )
    renameSync(temporary, store)
    return store
  } catch {
    if (temporary !== '') rmSync(temporary, { force: true })
    return null
  }
}

/** Where Java is: what `JAVA_HOME` says, else where the command `java` comes from. */
function javaHome({ JAVA_HOME, PATH = '' }: Environment): string | null {
  if (JAVA_HOME !== undefined && JAVA_HOME !== '') return JAVA_HOME
  for (const folder of PATH.split(delimiter)) {
    const java = join(folder, 'java')
    if (folder !== '' && existsSync(java)) return dirname(dirname(realpathSync(java)))
  }
  return null
}
