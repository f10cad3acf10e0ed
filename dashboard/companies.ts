import { get, type Page } from './api.js'
import { cell, useCell } from './cell.js'
import { onEvents } from './live.js'
import { useRoute } from './router.js'
import type { Company } from './types.js'

/** All companies, oldest first; null until they have been read. */
export const companies = cell<readonly Company[] | null>(null)

const CHANGING = ['company-', 'scenario-armed', 'scenario-used', 'scenario-disarmed']

export async function loadCompanies(): Promise<void> {
  const found: Company[] = []
  let cursor: string | null | undefined
  do {
    const page = await get<Page<Company>>('/companies', { limit: 1000, cursor })
    found.push(...page.items)
    cursor = page.next
  } while (cursor !== null)
  companies.set(found.reverse())
}

/** Reads the companies again when one of them has changed. @returns a function that stops it */
export function watchCompanies(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const end = onEvents((events) => {
    const concerns = events.some(
      ({ type }) =>
        CHANGING.some((start) => type.startsWith(start)) ||
        ['resync', 'reset', 'imported', 'agent-created'].includes(type),
    )
    if (!concerns) return
    // Not put off by the next event: they may come without a pause.
    timer ??= setTimeout(() => {
      timer = undefined
      void loadCompanies().catch(() => {})
    }, 120)
  })
  return () => {
    clearTimeout(timer)
    end()
  }
}

/** The company in the address, or the first one. */
export function useCompany(): Company {
  const { company } = useRoute()
  const all = useCell(companies) ?? []
  return (all.find(({ id }) => String(id) === company) ?? all[0]) as Company
}
