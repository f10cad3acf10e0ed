import { mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { FLIP_HOSTS } from './hosts.js'
import { nodePreload } from './node-preload.js'
import {
  BUNDLE_VARIABLES,
  bundleWith,
  extraWith,
  TRUSTSTORE_PASSWORD,
  truststoreWith,
} from './trust.js'

type Environment = Readonly<Record<string, string | undefined>>

/** Where clients are to be led. */
export interface Addresses {
  /** The sandbox, which is also the proxy, such as `http://127.0.0.1:4010`. */
  readonly url: string
  /** Where it speaks TLS. */
  readonly httpsUrl: string
  /** The authority's certificate, and its file. */
  readonly authority: { readonly certificate: string; readonly file: string }
}

const PROXY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy']
/** These addresses are reached without a proxy. */
const WITHOUT_PROXY = ['localhost', '127.0.0.1', '::1']

/**
 * The variables that lead each kind of client to the sandbox when it calls Flip's own hosts. What is set already is kept
 * and added to.
 * @param folder gets the files that the variables name
 */
export async function interceptingEnvironment(
  { url, httpsUrl, authority }: Addresses,
  environment: Environment,
  folder: string,
): Promise<Record<string, string>> {
  const file = (name: string, text: string): string => {
    const path = join(folder, name)
    writeFileSync(path, text)
    return path
  }
  const bundle = file('trusted.pem', bundleWith(authority.certificate, environment))
  const { hostname, port } = new URL(httpsUrl)
  const preload = file('preload.cjs', nodePreload({ host: hostname, port: Number(port) }))
  const noProxy = hostsWithoutProxy(environment)
  return {
    ...Object.fromEntries(PROXY_VARIABLES.map((name) => [name, url])),
    NO_PROXY: noProxy,
    no_proxy: noProxy,
    ...Object.fromEntries(BUNDLE_VARIABLES.map((name) => [name, bundle])),
    NODE_EXTRA_CA_CERTS: file('extra.pem', extraWith(authority.certificate, environment)),
    NODE_OPTIONS: nodeOptions(environment, `--require ${quoted(preload)}`),
    PHP_INI_SCAN_DIR: phpFolder(environment, folder, bundle),
    JAVA_TOOL_OPTIONS: added(
      environment['JAVA_TOOL_OPTIONS'],
      javaOptions(url, await truststoreWith(authority, environment)),
    ),
  }
}

/**
 * What the environment reaches without a proxy, and this machine; but not what would let calls through to Flip itself. The
 * sandbox, as a proxy, still reaches all that the environment named without another one.
 */
function hostsWithoutProxy({ NO_PROXY = '', no_proxy = '' }: Environment): string {
  const named = `${NO_PROXY},${no_proxy}`.split(/[\s,]+/).filter(Boolean)
  return [...new Set([...named.filter((entry) => !meansFlip(entry)), ...WITHOUT_PROXY])].join(',')
}

/** Such as `*`, `.id` or `bigflip.id:443`. */
function meansFlip(entry: string): boolean {
  const domain = entry
    .toLowerCase()
    .replace(/^\*?\.?/, '')
    .replace(/:\d+$/, '')
  return domain === '' || FLIP_HOSTS.some((host) => `.${host}`.endsWith(`.${domain}`))
}

/** @throws {Error} */
function nodeOptions({ NODE_OPTIONS: before }: Environment, more: string): string {
  if (((before ?? '').match(/"/g) ?? []).length % 2 === 1) {
    throw new Error(
      'NODE_OPTIONS has a quotation mark without its other one, so Node.js would not start; correct it.',
    )
  }
  return added(before, more)
}

function added(before: string | undefined, more: string): string {
  return before === undefined || before === '' ? more : `${before} ${more}`
}

/** Node splits the variable at spaces. */
function quoted(path: string): string {
  return `"${path.replace(/[\\"]/g, '\\$&')}"`
}

/** The usual folders first: an empty entry stands for them. */
function phpFolder({ PHP_INI_SCAN_DIR }: Environment, folder: string, bundle: string): string {
  const own = join(folder, 'php')
  mkdirSync(own, { recursive: true })
  writeFileSync(join(own, 'trust.ini'), `curl.cainfo="${bundle}"\nopenssl.cafile="${bundle}"\n`)
  return `${PHP_INI_SCAN_DIR ?? ''}${delimiter}${own}`
}

function javaOptions(url: string, truststore: string | null): string {
  const { hostname, port } = new URL(url)
  const options = [
    ...['http', 'https'].flatMap((scheme) => [
      `-D${scheme}.proxyHost=${hostname}`,
      `-D${scheme}.proxyPort=${port}`,
    ]),
    '-Dhttp.nonProxyHosts=localhost|127.*|[::1]',
    ...(truststore === null
      ? []
      : [
          // Java splits the variable at spaces.
          `-Djavax.net.ssl.trustStore="${truststore}"`,
          `-Djavax.net.ssl.trustStorePassword=${TRUSTSTORE_PASSWORD}`,
        ]),
  ]
  return options.join(' ')
}
