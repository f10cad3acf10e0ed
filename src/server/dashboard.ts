import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { packageFile } from '../lib/package-files.js'

const BUILT = packageFile('dist/dashboard/assets')

const JAVASCRIPT = 'text/javascript; charset=utf-8'

/** Of the scripts a browser first loads the page and one language; see scripts/build-dashboard.mjs. */
const TYPES = {
  'index.html': 'text/html; charset=utf-8',
  'page.js': JAVASCRIPT,
  'chunk.js': JAVASCRIPT,
  'tools.js': JAVASCRIPT,
  'en.js': JAVASCRIPT,
  'id.js': JAVASCRIPT,
  'page.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const

type AssetName = keyof typeof TYPES

/** The smallest first. */
const ENCODINGS = ['br', 'gzip', 'identity'] as const

type Encoding = (typeof ENCODINGS)[number]

interface Asset {
  /** By content encoding; `identity` is the file itself. */
  readonly encoded: Readonly<Record<Encoding, Buffer>>
  readonly etag: string
}

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  // Browsers ask each time and get a 304, so that an upgraded sandbox shows its new page at once.
  'cache-control': 'no-cache',
  vary: 'accept-encoding',
} as const

/**
 * The dashboard at `/_sandbox/`: a few files, the same for everybody. All data comes over the control API.
 * @param built the folder that the build writes
 */
export async function dashboardRoutes(app: FastifyInstance, built = BUILT): Promise<void> {
  const assets = new Assets(built)
  app.get('/_sandbox', (_request, reply) => reply.redirect('/_sandbox/'))
  app.get('/_sandbox/', (request, reply) => serve(assets, 'index.html', request, reply))
  app.get('/_sandbox/assets/:name', (request, reply) => {
    const { name } = request.params as { name: string }
    return serve(assets, name, request, reply)
  })
}

async function serve(assets: Assets, name: string, request: FastifyRequest, reply: FastifyReply) {
  const asset = isAsset(name) ? await assets.read(name) : null
  if (asset === null) {
    return reply
      .code(404)
      .type('text/plain; charset=utf-8')
      .send(
        isAsset(name)
          ? 'The dashboard has not been built: run npm run build, then load this page again.\n'
          : 'There is no such file of the dashboard; it begins at /_sandbox/.\n',
      )
  }
  reply.headers(HEADERS).header('etag', asset.etag)
  if (request.headers['if-none-match'] === asset.etag) return reply.code(304).send()
  const encoding = encodingFor(request.headers['accept-encoding'] ?? '')
  if (encoding !== 'identity') reply.header('content-encoding', encoding)
  return reply.type(TYPES[name as AssetName]).send(asset.encoded[encoding])
}

/** The built files. Each is read when it is first needed, and then kept. */
class Assets {
  readonly #kept = new Map<AssetName, Promise<Asset | null>>()

  constructor(readonly folder: string) {}

  /** @returns null where the page has not been built */
  async read(name: AssetName): Promise<Asset | null> {
    const reading = this.#kept.get(name) ?? this.#readNow(name)
    this.#kept.set(name, reading)
    const asset = await reading
    if (asset === null) this.#kept.delete(name)
    return asset
  }

  async #readNow(name: AssetName): Promise<Asset | null> {
    const bytes = await readFile(join(this.folder, name)).catch(() => null)
    if (bytes === null) return null
    const etag = `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 24)}"`
    const [br, gzipped] = await Promise.all([
      promisify(brotliCompress)(bytes),
      promisify(gzip)(bytes, { level: 9 }),
    ])
    return { encoded: { br, gzip: gzipped, identity: bytes }, etag }
  }
}

function encodingFor(accepted: string): Encoding {
  const names = accepted.split(',').map((part) => part.trim())
  return ENCODINGS.find((encoding) => names.includes(encoding)) ?? 'identity'
}

function isAsset(name: string): name is AssetName {
  return Object.hasOwn(TYPES, name)
}
