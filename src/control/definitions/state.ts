import { StoredAgent } from '../../kyc/definitions/agent.js'
import { StoredCallback } from '../../kyc/definitions/callback.js'
import { StoredCompany } from '../../kyc/definitions/company.js'
import { ScenarioName } from '../../kyc/definitions/values.js'
import { Type } from '../../lib/definition.js'
import {
  FollowedScenarios,
  Images,
  MAINTENANCE_STATUSES,
  StoredControls,
  StoredMessage,
  stateHead,
} from '../../store/definitions.js'
import { scopeOf } from './common.js'

/** `/_sandbox/maintenance`, `reset`, `export` and `import`. */

const STATUS =
  'What every call but `GET /general/maintenance` is answered: 503 as the newer reference has it, or 401 as the older.'

export const Maintenance = Type.Closed(
  {
    maintenance: Type.Boolean(),
    status: Type.Nullable(Type.OneOf(MAINTENANCE_STATUSES), {
      description: `${STATUS} Null while it is off.`,
    }),
  },
  { named: 'Maintenance' },
)

export const MaintenanceRequest = Type.Closed(
  {
    ...scopeOf("Whose; all companies' without it."),
    maintenance: Type.Boolean(),
    status: Type.Optional(Type.OneOf(MAINTENANCE_STATUSES, { default: 503, description: STATUS })),
  },
  { named: 'MaintenanceRequest' },
)

export const ResetRequest = Type.Closed(scopeOf('The company to empty; all of them without it.'), {
  named: 'ResetRequest',
})

export const StateDocument = Type.Closed(
  {
    ...stateHead,
    companies: Type.Array(StoredCompany),
    agents: Type.Array(StoredAgent),
    callbacks: Type.Array(StoredCallback),
    inbox: Type.Array(StoredMessage),
    controls: Type.Array(StoredControls),
    scenarios: Type.Optional(FollowedScenarios),
    images: Images,
  },
  {
    description:
      'The whole state, its times in milliseconds since the epoch. Its insides may change with the version.',
    named: 'StateDocument',
  },
)

const count = Type.Integer({ minimum: 0 })

export const ImportResult = Type.Closed(
  {
    companies: count,
    agents: count,
    images: count,
    missing_scenarios: Type.Array(ScenarioName, {
      description:
        'Followed, but neither in the document nor here. The usual course takes their place, and the history says so.',
    }),
  },
  { description: 'How many came in.', named: 'ImportResult' },
)
