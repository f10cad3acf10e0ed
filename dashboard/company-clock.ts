import { useEffect, useState } from 'preact/hooks'
import { get } from './api.js'
import { cell, useCell } from './cell.js'
import { changesEverything, connection, onEvents } from './live.js'
import type { Clock } from './types.js'

/** The clock of the company on the page, as last read. */
const clock = cell<Clock | null>(null)

/** What the clock showed when the sandbox was last heard of; null while it is there. */
let stoppedAt: number | null = null

connection.subscribe(() => {
  stoppedAt = connection.get() === 'lost' ? sandboxNow() : null
})

/** Keeps the clock up to date for a company. @returns a function that stops it */
export function watchClock(companyId: number): () => void {
  let ended = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const load = async () => {
    const read = await get<Clock>('/clock', { company_id: companyId }).catch(() => null)
    if (!ended && read !== null) clock.set(read)
  }
  const end = onEvents((events) => {
    const moved = (event: (typeof events)[number]) =>
      ['clock-set', 'resumed'].includes(event.type) ||
      SCHEDULING.includes(event.type) ||
      changesEverything(event)
    if (!events.some(moved)) return
    timer ??= setTimeout(() => {
      timer = undefined
      void load()
    }, 80)
  })
  void load()
  return () => {
    ended = true
    clearTimeout(timer)
    end()
  }
}

/** The events after which the scheduled tasks may be others. */
const SCHEDULING = [
  'check-scheduled',
  'check-cancelled',
  'kyc-decided',
  'disbursement-created',
  'disbursement-ended',
  'inquiry-made',
  'inquiry-ended',
  'callback-scheduled',
  'callback-rescheduled',
  'callback-retried',
  'callback-sending',
  'callback-dropped',
  'callback-cancelled',
]

export const useClock = () => useCell(clock)

/** Milliseconds since the epoch on the company's clock. It stands still while the sandbox is away. */
export function sandboxNow(): number {
  if (stoppedAt !== null) return stoppedAt
  const read = clock.get()
  if (read === null) return Date.now()
  return read.mode === 'frozen' ? Date.parse(read.now) : Date.now() + (read.ahead_ms ?? 0)
}

/** The company's time. The component renders again each second. */
export function useNow(): number {
  useCell(clock)
  useCell(connection)
  const [, beat] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => beat((count) => count + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  return sandboxNow()
}
