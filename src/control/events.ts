import type { FastifyInstance } from 'fastify'
import type { Context } from '../context/context.js'
import { ALL_COMPANIES } from '../kyc/company.js'
import { whenLeft } from '../lib/exchange-end.js'
import type { Change } from '../store/change.js'
import { everyReal } from '../time/clock.js'
import { conflict } from './control-error.js'
import { CompanyScope } from './definitions/common.js'
import { ownerOf, reader } from './input.js'
import { requestView, time } from './views.js'

const readScope = reader(CompanyScope)

/** So many of the latest changes can be resumed from, and characters; who was away longer is told to load everything anew. */
const KEPT = 5000
const KEPT_CHARACTERS = 16 * 1024 * 1024
/** Real milliseconds between two signs of life. */
const HEARTBEAT = 15_000
/** Bytes that wait for a reader who does not read; then its connection ends, and it resumes when it comes back. */
const BEHIND = 32 * 1024 * 1024

/** How many streams there may be at a time, of all companies together. */
const MOST_STREAMS = 1000

/** How many of the oldest are dropped together. */
const CUT_OFF = 500

/** Changes that may be large. They are written as text at once, without what the stream does not show. */
const MAY_BE_LARGE: ReadonlySet<Change['type']> = new Set([
  'scenario-added',
  'faults-set',
  'inbox-received',
  'agent-added',
  'callback-scheduled',
  'callback-answered',
])
/** What any other change counts, in characters. */
const SMALL = 1024

/** A change as it is sent: written as text once, and only if somebody reads it, because writing costs a quarter of a create. */
class ChangeEvent {
  #change: Change | null
  #text: string | null = null
  readonly seq: number
  readonly companyId: number
  readonly size: number

  constructor(change: Change) {
    this.#change = change
    this.seq = change.seq
    this.companyId = change.company_id
    this.size = MAY_BE_LARGE.has(change.type) ? this.text.length : SMALL
  }

  get text(): string {
    if (this.#text === null) {
      this.#text = eventOf(this.#change as Change)
      this.#change = null
    }
    return this.#text
  }
}

interface Stream {
  /** @param companyId whom the event is about; null: a call without a valid key */
  tell(companyId: number | null, text: string): void
  end(): void
}

/**
 * `GET /_sandbox/events`: server-sent events, one a change, resumable by `Last-Event-ID`.
 * @param heartbeat real milliseconds between two signs of life
 */
export function eventRoutes(
  app: FastifyInstance,
  { store, requests }: Pick<Context, 'store' | 'requests'>,
  heartbeat = HEARTBEAT,
): void {
  const kept: ChangeEvent[] = []
  let characters = 0
  /** Nobody can come back before somebody has come, so until then nothing is kept. */
  let hadReader = false
  const streams = new Set<Stream>()
  store.subscribe((change) => {
    if (!hadReader) return
    const event = new ChangeEvent(change)
    kept.push(event)
    characters += event.size
    if (kept.length > KEPT + CUT_OFF)
      for (const old of kept.splice(0, CUT_OFF)) characters -= old.size
    while (characters > KEPT_CHARACTERS) characters -= (kept.shift() as ChangeEvent).size
    for (const stream of streams) stream.tell(event.companyId, event.text)
  })
  requests.subscribe((entry) => {
    if (streams.size === 0) return
    const text = `event: request\ndata: ${JSON.stringify(requestView(entry))}\n\n`
    for (const stream of streams) stream.tell(entry.company_id, text)
  })
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.end()
  })

  app.get('/events', (request, reply) => {
    const owner = ownerOf(store.state, readScope(request.query))
    if (streams.size >= MOST_STREAMS)
      throw conflict('There are 1000 event streams, and more are not kept: end some of them first.')
    reply.hijack()
    hadReader = true
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
    const stream: Stream = {
      tell(id, text) {
        if (owner === ALL_COMPANIES || id === owner || id === ALL_COMPANIES) write(text)
      },
      end() {
        stopBeating()
        streams.delete(stream)
        raw.end()
      },
    }

    const last = request.headers['last-event-id']
    if (typeof last === 'string' && /^\d+$/.test(last)) {
      const oldest = kept[0]?.seq ?? store.state.seq + 1
      const resumable = Number(last) + 1 >= oldest && Number(last) <= store.state.seq
      if (resumable) {
        for (const event of kept)
          if (event.seq > Number(last)) stream.tell(event.companyId, event.text)
      } else write(`event: resync\nid: ${store.state.seq}\ndata: {}\n\n`)
    } else {
      write(`event: hello\nid: ${store.state.seq}\ndata: {}\n\n`)
    }

    const stopBeating = everyReal(heartbeat, () => write(': still here\n\n'))
    streams.add(stream)
    whenLeft(raw, () => stream.end())
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
      const { token, data, by_hand, ...callback } = shown.callback
      return { ...shown, callback }
    }
    case 'agent-added': {
      const { agent, callbacks, ...rest } = shown
      return { ...rest, agent_id: agent.id }
    }
    case 'inbox-received': {
      const { body, ...message } = shown.message
      return { ...shown, message }
    }
    default:
      return shown
  }
}
