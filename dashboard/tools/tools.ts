import { CreatePage } from '../create/create-page.js'
import { InquiriesPage } from '../transfers/inquiries-page.js'
import { MoneyPage } from '../transfers/money-page.js'
import { SendTransfer } from '../transfers/send-transfer.js'
import { ClockPage } from './clock-page.js'
import { CompaniesPage } from './companies-page.js'
import { CoveragePage } from './coverage-page.js'
import { DataPage } from './data-page.js'
import { DrillsPage } from './drills-page.js'
import { FaultsPage } from './faults-page.js'
import { ScenariosPage } from './scenarios-page.js'

/** What a browser loads when the first of it is opened: pages, and a window. */
export const TOOLS = {
  create: CreatePage,
  inquiries: InquiriesPage,
  money: MoneyPage,
  scenarios: ScenariosPage,
  clock: ClockPage,
  faults: FaultsPage,
  coverage: CoveragePage,
  drills: DrillsPage,
  companies: CompaniesPage,
  data: DataPage,
  send: SendTransfer,
}
