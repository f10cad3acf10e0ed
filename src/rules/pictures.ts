import { assumed, rulesOf } from './rule.js'

/** The outcome by picture, which is the sandbox's own. */
export const PICTURES = rulesOf('KYC status', [
  assumed(
    'status.picture',
    'A picture can name the scenario of its agent: it comes before what matches and the default of the company, and after one that was set for the agent or armed.',
  ),
  assumed(
    'status.picture.text',
    'It names it in a text before the pixels, a PNG in a tEXt chunk with the keyword flip-sandbox and a JPEG in a comment such as "flip-sandbox: rejected-17", else in the name of its file; nothing else in its bytes counts.',
  ),
  assumed(
    'status.picture.names',
    'The names are those of the three families, rejected-RR, always-rejected-RR and upload-failed-RR, with one of the 24 reasons; in the name of a file, with .png, .jpg or .jpeg behind it, capitals make no difference.',
  ),
  assumed(
    'status.picture.calls',
    'Identity images, selfies, those of a repair and documents can name one, in a call that is accepted; of several documents in one call, the first that names one counts.',
  ),
  assumed(
    'status.picture.latest',
    'Of several pictures that name a scenario, the one that was sent last counts; a picture that names none changes nothing.',
  ),
  assumed(
    'status.picture.anew',
    'The scenario begins anew with each such picture: one that was rejected once and is sent again as a repair is rejected again.',
  ),
  assumed('status.picture.off', 'Where magic_numbers is off, pictures name nothing.'),
])
