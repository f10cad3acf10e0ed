import { find, findAll } from './find.js'
import type { Sender } from './sender.js'

/** Where somebody has said which company is meant; anywhere else it is the chosen one. */
const said = new WeakSet<HTMLSelectElement>()

/** Keeps the choice of a company in a form, and the command printed beside it, with what is said there. */
export function followCompany(): void {
  for (const choice of choices())
    choice.addEventListener('change', () => {
      said.add(choice)
      print(choice)
    })
}

/** Puts the companies there are into the forms, and the chosen one into form and command. */
export function offerCompanies(sender: Sender): void {
  const [ids, chosen] = [sender.companies(), sender.company()]
  for (const choice of choices()) {
    const before = choice.value
    // Only what is open is seen, and there may be hundreds of companies.
    const offered = choice.closest('details')?.open ? ids : [chosen]
    const all = [...choice.options].filter(({ value }) => value === '')
    const kept = said.has(choice) && (before === '' || ids.includes(before))
    const value = kept ? before : chosen
    const shown = offered.includes(value) || value === '' ? offered : [...offered, value]
    choice.replaceChildren(...shown.map((id) => new Option(nameOf(id, chosen), id)), ...all)
    choice.value = value
    print(choice)
  }
}

function nameOf(id: string, chosen: string): string {
  return `company ${id}${id === chosen ? ', chosen above' : ''}`
}

function print(choice: HTMLSelectElement): void {
  for (const place of findAll('.scope', choice.closest('.operation') as HTMLElement))
    place.textContent = choice.value === '' ? '' : `${place.dataset['start']}${choice.value}`
}

function choices(): readonly HTMLSelectElement[] {
  return findAll<HTMLSelectElement>('[data-company]', find('#main'))
}
