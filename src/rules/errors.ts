import { assumed, contradictory, documented, rulesOf } from './rule.js'

export const ERRORS = rulesOf('Errors and the order of checks', [
  documented(
    'errors.agents-host.unknown-path',
    ['R'],
    'Agents host: an unknown page is 404 with name Not Found and message "Page not found."',
  ),
  documented(
    'errors.kyc-host.unknown-path',
    ['R'],
    'KYC host: an unknown path is 404 with the code 404.',
  ),
  assumed(
    'errors.unknown-method',
    'An unknown method on a known path is an unknown path; so are HEAD and, without the option corsOrigins, OPTIONS.',
  ),
  assumed('errors.unknown-path-without-key', 'An unknown path is 404 with or without a valid key.'),
  documented(
    'errors.agents-host.payload',
    ['R'],
    'Agents host: mistakes in the payload are 422 with code VALIDATION_ERROR and a list of attribute, code and message.',
  ),
  documented(
    'errors.agents-host.every-attribute',
    ['R'],
    'Agents host: every failing attribute of an agent is listed, in the order of the table of POST /agents.',
  ),
  assumed(
    'errors.agents-host.one-for-each',
    'An attribute of an agent is listed once, with the first that fails of: presence, length, characters, values, the rest; of a phone_number, its start comes before its length.',
  ),
  assumed(
    'errors.agents-host.other-shapes',
    'Agents host: 400, 413, 415, 500, a 503 that is not maintenance and any other scripted status have the shape of 404, with the name of their HTTP status; the message of 400 is "Your request could not be read."',
  ),
  documented(
    'errors.kyc-host.shape',
    ['R'],
    'KYC host: every error is a list named errors with code and message.',
  ),
  assumed(
    'errors.kyc-host.first-alone',
    'KYC host: the list has one entry, the first check that fails.',
  ),
  assumed(
    'errors.kyc-host.status',
    'KYC host: the HTTP status is the code itself for 400, 401, 403, 404, 413, 415, 500 and 503, 404 for 1011, and 422 for every other code.',
  ),
  documented(
    'errors.two-lists',
    ['R2'],
    'Each host has a list of error codes and messages of its own.',
  ),
  assumed(
    'errors.agents-host.cases',
    'Agents host: of an agent, a location id that is no number is 1020, an unknown one and any other value that is not allowed 1041, a birth_date in another notation 1039, one that is no day or in the future 1040.',
  ),
  assumed(
    'errors.agents-host.bound',
    'Agents host: the message of 2001 names the bound that the length is beyond, as "at most 50".',
  ),
  contradictory(
    'errors.user-type-missing',
    ['R2'],
    'A missing user_type is listed both under 401 and under 403.',
    '403.',
  ),
  assumed(
    'errors.id-not-a-number',
    'Of the codes 400 and 4003, which the reference explains alike, 400 is for the id in a path, 4003 for the user_id of documents.',
  ),
  assumed(
    'errors.unreadable-body',
    'KYC host: a body that cannot be read is 422 with the code 4001.',
  ),
  documented(
    'errors.success',
    ['R'],
    'Every success is HTTP 200, the creation of an agent or of documents too.',
  ),
  assumed(
    'errors.kyc-host.order',
    'KYC host: checks come in the order path, key, maintenance, Request-ID, body, user_type, agent id, agent, attributes of the endpoint, status, remedy, number of repairs.',
  ),
  assumed(
    'errors.agents-host.order',
    'Agents host: checks come in the order path, key, maintenance, body, agent, 1092, attributes.',
  ),
  assumed(
    'errors.hint',
    'A hint for the developer goes into the response header Sandbox-Hint; the body stays as Flip sends it.',
  ),
  assumed(
    'errors.accept-header',
    'The Accept header is not looked at: every answer is JSON in UTF-8.',
  ),
  assumed(
    'errors.full-disk',
    'A disk that does not take what must be kept is 503, and the call has changed nothing.',
  ),
  assumed(
    'errors.scripted-codes',
    'KYC host: no request causes 500, 2002, 4014 or 4015, and only maintenance 503: they are scripted, or the sandbox itself has failed.',
  ),
  assumed('errors.blank-value', 'A value of nothing but blanks counts as missing.'),
])
