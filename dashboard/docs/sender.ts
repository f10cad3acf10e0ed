import type { Company } from '../types.js'
import { find, findAll } from './find.js'

/** Where the dashboard keeps it too, for this tab only. */
const TOKEN = 'flip-sandbox-control-token'

/** What happens at the choice of a company when another one is chosen, or they have come or gone. */
export const NAMED = 'named'

/** As whom calls are sent. */
export interface Sender {
  /** The `Authorization` header: of the chosen company for Flip's API, the token for the control API. */
  authorization(api: string): string | null
  /** The id of the chosen company. */
  company(): string
  /** The ids of all companies. */
  companies(): readonly string[]
  /** A call of the control API was refused: it asks for the token. */
  refused(): void
  /** Companies may have come or gone. */
  look(): Promise<void>
}

/** The choice of a company, and of the token where the sandbox wants one, at the head of the page. */
export function sender(): Sender {
  const company = find<HTMLSelectElement>('#company')
  const form = find<HTMLFormElement>('#sender')
  const field = find<HTMLInputElement>('#token input')
  const bearer = () => {
    const given = sessionStorage.getItem(TOKEN)
    return given === null ? null : `Bearer ${given}`
  }
  const refused = () => {
    for (const part of findAll('#token, #use')) part.hidden = false
    find('#sender output').textContent = 'The control API wants the token of --control-token.'
  }
  const look = async () => {
    const found = await companies(bearer())
    if (found === null) return refused()
    for (const part of findAll('#token, #use')) part.hidden = true
    find('#sender output').textContent = ''
    const before = chosen()
    company.replaceChildren(
      ...found.map(({ id, authorization }) => new Option(String(id), authorization)),
    )
    for (const option of company.options) option.selected = option.text === before
    if (company.selectedIndex < 0) company.selectedIndex = 0
    name()
  }
  const chosen = () => company.selectedOptions[0]?.text ?? ''
  const name = () => {
    for (const place of findAll('.company')) place.textContent = `company ${chosen()}`
    for (const place of findAll('.authorization')) place.textContent = company.value
    for (const place of findAll('.company-id')) place.textContent = chosen()
    company.dispatchEvent(new Event(NAMED))
  }
  company.addEventListener('change', name)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    sessionStorage.setItem(TOKEN, field.value)
    void look()
  })
  void look()
  return {
    authorization: (api) => (api === 'flip' ? company.value : bearer()),
    company: chosen,
    companies: () => [...company.options].map(({ text }) => text),
    refused,
    look,
  }
}

/** @returns null where the token is missing or wrong */
async function companies(authorization: string | null): Promise<readonly Company[] | null> {
  const found: Company[] = []
  let cursor = ''
  do {
    const answer = await fetch(new URL(`companies?limit=100${cursor}`, location.href), {
      headers: { ...(authorization !== null && { authorization }) },
      credentials: 'omit',
    })
    if (answer.status === 401) return null
    const { items, next } = await answer.json()
    found.push(...items)
    cursor = next === null ? '' : `&cursor=${encodeURIComponent(next)}`
  } while (cursor !== '')
  return found
}
