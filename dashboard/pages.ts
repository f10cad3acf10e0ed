import type { ComponentType } from 'preact'
import { AgentsPage } from './agents/agents-page.js'
import { CallbacksPage } from './callbacks/callbacks-page.js'
import { InboxPage } from './callbacks/inbox-page.js'
import { CreatePage } from './create/create-page.js'
import { RequestsPage } from './requests/requests-page.js'
import type { Page } from './router.js'
import { ClockPage } from './tools/clock-page.js'
import { CompaniesPage } from './tools/companies-page.js'
import { CoveragePage } from './tools/coverage-page.js'
import { DataPage } from './tools/data-page.js'
import { DrillsPage } from './tools/drills-page.js'
import { FaultsPage } from './tools/faults-page.js'
import { ScenariosPage } from './tools/scenarios-page.js'

export const PAGE_VIEWS: Readonly<Record<Page, ComponentType>> = {
  agents: AgentsPage,
  create: CreatePage,
  callbacks: CallbacksPage,
  inbox: InboxPage,
  requests: RequestsPage,
  scenarios: ScenariosPage,
  clock: ClockPage,
  faults: FaultsPage,
  coverage: CoveragePage,
  drills: DrillsPage,
  companies: CompaniesPage,
  data: DataPage,
}
