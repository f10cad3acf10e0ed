import { existsSync } from 'node:fs'

/** A delivery that went wrong on purpose; the message says so. */
export class ScriptedFault extends Error {}

/**
 * What went wrong with a delivery, in words, with the remedy.
 * @param contained whether the sandbox runs in a container, where localhost means something else
 */
export function explainFailure(error: Error, url: string, contained: boolean): string {
  if (error instanceof ScriptedFault) return error.message
  const { host, hostname } = new URL(url)
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
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
    case 'ECONNRESET':
      return `The receiver at ${host} closed the connection before it had answered; look into its log.`
    default:
      return `The callback did not reach ${host} (${code}: ${error.message}); correct the callback URL or the receiver.`
  }
}

/** Whether this process runs in a container. */
export function isContained(): boolean {
  const marks = ['/.dockerenv', '/run/.containerenv', '/var/run/secrets/kubernetes.io']
  return marks.some((mark) => existsSync(mark))
}
