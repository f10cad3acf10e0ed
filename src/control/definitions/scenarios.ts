import { CompanyId, ScenarioName } from '../../kyc/definitions/values.js'
import { Type } from '../../lib/definition.js'
import { IN_TURN, scenarioFacts } from '../../scenarios/scenario.js'
import { ScenarioFile } from '../../scenarios/written/scenario.js'
import { page, scopeOrFirst } from './common.js'

/** `/_sandbox/scenarios`: the catalogue, scenarios added while running, and arming one. */

export const NewScenario = Type.With(ScenarioFile, {
  properties: {
    company_id: Type.About(CompanyId, "Whose it is; all companies' without it."),
    ...ScenarioFile.properties,
  },
  title: 'Scenario',
  description:
    'A scenario as a person writes it, the same as in a file (`fixtures/scenarios/scenario.schema.json`). What is left out goes the usual course.',
  named: 'NewScenario',
})

export const Scenario = Type.Closed(
  {
    ...scenarioFacts,
    magic_number: Type.Nullable(Type.String({ pattern: '^[0-9]+$' }), {
      description:
        'The end of an identity number, or of an account, that chooses it; null: none does.',
    }),
    company_id: Type.Nullable(CompanyId, {
      description: 'The company that it was added for; null: all have it.',
    }),
  },
  {
    description: `A scenario as it is followed. ${IN_TURN}`,
    named: 'Scenario',
  },
)

export const ScenarioList = page(Scenario, 'ScenarioList', {
  what: 'scenarios',
  order: 'in the order in which they are matched',
})

export const ArmRequest = Type.Closed(
  {
    ...scopeOrFirst(),
    scenario: ScenarioName,
    times: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_000_000,
        default: 1,
        description: 'For how many of the next agents.',
      }),
    ),
  },
  { description: "A scenario for a company's next agents.", named: 'ArmRequest' },
)
