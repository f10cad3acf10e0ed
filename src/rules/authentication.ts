import { assumed, contradictory, documented, rulesOf } from './rule.js'

export const AUTHENTICATION = rulesOf('Authentication', [
  documented(
    'auth.basic',
    ['G'],
    'Authentication is HTTP Basic: the API secret key is the user name, the password is empty.',
  ),
  contradictory(
    'auth.refusal-agents-host',
    ['R2', 'R3'],
    'Agents host: a missing or wrong key is 401 with name Unauthorized and, in R2, message "You are requesting with an invalid credential.", in R3 "Your request was made with invalid credentials."',
    'The message of R3, the newer one.',
  ),
  documented(
    'auth.refusal-kyc-host',
    ['R'],
    'KYC host: a missing or wrong key is 401 with the code 401 and message "Invalid Auth".',
  ),
  assumed(
    'auth.unreadable',
    'An unreadable header and a password that is not empty are refused like a wrong key.',
  ),
  assumed(
    'auth.challenge',
    'Every 401 has the header WWW-Authenticate: Basic realm="Flip", as HTTP demands it and as some clients need it.',
  ),
  assumed(
    'auth.spelling',
    'The word Basic may be in any case; the Base64 may be URL-safe and without padding.',
  ),
  contradictory(
    'auth.key-and-colon',
    ['G'],
    'The text encodes the key and a colon; the live editor and the curl samples put a space, a plus and a space in between.',
    'The key and a colon; what the live editor makes gets 401 and a hint that names the mistake.',
  ),
  assumed('auth.one-key', 'Each key belongs to one company, each company has one key.'),
  documented(
    'auth.guide-key',
    ['G'],
    "The header line of the guide works as printed: the key in it is the sandbox's default key.",
  ),
  documented(
    'auth.companies-apart',
    ['G'],
    'Agents of one company are invisible to another: to its key they do not exist.',
  ),
])
