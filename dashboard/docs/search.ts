import { find, findAll } from './find.js'

/** A section that can be found, with its words by how much they say about it. */
interface Section {
  readonly id: string
  readonly title: string
  readonly call: string
  readonly words: readonly (readonly [text: string, weight: number])[]
}

const MOST = 40

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
    if (event.key === 'Enter') find('#found a')?.click()
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
  const texts = (all: readonly HTMLElement[]) => all.map(({ textContent }) => textContent).join(' ')
  const words = [
    [title, 8],
    [texts(links), 6],
    [call, 4],
    [texts(names), 3],
    [section.textContent ?? '', 1],
  ] as const
  return { id, title, call, words: words.map(([text, weight]) => [text.toLowerCase(), weight]) }
}

function show(query: string, sections: readonly Section[]): void {
  const asked = query.toLowerCase().split(/\s+/).filter(Boolean)
  const hits = sections
    .map((section) => ({ section, score: scoreOf(section, asked) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
  find('#toc').hidden = asked.length > 0
  find('#contents').scrollTop = 0
  find('#found').replaceChildren(...hits.slice(0, MOST).map(({ section }) => link(section)))
  find('#contents output').textContent =
    asked.length === 0 ? '' : hits.length === 1 ? '1 found' : `${hits.length} found`
}

/** The sum over the words, each at its best place; 0 where one is nowhere. */
function scoreOf({ words }: Section, asked: readonly string[]): number {
  const best = asked.map((word) => words.find(([text]) => text.includes(word))?.[1] ?? 0)
  return best.includes(0) ? 0 : best.reduce((sum, one) => sum + one, 0)
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
