import { isIP } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { digest, sameDigest } from '../lib/digest.js'
import type { SandboxOptions } from '../options/options.js'
import { ControlError } from './control-error.js'

/** The ends of names that only a local network resolves. Any other name could belong to a foreign web page (DNS rebinding). */
const LOCAL_SUFFIXES = ['.localhost', '.internal', '.local', '.svc', '.svc.cluster.local']

/** Keeps foreign web pages out of the control API and, when a token is set, everybody who does not send it. */
export function guard(app: FastifyInstance, options: SandboxOptions): void {
  const { control_token, allowed_hosts, allowed_origins, cors_origins, public_url } = options
  // Behind a proxy that ends TLS, the page has this origin, and its calls come here by http.
  const published = public_url && new URL(public_url).origin
  const toDrive = { origins: allowed_origins, refusal: MUST_NOT_DRIVE }
  // Pages that may call the emulated API may read what its `image_url` leads to.
  const toRead = { origins: [...allowed_origins, ...cors_origins], refusal: MUST_NOT_READ }
  app.addHook('onRequest', async (request, reply) => {
    const host = request.headers.host ?? ''
    if (
      !isForAll(request) &&
      !isLocalName(hostName(host)) &&
      !allowed_hosts.includes(hostName(host)) &&
      !allowed_hosts.includes(host.toLowerCase())
    ) {
      throw new ControlError(
        403,
        'host_not_allowed',
        'The control API does not answer under this Host name; call it by IP address or localhost, or allow the name with --allowed-hosts.',
      )
    }
    const { origin } = request.headers
    if (origin === undefined && isFromAnotherPage(request)) throw originNotAllowed(MUST_NOT_DRIVE)
    const isOwn = origin === `${request.protocol}://${host}` || origin === published
    if (origin !== undefined && !isOwn) {
      const { origins, refusal } = isForAll(request) ? toRead : toDrive
      if (!origins.includes(origin) && !origins.includes('*')) throw originNotAllowed(refusal)
      reply.headers({
        'access-control-allow-origin': origin,
        'access-control-allow-headers': 'authorization, content-type, last-event-id',
        'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
        vary: 'origin',
      })
    }
    if (request.method === 'OPTIONS' || isOpen(request)) return
    if (control_token !== null && control_token !== 'none' && !hasToken(request, control_token)) {
      reply.header('www-authenticate', 'Bearer')
      throw new ControlError(
        401,
        'token_required',
        'The control API needs its token: send it as Authorization: Bearer <token>, or give the command line --control-token.',
      )
    }
  })
  app.options('/*', async (_request, reply) => reply.code(204).send())
}

/**
 * Whether another web page made this call. Browsers send no Origin for images and links, but say where the call comes
 * from. Other pages may show the images, and may link to our pages.
 */
function isFromAnotherPage(request: FastifyRequest): boolean {
  const { headers, routeOptions } = request
  const site = headers['sec-fetch-site']
  if (site !== 'cross-site' && site !== 'same-site') return false
  const isLink =
    headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
  const isPage = (routeOptions.config as { page?: boolean }).page === true
  return !isForAll(request) && !(isLink && isPage)
}

const MUST_NOT_DRIVE =
  'A page of another origin must not drive this sandbox; allow its origin with --allowed-origins.'
const MUST_NOT_READ =
  'A page of another origin may show this image and not read it; allow its origin with --cors-origins.'

function originNotAllowed(sentence: string): ControlError {
  return new ControlError(403, 'origin_not_allowed', sentence)
}

/** Whether the route needs no token; its config says so. */
function isOpen(request: FastifyRequest): boolean {
  return (request.routeOptions.config as { open?: boolean }).open === true
}

/** Whether the route answers under any host name, as the emulated API does. So do images: anybody who knows an image's name may see it. */
function isForAll(request: FastifyRequest): boolean {
  return (request.routeOptions.config as { anyHost?: boolean }).anyHost === true
}

function hostName(host: string): string {
  return host.replace(/:\d*$/, '').toLowerCase()
}

function isLocalName(name: string): boolean {
  if (name === '') return false
  const address = name.replace(/^\[(.*)\]$/, '$1')
  if (isIP(address) !== 0 || /^[a-z0-9_-]+$/.test(name)) return true
  return LOCAL_SUFFIXES.some((suffix) => name.endsWith(suffix))
}

function hasToken(request: FastifyRequest, token: string): boolean {
  const sent = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
  return sameDigest(digest(sent), digest(token))
}
