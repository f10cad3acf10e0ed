import { ALL_COMPANIES } from '../kyc/company.js'
import type { MaintenanceStatus } from './definitions.js'
import { controlsOf, type State } from './state.js'

/**
 * What calls of a company are answered because of maintenance, its own or that of all companies; null while there is
 * none. A state of an earlier version has no status yet.
 */
export function maintenanceOf(state: State, companyId: number): MaintenanceStatus | null {
  const own = controlsOf(state, companyId)
  const { maintenance, maintenance_status = 503 } = own.maintenance
    ? own
    : controlsOf(state, ALL_COMPANIES)
  return maintenance ? maintenance_status : null
}
