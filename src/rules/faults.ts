import { assumed, documented, rulesOf } from './rule.js'

export const FAULTS = rulesOf('Errors and the order of checks', [
  assumed(
    'faults.scenario.of-success',
    "An answer scripted by the agent's scenario replaces only an answer that would be a success.",
  ),
  assumed(
    'faults.scenario.effect',
    'A scripted status or code changes nothing in the agent; a scripted fault of the connection comes after the call has taken effect.',
  ),
  assumed(
    'faults.shape',
    'A scripted HTTP status comes in the shape of its host; on the KYC host with the code 500 where Flip has no such code.',
  ),
  documented(
    'faults.ip-not-whitelisted',
    ['R2'],
    'KYC host: a call from an IP address that the company has not listed is 401 with message "Invalid token".',
  ),
  assumed(
    'faults.ip-not-whitelisted.agents-host',
    'Agents host: such a call is 401 with message "IP is not Whitelisted".',
  ),
  assumed(
    'faults.ip-not-whitelisted.only-scripted',
    'Every IP address is taken, unless the fault of that name is set.',
  ),
  assumed(
    'faults.first-that-strikes',
    'Where several faults concern a call, the first that would strike does: of the company first, then of everybody.',
  ),
  assumed(
    'faults.place',
    'Faults set through the control API strike after key, maintenance and Request-ID, before the body is read; one that ends the connection or cuts the answer lets the call take effect first.',
  ),
])
