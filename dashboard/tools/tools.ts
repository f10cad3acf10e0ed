import { ClockPage } from './clock-page.js'
import { CompaniesPage } from './companies-page.js'
import { CoveragePage } from './coverage-page.js'
import { DataPage } from './data-page.js'
import { DrillsPage } from './drills-page.js'
import { FaultsPage } from './faults-page.js'
import { ScenariosPage } from './scenarios-page.js'

/** The pages that a browser loads when the first of them is opened. */
export const TOOLS = {
  scenarios: ScenariosPage,
  clock: ClockPage,
  faults: FaultsPage,
  coverage: CoveragePage,
  drills: DrillsPage,
  companies: CompaniesPage,
  data: DataPage,
}
