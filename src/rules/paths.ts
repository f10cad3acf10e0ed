import { assumed, documented, rulesOf } from './rule.js'

export const PATHS = rulesOf('Paths', [
  documented(
    'paths.test-mode',
    ['G'],
    'Test mode lies under /big_sandbox_api/v2 (agents host) and /kyc-sandbox/api/v1 (KYC host).',
  ),
  documented(
    'paths.live-mode',
    ['G'],
    'Live mode lies under /api/v2 (agents host) and /kyc/api/v1 (KYC host).',
  ),
  assumed(
    'paths.live-as-test',
    'The live prefixes answer exactly as the test prefixes do, from the same agents, on one port.',
  ),
  assumed(
    'paths.shape-of-unknown',
    'An unknown path that begins with /kyc gets the error shape of the KYC host, any other that of the agents host.',
  ),
  documented(
    'paths.agents-host',
    ['G', 'R'],
    'The agents host has POST /agents, GET and PUT /agents/:id, GET /general/maintenance, and for money transfer agent-disbursements, get-disbursement, disbursement, bank-account-inquiry, balance and banks.',
  ),
  documented(
    'paths.kyc-host',
    ['G', 'R'],
    'The KYC host has PUT identities, submit, repair, repairPhoto and repairSelfie below /users/:id, POST /documents, and the lists countries, provinces, cities and districts.',
  ),
  assumed(
    'paths.case-and-slash',
    'Paths are compared with their case, and a slash at the end makes another path.',
  ),
  assumed('paths.unreadable', 'A broken percent-encoding, or an empty id, makes an unknown path.'),
  assumed(
    'paths.leading-zeros',
    'Leading zeros of an id in the path do not count, on either host.',
  ),
])
