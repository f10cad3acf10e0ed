/** The hosts that real applications call, and that the sandbox stands in for. */
export const FLIP_HOSTS: readonly string[] = ['bigflip.id', 'api.flip.id']

/** Whether a host, with or without a port, is one of Flip's. Only the port for `https` or `http` counts, where one is named. */
export function isFlipHost(host: string): boolean {
  const [, name = '', port] = /^([^:]+)(?::(\d+))?$/.exec(host.toLowerCase()) ?? []
  return FLIP_HOSTS.includes(name) && (port === undefined || port === '443' || port === '80')
}
