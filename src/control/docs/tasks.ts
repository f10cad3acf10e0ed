import { text } from './html.js'

/** What people come for, and the section that has it. */
const TASKS: readonly (readonly [string, string])[] = [
  ['flip.createAgent', 'Create an agent, as your application does'],
  ['control.armScenario', 'Choose what happens to the next agent'],
  ['control.decideAgent', 'Approve or reject an agent by hand'],
  ['control.addFault', 'Make calls fail: answer 503 to the second submit'],
  ['control.advanceClock', 'Let time pass: move the clock by two hours'],
  ['control.waitFor', 'Wait in a test until something has happened'],
  ['control.listCallbacks', 'See which callbacks were sent, and what came back'],
  ['control.createCompany', 'Keep test suites apart: a company for each'],
  ['control.reset', 'Begin again with an empty sandbox'],
]

/** Links to what people come for. @param page the sections that there are */
export function tasks(page: string): string {
  const links = TASKS.filter(([id]) => page.includes(`id="${id}"`)).map(
    ([id, task]) => `<li><a href="#${id}">${text(task)}</a></li>`,
  )
  return links.length === 0 ? '' : `<h2>Start here</h2><ul class="tasks">${links.join('')}</ul>`
}
