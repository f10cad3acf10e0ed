import { assumed, documented, rulesOf } from './rule.js'

export const MAINTENANCE = rulesOf('GET /general/maintenance', [
  documented(
    'maintenance.answer',
    ['R'],
    'The answer is {"maintenance": false}, or true while maintenance is on.',
  ),
  assumed('maintenance.key', 'The call needs the key like every other.'),
  documented(
    'maintenance.every-other-call',
    ['R'],
    "While maintenance is on, every endpoint but GET /general/maintenance answers 401 in its host's shape.",
  ),
  assumed(
    'maintenance.like-wrong-key',
    'Under maintenance the 401 reads like that of a wrong key; only the hint tells them apart.',
  ),
])
