import { assumed, contradictory, documented, rulesOf } from './rule.js'

export const REQUEST_ID = rulesOf('Request-ID', [
  documented(
    'request-id.required',
    ['G'],
    'Every call of the KYC host carries the header Request-ID: bigflip-<uuid>.',
  ),
  assumed('request-id.any-uuid', 'The UUID may be of any version, its digits in either case.'),
  documented(
    'request-id.missing',
    ['R'],
    'Without a Request-ID the answer is 401 with the code 401 and message "Invalid token".',
  ),
  contradictory(
    'request-id.equals-sign',
    ['G', 'R2'],
    'The guide sends the header with a colon; shell samples of the reference write -H "Request-ID=bigflip-..." with an equals sign, which curl drops.',
    'A header without a colon is none; the hint of the 401 names the mistake.',
  ),
  assumed('request-id.malformed', 'A malformed Request-ID is refused like a missing one.'),
  contradictory(
    'request-id.strict',
    ['G'],
    "The text asks for a UUID; the guide's own submit sample sends bigflip-32487iweurwer44534.",
    'A UUID is needed; the option requestId: "lenient" takes anything after bigflip-.',
  ),
  contradictory(
    'request-id.every-call',
    ['G'],
    "The guide's table for submit leaves the Request-ID out; its sample sends one.",
    'It is needed on every call of the KYC host, the lists included.',
  ),
  assumed('request-id.repeated', 'A Request-ID that was used before is taken again.'),
])
