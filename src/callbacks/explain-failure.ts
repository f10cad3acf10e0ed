import { existsSync } from 'node:fs'

/** A delivery that a fault made go wrong. The message says so. */
export class ScriptedFault extends Error {}

/**
 * Says what went wrong with a delivery, and what to do.
 * @param contained whether the sandbox runs in a container, where localhost means something else
 */
export function explainFailure(error: Error, url: string, contained: boolean): string {
  if (error instanceof ScriptedFault) return error.message
  const { host, hostname } = new URL(url)
  const local = /^(.+\.)?localhost$|^127\.0\.0\.1$|^\[::1\]$/.test(hostname)
  const code = (error as NodeJS.ErrnoException).code ?? error.name
  switch (code) {
    case 'ECONNREFUSED':
      return local && contained
        ? `Nothing listens at ${host}: inside a container that is the container itself. Use host.docker.internal or the other service's name.`
        : `Nothing listens at ${host}; start the receiver or change the callback URL.`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      if (hostname === 'host.docker.internal') {
        return contained
          ? `The name ${hostname} is not known in this container; start it with --add-host host.docker.internal:host-gateway.`
          : `The name ${hostname} is known inside containers only; from here, call the receiver at 127.0.0.1.`
      }
      return `The name ${hostname} is not known here; correct the callback URL.`
    case 'UND_ERR_SOCKET':
      if (error.message === 'bad response')
        return `The receiver at ${host} answered 100 Continue first, and the sandbox does not wait for what comes after it; have it answer at once.`
      if (error.message === 'bad upgrade')
        return `The receiver at ${host} answered 101 Switching Protocols; have it answer 200.`
      return `The receiver at ${host} closed the connection before it had answered; look into its log.`
    case 'ECONNRESET':
    case 'EPIPE':
      return `The receiver at ${host} closed the connection before it had answered; look into its log.`
    case 'UND_ERR_HEADERS_OVERFLOW':
      return `The receiver at ${host} answered with headers of more than 256 KB; have it write less, such as without its debug bar.`
    case 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH':
      return `The receiver at ${host} answered with a Content-Length that is not that of its body; correct it.`
    case 'ERR_ASSERTION':
      return `The receiver at ${host} answered with a status that HTTP does not have; have it answer 200.`
    case 'EADDRNOTAVAIL':
    case 'EMFILE':
      return `This machine had no connection left for the callback (${code}); send it again when fewer are under way.`
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return `The certificate of ${host} is signed by an authority that Node.js does not trust (${code}); start the sandbox with the variable NODE_EXTRA_CA_CERTS naming that authority's PEM file.`
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `The certificate of ${host} is for other names (${reasonOf(error)}); call the receiver by one of them.`
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return `The certificate of ${host} is not valid at this time (${code}); make a new one.`
  }
  if (error.name === 'HTTPParserError')
    return `The receiver at ${host} answered, but not in HTTP (${error.message}); where it speaks TLS, the callback URL begins with https://.`
  const reason = reasonOf(error)
  if (/wrong version number|packet length too long/.test(reason))
    return `The receiver at ${host} speaks plain HTTP; begin the callback URL with http://.`
  return `The callback did not reach ${host} (${reason === '' ? code : `${code}: ${reason}`}); correct the callback URL or the receiver.`
}

/** The reason in the error's own words, without the places in OpenSSL's source code. */
function reasonOf(error: Error & { readonly reason?: string }): string {
  return error.reason ?? /SSL routines:[^:]*:([^:]+)/.exec(error.message)?.[1] ?? error.message
}

/** Whether this process runs in a container. */
export function isContained(): boolean {
  const marks = ['/.dockerenv', '/run/.containerenv', '/var/run/secrets/kubernetes.io']
  return marks.some((mark) => existsSync(mark))
}
