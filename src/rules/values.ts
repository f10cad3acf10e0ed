import { assumed, contradictory, documented, rulesOf } from './rule.js'

export const VALUES = rulesOf('Values', [
  documented(
    'values.time.agents-host',
    ['R'],
    'Timestamps on the agents host and in callbacks are YYYY-MM-DD HH:mm:ss in GMT+7.',
  ),
  documented('values.time.kyc-host', ['R'], 'Timestamps on the KYC host are RFC 3339 with +07:00.'),
  documented(
    'values.time.whole-seconds',
    ['R2'],
    'Timestamps of repair have whole seconds; fractions are cut off.',
  ),
  documented(
    'values.time.documents',
    ['R2'],
    'Timestamps of documents have nine digits of a second, of which the sandbox knows the first three.',
  ),
  assumed('values.blanks-kept', 'Values are not trimmed: blanks around them are kept and counted.'),
  documented(
    'values.phone-number.zero',
    ['G'],
    'A phone number that begins with 0 comes back with +62 in its place.',
  ),
  assumed(
    'values.phone-number.plus',
    'A phone number that begins with + comes back as it was sent, whatever its country.',
  ),
  assumed('values.phone-number.compared', 'Phone numbers are compared in their +62 form.'),
  contradictory(
    'values.occupation.answered',
    ['G', 'R2'],
    'Agents host: occupation comes back in upper case in the sample of the guide, in lower case in those of R2.',
    'In upper case.',
  ),
  assumed(
    'values.occupation.taken',
    'occupation is taken in any case, identity_type and gender in lower case only.',
  ),
  documented(
    'values.absent.residence',
    ['G'],
    'An absent residence comes back as null for the ids and "" for names and address.',
  ),
  assumed('values.absent.email', 'An absent email comes back as "".'),
  assumed(
    'values.letters',
    'Letters in names, places and addresses are A-Z and a-z; all others are refused.',
  ),
  assumed(
    'values.to-the-letter',
    'user_type and identity_type are compared exactly: 01 or a 1 with blanks is another value.',
  ),
])
