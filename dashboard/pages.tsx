import type { ComponentType } from 'preact'
import { AgentsPage } from './agents/agents-page.js'
import { CallbacksPage } from './callbacks/callbacks-page.js'
import { InboxPage } from './callbacks/inbox-page.js'
import { later } from './later.js'
import { RequestsPage } from './requests/requests-page.js'
import type { Page } from './router.js'
import { TransfersPage } from './transfers/transfers-page.js'

export const PAGE_VIEWS: Readonly<Record<Page, ComponentType>> = {
  agents: AgentsPage,
  create: later('create'),
  transfers: TransfersPage,
  inquiries: later('inquiries'),
  money: later('money'),
  callbacks: CallbacksPage,
  inbox: InboxPage,
  requests: RequestsPage,
  scenarios: later('scenarios'),
  clock: later('clock'),
  faults: later('faults'),
  coverage: later('coverage'),
  drills: later('drills'),
  companies: later('companies'),
  data: later('data'),
}
