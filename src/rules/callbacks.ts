import { assumed, contradictory, documented, rulesOf } from './rule.js'

export const CALLBACKS = rulesOf('Callbacks', [
  documented(
    'callbacks.form',
    ['G'],
    'A callback is a POST with Content-Type application/x-www-form-urlencoded and two fields: data, JSON as a string, and token.',
  ),
  documented(
    'callbacks.keys',
    ['G'],
    'data of a callback about an agent has agent_id, agent_name, kyc_status, rejected_reason_code, rejected_reason, created_at, updated_at, submitted_at and verified_at, in this order.',
  ),
  contradictory(
    'callbacks.keys.of-samples',
    ['G'],
    'The text speaks of a field named status, and of account number, bank code and inquiry status; the samples have none of them.',
    'The keys of the samples, with kyc_status.',
  ),
  contradictory(
    'callbacks.reason-code-type',
    ['G'],
    'rejected_reason_code is an integer in the sample of UPLOAD_IDENTITY_SELFIE_FAILED and a string in that of REJECTED.',
    'As the samples print it; an option sends always an integer or always a string.',
  ),
  documented(
    'callbacks.no-reason',
    ['G'],
    'rejected_reason_code and rejected_reason are null where nothing was rejected.',
  ),
  contradictory(
    'callbacks.times',
    ['G', 'R2'],
    'submitted_at and verified_at are null except in APPROVED in the samples of the guide; a sample of R2 has both in FAILED.',
    'Null except in APPROVED.',
  ),
  assumed('callbacks.compact', 'data is compact JSON on one line.'),
  assumed(
    'callbacks.encoding',
    'The fields are encoded as web pages do it: a blank becomes a plus.',
  ),
  assumed('callbacks.user-agent', 'The User-Agent is flip-kyc-sandbox and its version.'),
  documented(
    'callbacks.one-url',
    ['G'],
    "Callbacks about an agent, of its upload and of its KYC decision, go to the company's one callback URL, with its validation token.",
  ),
  assumed(
    'callbacks.inbox',
    "A company that has no URL for a kind of callback gets those in the sandbox's inbox.",
  ),
  assumed(
    'callbacks.settled',
    "data, token and URL of a callback are settled when that happens which it announces; later changes of the agent or the company's settings do not touch it.",
  ),
  assumed(
    'callbacks.after-response',
    'No callback is sent before the response to the call that caused it has been written or its connection is lost.',
  ),
  documented(
    'callbacks.success',
    ['G'],
    'A callback about an agent is sent once, whatever the answer; success is HTTP 200 and nothing else.',
  ),
  contradictory(
    'callbacks.once',
    ['G', 'R'],
    'The guide sends a callback about an agent once; the reference says that one may in rare cases come twice.',
    'Once; twice only when scripted.',
  ),
  assumed('callbacks.redirect', 'A redirect is not followed, and counts as failed.'),
  assumed(
    'callbacks.time-limit',
    'A receiver that has not answered whole within 30 seconds has failed; the seconds are real ones, on a frozen clock too.',
  ),
  assumed(
    'callbacks.at-a-time',
    'A callback is sent when it is due, without waiting for the answer to an earlier one, up to 64 of a company at a time.',
  ),
  assumed(
    'callbacks.interrupted',
    'A callback that was under way when the sandbox stopped is not sent again, unless it is about a transfer.',
  ),
])
