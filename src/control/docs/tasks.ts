import { text } from './html.js'

/** What people come for, and the section that has it. */
const TASKS: readonly (readonly [string, string])[] = [
  ['flip.createAgent', 'Create an agent, as your application does'],
  [
    'control.armScenario',
    'Choose what happens to the next agent: approve it, reject it, keep it waiting',
  ],
  ['control.decideAgent', 'Approve or reject an agent by hand'],
  [
    'control.addFault',
    'Make calls fail: a delay, a timeout, an error such as 503 for the second submit',
  ],
  ['control.removeFault', 'Remove one fault again'],
  ['control.removeFaults', 'Clear all faults, so that calls work as before'],
  ['control.advanceClock', 'Let time pass: move the clock by two hours'],
  ['flip.createDisbursement', "Send an approved agent's money to a bank account"],
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
