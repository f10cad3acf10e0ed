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
import { StoredDisbursement, StoredInquiry } from '../../transfers/definitions.js'
import { scopeOf } from './common.js'

/** `/_sandbox/maintenance`, `reset`, `export` and `import`. */

const STATUS =
  'What every call but `GET /general/maintenance` is answered: 503 as the newer reference has it, or 401 as the older.'

export const Maintenance = Type.Closed(
  {
    maintenance: Type.Boolean({ description: 'Whether it is on.' }),
    status: Type.Nullable(Type.OneOf(MAINTENANCE_STATUSES), {
      description: `${STATUS} Null while it is off.`,
    }),
  },
  { description: 'Whether maintenance is on.', named: 'Maintenance' },
)

export const MaintenanceRequest = Type.Closed(
  {
    ...scopeOf("Whose calls; all companies' without it."),
    maintenance: Type.Boolean({ description: 'True switches it on, false off.' }),
    status: Type.Optional(Type.OneOf(MAINTENANCE_STATUSES, { default: 503, description: STATUS })),
  },
  { description: 'Switches maintenance on or off.', named: 'MaintenanceRequest' },
)

export const ResetRequest = Type.Closed(scopeOf('The company to empty; all of them without it.'), {
  description: 'What to empty.',
  named: 'ResetRequest',
})

export const StateDocument = Type.Closed(
  {
    ...stateHead,
    companies: Type.Array(StoredCompany, { description: 'The companies, with their secrets.' }),
    agents: Type.Array(StoredAgent, { description: 'The agents of all companies.' }),
    callbacks: Type.Array(StoredCallback, { description: 'The callbacks of all companies.' }),
    inbox: Type.Array(StoredMessage, { description: 'What the built-in receiver got.' }),
    controls: Type.Array(StoredControls, {
      description: 'What this API has set: for each company, and under 0 for all of them.',
    }),
    disbursements: Type.Optional(
      Type.Array(StoredDisbursement, { description: 'The transfers of all companies.' }),
    ),
    inquiries: Type.Optional(
      Type.Array(StoredInquiry, { description: 'What companies have asked about accounts.' }),
    ),
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

function broughtIn(what: string) {
  return Type.Integer({ minimum: 0, description: `How many ${what} the document brought.` })
}

export const ImportResult = Type.Closed(
  {
    companies: broughtIn('companies'),
    agents: broughtIn('agents'),
    images: broughtIn('images'),
    missing_scenarios: Type.Array(ScenarioName, {
      description:
        'Scenarios that agents follow, but that are neither in the document nor here. The usual course takes their place, and the history says so.',
    }),
  },
  { description: 'What an import has brought.', named: 'ImportResult' },
)

export const ExportQuery = Type.Closed({
  ...scopeOf('The company to export; all of them without it.'),
  agent_id: Type.Optional(
    Type.About(AgentId, 'One agent alone, with its images, history and callbacks.'),
  ),
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
    images: ImportResult.properties.images,
    missing_scenarios: ImportResult.properties.missing_scenarios,
  },
  { description: 'What was added.', named: 'AddResult' },
)
