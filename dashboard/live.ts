import { authorized } from './api.js'
import { cell } from './cell.js'
import { signInWanted } from './session.js'

/** One change, or one logged request, as the event stream sends it. */
export interface LiveEvent {
  readonly type: string
  readonly company_id?: number | null
  readonly agent_id?: number
  readonly callback_id?: number
  readonly disbursement_id?: string
  readonly [more: string]: unknown
}

/** `lost`: the stream broke, and the page connects again. */
export const connection = cell<'connecting' | 'live' | 'lost'>('connecting')

/** The event that means: some events were missed, so load everything again. */
const RELOAD = 'resync'

type Listener = (events: readonly LiveEvent[]) => void

const listeners = new Set<Listener>()
let waiting: LiveEvent[] = []
let lastId: string | null = null
let stop: (() => void) | null = null

/** Real milliseconds without a heartbeat after which the stream counts as broken. A heartbeat comes every 15 s. */
const SILENCE = 40_000
/** Events that come within this time are passed on together. */
const TOGETHER = 40
const FIRST_PAUSE = 400
const LONGEST_PAUSE = 5000
/** A tab that was hidden for this long closes its stream, because a browser has only six connections to an origin for all tabs. */
const HIDDEN = 60_000

export function onEvents(listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Opens the stream, and opens it again whenever it breaks. */
export function goLive(): () => void {
  let ended = false
  let running = false
  let pause = FIRST_PAUSE
  let timer: ReturnType<typeof setTimeout> | undefined
  let asleep: ReturnType<typeof setTimeout> | undefined
  const wake = () => {
    clearTimeout(asleep)
    if (document.hidden) asleep = setTimeout(() => stop?.(), HIDDEN)
    else if (connection.get() === 'lost') run()
  }
  async function run() {
    clearTimeout(timer)
    if (running) return
    running = true
    if (await stream()) pause = FIRST_PAUSE
    running = false
    if (ended || signInWanted.get()) return
    connection.set('lost')
    if (document.hidden) return
    timer = setTimeout(run, pause)
    pause = Math.min(pause * 2, LONGEST_PAUSE)
  }
  addEventListener('online', wake)
  document.addEventListener('visibilitychange', wake)
  run()
  return () => {
    ended = true
    clearTimeout(timer)
    clearTimeout(asleep)
    stop?.()
    removeEventListener('online', wake)
    document.removeEventListener('visibilitychange', wake)
  }
}

/** Reads the stream until it breaks. @returns whether it was ever open */
async function stream(): Promise<boolean> {
  const abort = new AbortController()
  stop = () => abort.abort()
  let silence = setTimeout(stop, SILENCE)
  let open = false
  try {
    const resumed = lastId !== null
    const answer = await fetch('events', {
      headers: { ...authorized(), ...(lastId !== null && { 'last-event-id': lastId }) },
      cache: 'no-store',
      signal: abort.signal,
    })
    if (answer.status === 401) signInWanted.set(true)
    if (!answer.ok || answer.body === null) return false
    open = true
    connection.set('live')
    // Logged requests cannot be resumed, so the lists load again after a break.
    if (resumed) tell({ type: 'resumed' })
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
    let rest = ''
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return true
      clearTimeout(silence)
      silence = setTimeout(stop, SILENCE)
      const blocks = (rest + value).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) take(block)
    }
  } catch {
    return open
  } finally {
    clearTimeout(silence)
    abort.abort()
  }
}

function take(block: string): void {
  let type = ''
  let data = ''
  for (const line of block.split('\n')) {
    if (line.startsWith('event: ')) type = line.slice(7)
    if (line.startsWith('id: ')) lastId = line.slice(4)
    if (line.startsWith('data: ')) data = line.slice(6)
  }
  if (type !== '') tell({ ...JSON.parse(data), type: type === 'hello' ? RELOAD : type })
}

function tell(event: LiveEvent): void {
  waiting.push(event)
  if (waiting.length > 1) return
  setTimeout(() => {
    const events = waiting
    waiting = []
    for (const listener of [...listeners]) listener(events)
  }, TOGETHER)
}

/** Whether an event may have changed everything. */
export function changesEverything({ type }: LiveEvent): boolean {
  return ['resync', 'reset', 'imported', 'company-reset', 'company-deleted'].includes(type)
}
