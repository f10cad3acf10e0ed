/** The hosts that real applications call, and that the sandbox stands in for. */
export const FLIP_HOSTS: readonly string[] = ['bigflip.id', 'api.flip.id']

/** Whether a host, with or without a port or the dot of the root, is one of Flip's. Only the port for `https` or `http` counts, where one is named. */
export function isFlipHost(host: string): boolean {
  return FLIP_HOSTS.includes(host.toLowerCase().replace(/\.?(?::(?:443|80))?$/, ''))
}
