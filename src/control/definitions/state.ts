import { StoredAgent } from '../../kyc/definitions/agent.js'
import { StoredCallback } from '../../kyc/definitions/callback.js'
import { StoredCompany } from '../../kyc/definitions/company.js'
import { AgentId, CompanyId, Instant, ScenarioName } from '../../kyc/definitions/values.js'
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
    at: Type.Optional(
      Type.About(
        Instant,
        "What the clock of the agent's company showed, in an export of one agent.",
      ),
    ),
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

export const ExportQuery = Type.Closed({
  ...scopeOf('The company to export; all of them without it.'),
  agent_id: Type.Optional(Type.About(AgentId, 'One agent alone, with all that belongs to it.')),
})

export const ImportQuery = Type.Closed(
  {
    add: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'Adds the agents to what is here, under new ids, instead of replacing it.',
      }),
    ),
    ...scopeOf('With `add`: the company that gets them; 1 without it.'),
    new_company: Type.Optional(
      Type.Boolean({ default: false, description: 'With `add`: a new company gets them.' }),
    ),
  },
  {
    allOf: [
      {
        if: { properties: { add: { const: true } }, required: ['add'] },
        else: { properties: { company_id: false, new_company: false } },
        says: 'takes company_id and new_company only with add=true',
      },
      {
        not: {
          properties: { new_company: { const: true }, company_id: true },
          required: ['new_company', 'company_id'],
        },
        says: 'takes company_id or new_company, not both',
      },
    ],
  },
)

export const AddResult = Type.Closed(
  {
    company_id: Type.About(CompanyId, 'The company that has them.'),
    agents: Type.Array(
      Type.Closed({
        id: Type.About(AgentId, 'Its id here.'),
        was: Type.About(AgentId, 'Its id in the document. What was sent before still names it.'),
      }),
      { minItems: 1, description: 'The agents that were added.' },
    ),
    images: Type.About(count, 'How many images came in.'),
    missing_scenarios: ImportResult.properties.missing_scenarios,
  },
  { description: 'What was added.', named: 'AddResult' },
)
