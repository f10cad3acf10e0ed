import { AREAS, DrillKind, DrillName } from '../../drills/definitions.js'
import { CompanyId, Url } from '../../kyc/definitions/values.js'
import { Type } from '../../lib/definition.js'
import { Duration } from '../../time/definitions.js'
import { page, Text } from './common.js'

/** `/_sandbox/drills`: what a callback receiver must stand. */

export { DrillReport, DrillResult, DrillStep, DrillVerdict } from '../../drills/report.js'

const Probe = Type.String({
  minLength: 1,
  description: 'An http or https URL with `{agent_id}`, or `{disbursement_id}`, in it.',
  named: 'ProbeUrl',
})

export const ProbeUrl = Probe

const Names = (description: string) => Type.Optional(Type.Array(DrillName, { description }))

export const DrillRequest = Type.Closed(
  {
    url: Type.About(Url, 'The receiver.'),
    kind: Type.Optional(Type.With(DrillKind, { default: 'kyc' })),
    probe_url: Type.Optional(
      Type.About(
        Probe,
        "Shows the application's own view of an agent or a transfer, as JSON or text; `{agent_id}` or `{disbursement_id}` is put in. Without it, effects are unknown.",
      ),
    ),
    register_url: Type.Optional(
      Type.About(
        Probe,
        'Gets a `POST` that makes an agent or a transfer known to the application, before anything is sent about it.',
      ),
    ),
    company_id: Type.Optional(
      Type.About(CompanyId, 'The company whose validation token is sent.', { default: 1 }),
    ),
    only: Names('Only these drills, and the first one of the kind; all without it.'),
    skip: Names('Not these drills.'),
    timeout: Type.Optional(
      Type.About(Duration, 'How long an answer is waited for.', { default: '30s' }),
    ),
    settle: Type.Optional(
      Type.About(Duration, 'What the application gets for its work after it has answered.', {
        default: '250ms',
      }),
    ),
    limit: Type.Optional(Type.About(Duration, 'How long all of it may take.', { default: '4m' })),
    bytes: Type.Optional(
      Type.Boolean({ description: 'Whether the report has the bytes.', default: false }),
    ),
  },
  { description: 'Which drills are run, and against what.', named: 'DrillRequest' },
)

export const DrillItem = Type.Closed(
  {
    name: Type.About(DrillName, 'What `only` and `skip` call it.'),
    kind: DrillKind,
    area: Type.OneOf(AREAS, { description: 'What it is about.' }),
    about: Type.About(Text, 'What it is for.'),
    remedy: Type.About(Text, 'What to do where it has failed.'),
    needs_probe: Type.Boolean({ description: 'Whether it is unknown without a probe.' }),
  },
  { description: 'One thing that a callback receiver must stand.', named: 'Drill' },
)

export const DrillList = page(DrillItem, 'DrillList', {
  what: 'drills',
  order: 'in the order in which they run',
})
