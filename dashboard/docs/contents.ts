import { find, findAll } from './find.js'

/** Marks in the contents what is being read; on a narrow screen closes them once something has been chosen. */
export function followContents(): void {
  const contents = find('#contents')
  contents.addEventListener('click', ({ target }) => {
    if ((target as Element).closest('a') === null) return
    if (contents.matches(':popover-open')) contents.hidePopover()
  })
  const entries = new Map(
    findAll<HTMLAnchorElement>('#toc a').map((entry) => [entry.hash.slice(1), entry]),
  )
  const seen = new IntersectionObserver(
    (changes) => {
      const entered = changes.find(({ isIntersecting }) => isIntersecting)
      if (entered !== undefined) mark(entries, entered.target.id)
    },
    // A line in the upper part of the window.
    { rootMargin: '-20% 0px -79% 0px' },
  )
  for (const section of findAll('.operation, .schema')) seen.observe(section)
}

function mark(entries: ReadonlyMap<string, HTMLElement>, id: string): void {
  for (const entry of entries.values()) entry.removeAttribute('aria-current')
  const entry = entries.get(id)
  entry?.setAttribute('aria-current', 'true')
  entry?.scrollIntoView({ block: 'nearest' })
}
