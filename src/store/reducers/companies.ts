import type { CompanyChange } from '../../kyc/changes.js'
import type { Company } from '../../kyc/company.js'
import { ALL_COMPANIES } from '../../kyc/company.js'
import { REAL_CLOCK } from '../../time/clock.js'
import type { Reducers } from '../change.js'
import {
  controlsOf,
  emptyCompany,
  NO_CONTROLS,
  putCompany,
  raise,
  removeCompany,
  type State,
} from '../state.js'

/** What happens to one company. */
export const companyReducers: Reducers<CompanyChange['type']> = {
  'company-created': (state, { company_id: id, at, settings }) => {
    putCompany(state, { ...settings, id, created_at: at, armed: [] })
    raise(state, 'company', id)
  },
  'company-updated': (state, { company_id, settings }) =>
    changeCompany(state, company_id, settings),
  'company-deleted': (state, { company_id }) => removeCompany(state, company_id),
  'company-reset': (state, { company_id }) => {
    emptyCompany(state, company_id)
    // The company's clock is real again, even when the clock of all companies was moved.
    if (controlsOf(state, ALL_COMPANIES).clock !== null)
      state.controls.set(company_id, { ...NO_CONTROLS, clock: REAL_CLOCK })
  },
  'scenario-armed': (state, { company_id, scenario, times }) => {
    const armed = state.companies.get(company_id)?.armed ?? []
    changeCompany(state, company_id, { armed: [...armed, { scenario, times }] })
  },
  'scenario-used': (state, { company_id }) => {
    const [first, ...rest] = state.companies.get(company_id)?.armed ?? []
    if (first === undefined) return
    const armed = first.times > 1 ? [{ ...first, times: first.times - 1 }, ...rest] : rest
    changeCompany(state, company_id, { armed })
  },
  'scenario-disarmed': (state, { company_id }) => changeCompany(state, company_id, { armed: [] }),
}

function changeCompany(state: State, id: number, changed: Partial<Company>): void {
  const company = state.companies.get(id)
  if (company !== undefined) putCompany(state, { ...company, ...changed })
}
