import { answerIn } from './answer.js'
import { find, findAll } from './find.js'
import { putLatest, set } from './latest.js'
import { followCompany, offerCompanies } from './scope.js'
import { NAMED, type Sender } from './sender.js'

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/** The forms that send a call, and show its answer. */
export function triable(sender: Sender): void {
  let due: ReturnType<typeof setTimeout> | undefined
  // Many forms may open at once.
  const putIds = () => {
    clearTimeout(due)
    due = setTimeout(() => {
      offerCompanies(sender)
      void putLatest(findAll('[open] > form[data-path]'), sender)
    })
  }
  find('#company').addEventListener(NAMED, () => {
    offerCompanies(sender)
    putIds()
  })
  followCompany()
  for (const form of findAll<HTMLFormElement>('form[data-path]')) {
    form.parentElement?.addEventListener('toggle', putIds)
    const stop = find<HTMLButtonElement>('.stop', form)
    let underWay = new AbortController()
    stop.addEventListener('click', () => underWay.abort())
    form.addEventListener('submit', async (event) => {
      event.preventDefault()
      underWay.abort()
      underWay = new AbortController()
      const { signal } = underWay
      stop.hidden = false
      const status = await answerIn(find('output', form), () => send(form, sender, signal))
      if (signal.aborted && signal !== underWay.signal) return
      stop.hidden = true
      if (form.dataset['api'] === 'control' && status === 401) return sender.refused()
      if (form.dataset['path']?.includes('/companies')) await sender.look()
      putIds()
    })
    form.querySelector('.samples')?.addEventListener('change', ({ target }) => {
      fill(form, JSON.parse((target as HTMLSelectElement).value))
      putIds()
    })
  }
}

/** Puts an example into the fields. */
function fill(form: HTMLFormElement, sample: Readonly<Record<string, unknown>>): void {
  const json = form.querySelector<HTMLTextAreaElement>('[data-in="json"]')
  if (json !== null) set(json, JSON.stringify(sample, null, 2))
  for (const field of findAll<HTMLInputElement>('[data-in="field"]:not([data-latest])', form))
    if (field.type !== 'file') field.value = String(sample[field.name] ?? '')
}

function send(form: HTMLFormElement, sender: Sender, signal: AbortSignal): Promise<Response> {
  const { method = 'GET', path = '', media = '', api = '' } = form.dataset
  const headers = new Headers()
  const authorization = sender.authorization(api)
  if (authorization !== null) headers.set('authorization', authorization)
  const filled = new Map<string, string>()
  const query = new URLSearchParams()
  const body = media === 'multipart/form-data' ? new FormData() : new URLSearchParams()
  let json: string | null = null
  for (const field of form.querySelectorAll<Field>('[data-in]')) {
    const { name, value } = field
    const file = field instanceof HTMLInputElement ? field.files?.[0] : undefined
    if (name === 'Request-ID') headers.set(name, value || `bigflip-${uuid()}`)
    else if (field.dataset['in'] === 'json') json = value
    else if (file !== undefined) (body as FormData).set(name, file)
    else if (value === '') continue
    else if (field.dataset['in'] === 'path') filled.set(name, encodeURIComponent(value))
    else if (field.dataset['in'] === 'query') query.set(name, value)
    else if (field.dataset['in'] === 'header') headers.set(name, value)
    else body.set(name, value)
  }
  if (json !== null) headers.set('content-type', 'application/json')
  const place = path.replace(/\{(\w+)\}/g, (_whole, name) => filled.get(name) ?? '')
  // From the page's own address, which may have a prefix before it.
  const url = new URL(`..${place}${query.size === 0 ? '' : `?${query}`}`, location.href)
  return fetch(url, {
    method,
    headers,
    signal,
    // Without credentials of its own the browser shows a 401 instead of asking for a password.
    credentials: 'omit',
    body: json ?? (media === '' ? null : body),
  })
}

/** As `crypto.randomUUID` makes it, which browsers have only on this machine or by TLS. */
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-a$4-$5')
}
