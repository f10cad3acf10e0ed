import { findAll } from './find.js'
import type { Sender } from './sender.js'

/** What the script has put into a field; what differs from it, somebody has written. */
const put = new WeakMap<HTMLInputElement | HTMLTextAreaElement, string>()

/** Puts ids into forms that exist: the chosen company's, and those of its latest agent and the like. */
export async function putLatest(forms: readonly HTMLFormElement[], sender: Sender): Promise<void> {
  const asked = new Map<string, Promise<string | null>>()
  // Forms that want the same id share one call.
  const latest = (kind: string) => {
    const id = asked.get(kind) ?? latestOf(kind, sender)
    asked.set(kind, id)
    return id
  }
  for (const form of forms) {
    for (const field of findAll<HTMLInputElement>('[data-latest]', form)) {
      const id = await latest(field.dataset['latest'] as string)
      if (field.value === (put.get(field) ?? '')) set(field, id ?? '')
    }
    const json = form.querySelector<HTMLTextAreaElement>('[data-in="json"]')
    if (json === null || json.value !== (put.get(json) ?? json.defaultValue)) continue
    const before = json.value
    const body = JSON.parse(before)
    if ('company_id' in body) body.company_id = Number(sender.company())
    if ('agent_id' in body) body.agent_id = Number((await latest('agents')) ?? body.agent_id)
    if (json.value === before) set(json, JSON.stringify(body, null, 2))
  }
}

/** Puts an example in, which the script may change again. */
export function set(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  field.value = value
  put.set(field, value)
}

/** @returns null where the company has none, or the sandbox does not answer or wants a token */
async function latestOf(kind: string, sender: Sender): Promise<string | null> {
  const company = sender.company()
  if (kind === 'companies') return company
  const authorization = sender.authorization('control')
  try {
    const answer = await fetch(new URL(`${kind}?limit=1&company_id=${company}`, location.href), {
      headers: { ...(authorization !== null && { authorization }) },
      credentials: 'omit',
    })
    const { items = [] } = await answer.json()
    return items.length === 0 ? null : String(items[0].id)
  } catch {
    return null
  }
}
