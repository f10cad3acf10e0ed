import { assumed, contradictory, documented, rulesOf } from './rule.js'

export const MAINTENANCE = rulesOf('GET /general/maintenance', [
  documented(
    'maintenance.answer',
    ['R'],
    'The answer is {"maintenance": false}, or true while maintenance is on.',
  ),
  contradictory(
    'maintenance.key',
    ['R2'],
    'The headers of the request are listed without an Authorization; the samples send the key.',
    'The call needs no key.',
  ),
  assumed(
    'maintenance.company',
    'With a known key the answer is about its company, without one about company 1.',
  ),
  contradictory(
    'maintenance.every-other-call',
    ['R1', 'R2', 'R3'],
    'While maintenance is on, every endpoint but GET /general/maintenance answers 401 in the older reference, 503 in the newer one.',
    '503; PUT /_sandbox/maintenance with "status": 401 gives the older answer.',
  ),
  documented(
    'maintenance.agents-host',
    ['R3'],
    'Agents host: the 503 has name SERVICE_UNAVAILABLE and message "Service or server is under maintenance".',
  ),
  assumed('maintenance.kyc-host', 'KYC host: the 503 is its code 503.'),
  assumed(
    'maintenance.like-wrong-key',
    'The older 401 of maintenance reads like that of a wrong key; only the hint tells them apart.',
  ),
])
