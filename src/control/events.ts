import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import type { Change } from '../store/change.js'
import { everyReal } from '../time/clock.js'
import { CompanyScope } from './definitions/common.js'
import { optionalCompany, reader } from './input.js'
import { requestView, time } from './views.js'

const readScope = reader(CompanyScope)

/** So many of the latest changes can be resumed from; who was away longer is told to load everything anew. */
const KEPT = 5000
/** Real milliseconds between two signs of life. */
const HEARTBEAT = 15_000
/** Bytes that wait for a reader who does not read; then its connection ends, and it resumes when it comes back. */
const BEHIND = 32 * 1024 * 1024

/**
 * `GET /_sandbox/events`: server-sent events, one a change, resumable by `Last-Event-ID`.
 * @param heartbeat real milliseconds between two signs of life
 */
export function eventRoutes(
  app: FastifyInstance,
  { store, requests }: Pick<Context, 'store' | 'requests'>,
  heartbeat = HEARTBEAT,
): void {
  const kept: Change[] = []
  const streams = new Set<() => void>()
  store.subscribe((change) => {
    kept.push(change)
    if (kept.length > 2 * KEPT) kept.splice(0, KEPT)
  })
  app.addHook('preClose', async () => {
    for (const end of streams) end()
  })

  app.get('/events', (request, reply) => {
    const company = optionalCompany(store.state, readScope(request.query))
    const concerns = (id: number | null) => company === null || id === company.id || id === 0
    reply.hijack()
    const { raw } = reply
    for (const [name, value] of Object.entries(reply.getHeaders()))
      raw.setHeader(name, value as string)
    raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    // Who is up to date hears nothing yet, but shall know that it is connected.
    raw.flushHeaders()
    const write = (text: string) => {
      raw.write(text)
      if (raw.writableLength > BEHIND) raw.destroy()
    }
    const send = (change: Change) => {
      if (concerns(change.company_id)) write(eventOf(change))
    }

    const last = request.headers['last-event-id']
    if (typeof last === 'string' && /^\d+$/.test(last)) {
      const oldest = kept[0]?.seq ?? store.state.seq + 1
      const resumable = Number(last) + 1 >= oldest && Number(last) <= store.state.seq
      if (resumable) for (const change of kept) change.seq > Number(last) && send(change)
      else write(`event: resync\nid: ${store.state.seq}\ndata: {}\n\n`)
    } else {
      write(`event: hello\nid: ${store.state.seq}\ndata: {}\n\n`)
    }

    const unsubscribe = store.subscribe(send)
    const unlog = requests.subscribe((entry) => {
      if (!concerns(entry.company_id)) return
      const { head, body, response_head, response, ...summary } = requestView(entry)
      write(`event: request\ndata: ${JSON.stringify(summary)}\n\n`)
    })
    const stopBeating = everyReal(heartbeat, () => write(': still here\n\n'))
    const end = () => {
      stopBeating()
      unsubscribe()
      unlog()
      streams.delete(end)
      raw.end()
    }
    streams.add(end)
    raw.once('close', end)
  })
}

function eventOf(change: Change): string {
  return `event: ${change.type}\nid: ${change.seq}\ndata: ${JSON.stringify(publicView(change))}\n\n`
}

/** A change without secrets, and without what has its own call to read it. */
function publicView({ at, ...change }: Change): object {
  const shown = { ...change, at: time(at) }
  switch (shown.type) {
    case 'company-created':
    case 'company-updated': {
      const { secret_key, validation_token, ...settings } = shown.settings
      return { ...shown, settings }
    }
    case 'callback-scheduled': {
      const { token, data, ...callback } = shown.callback
      return { ...shown, callback }
    }
    case 'inbox-received': {
      const { body, ...message } = shown.message
      return { ...shown, message }
    }
    default:
      return shown
  }
}
