import { find, findAll } from './find.js'

/** A section that can be found, with its words by how much they say about it. */
interface Section {
  readonly id: string
  readonly title: string
  readonly call: string
  readonly words: readonly (readonly [text: string, weight: number])[]
}

/** A call's title says more than a schema's, which is often one word. */
const TITLE = { call: 8, schema: 5 } as const

/** Below this weight a word is only mentioned, such as the 503 that every call can answer. */
const TOLD = 2

/** The search over both documents. `/` goes there, Enter to the first section found, Escape clears it. */
export function searchable(): void {
  const field = find<HTMLInputElement>('#search')
  const contents = find('#contents')
  let sections: readonly Section[] | null = null
  const look = () => {
    sections ??= findAll('.operation, .schema').map(read)
    show(field.value, sections)
  }
  field.addEventListener('input', look)
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') document.querySelector<HTMLElement>('#found a, #mentions a')?.click()
    if (event.key !== 'Escape' || field.value === '') return
    event.preventDefault()
    field.value = ''
    look()
  })
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || (event.target as Element).matches('input, textarea, select')) return
    event.preventDefault()
    if (getComputedStyle(contents).display === 'none') contents.showPopover()
    field.select()
  })
}

function read(section: HTMLElement): Section {
  const { id } = section
  const title = find('h4 a', section).innerText
  const [method, path] = findAll('.call > .method, .call > code', section)
  const call = method === undefined ? 'schema' : `${method.textContent} ${path?.textContent}`
  const links = findAll(`main .tasks a[href="#${CSS.escape(id)}"]`)
  const names = findAll('dt > code', section)
  const descriptions = findAll(':scope > p, dd p, .values li', section).filter(
    (one) => one.closest('.answer') === null,
  )
  const texts = (all: readonly HTMLElement[]) => all.map(({ textContent }) => textContent).join(' ')
  const words = [
    [title, call === 'schema' ? TITLE.schema : TITLE.call],
    [texts(links), 6],
    [call, 4],
    [texts(names), 3],
    [texts(descriptions), TOLD],
    [section.textContent ?? '', 1],
  ] as const
  return { id, title, call, words: words.map(([text, weight]) => [indexed(text), weight]) }
}

function show(query: string, sections: readonly Section[]): void {
  const asked = plain(query).split(' ').filter(Boolean)
  const hits = sections
    .map((section) => ({ section, ...scoreOf(section, asked) }))
    .filter(({ least }) => least > 0)
    .sort((one, other) => other.score - one.score || rank(one.section) - rank(other.section))
  const links = (told: boolean) =>
    hits.filter(({ least }) => least >= TOLD === told).map(({ section }) => link(section))
  const [about, mentions] = [links(true), links(false)]
  find('#toc').hidden = asked.length > 0
  find('#contents').scrollTop = 0
  find('#found').replaceChildren(...about)
  find('#mentions').hidden = mentions.length === 0
  find<HTMLDetailsElement>('#mentions').open = about.length === 0
  find('#mentions summary').textContent = `${mentions.length} more mention it`
  find('#mentions ol').replaceChildren(...mentions)
  find('#contents output').textContent = asked.length === 0 ? '' : `${about.length} found`
}

/** Each word counts at its best place. `least` is 0 where a word is nowhere. */
function scoreOf({ words }: Section, asked: readonly string[]): { score: number; least: number } {
  const best = asked.map((word) => words.find(([text]) => text.includes(` ${word}`))?.[1] ?? 0)
  return {
    score: best.reduce((sum, one) => sum + one, 0),
    least: best.length === 0 ? 0 : Math.min(...best),
  }
}

/**
 * A text as words with a space before each: a search for `fault` finds CallbackFault, but no `default`.
 * The parts of a name follow it: `reason` finds `rejected_reason_code`.
 */
function indexed(text: string): string {
  const words = plain(text)
  return `${words} ${words.replaceAll('_', ' ')}`
}

function plain(text: string): string {
  const words = text.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return ` ${words.replace(/[^\p{L}\p{N}_]+/gu, ' ').trim()}`
}

/** Calls come before schemas. */
function rank({ call }: Section): number {
  return call === 'schema' ? 1 : 0
}

function link({ id, title, call }: Section): HTMLElement {
  const item = document.createElement('li')
  const anchor = document.createElement('a')
  anchor.href = `#${id}`
  const where = document.createElement('small')
  where.textContent = call
  anchor.append(title, where)
  item.append(anchor)
  return item
}
