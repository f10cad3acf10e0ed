import { assumed, contradictory, documented, rulesOf } from './rule.js'

export const BODIES = rulesOf('Bodies', [
  documented(
    'bodies.agents-host',
    ['G'],
    'The agents host takes application/x-www-form-urlencoded.',
  ),
  documented('bodies.kyc-host', ['G'], 'The KYC host takes multipart/form-data.'),
  contradictory(
    'bodies.without-boundary',
    ['G', 'R'],
    'The curl samples, and the PHP samples of the reference, announce multipart/form-data but send an urlencoded body without a boundary.',
    'Both work on the KYC host: a multipart type without a boundary is read as urlencoded.',
  ),
  contradictory(
    'bodies.of-repair',
    ['R'],
    'repair is documented both as multipart and as urlencoded.',
    'Both are taken.',
  ),
  assumed(
    'bodies.kyc-host-urlencoded',
    'Every endpoint of the KYC host takes an urlencoded body under its own type too.',
  ),
  assumed(
    'bodies.type-without-body',
    'A GET with the Content-Type of a form and no body is answered like one without, as published clients send it.',
  ),
  assumed(
    'bodies.other-types',
    'JSON is refused with 415; so is every other type, and a body without a type.',
  ),
  assumed('bodies.agents-host-multipart', 'The agents host refuses multipart/form-data with 415.'),
  assumed(
    'bodies.last-of-a-name',
    'Of a field or file part that comes twice, the last one counts, whether text or file.',
  ),
  assumed(
    'bodies.undocumented-parts',
    'Fields and file parts that are not documented are ignored; a part named like what every JavaScript object has, such as toString, makes the form unreadable.',
  ),
  assumed(
    'bodies.query',
    'The query counts on GET only; every other call takes its fields from the body.',
  ),
  assumed(
    'bodies.refused-read-to-end',
    'A refused body is read to its end before the answer, for up to 10 seconds or 1 GiB, so that a client which still writes gets it.',
  ),
  assumed(
    'bodies.content-encoding',
    'A body with a Content-Encoding other than identity is refused with 415.',
  ),
  assumed(
    'bodies.limits',
    'An urlencoded body may have 1 MiB, a multipart body 64 MiB with 20 files and 200 fields; more is 413.',
  ),
  assumed(
    'bodies.http-layer',
    'What HTTP itself refuses is answered in the shape of its host, and the connection is closed: 431 for headers of more than 16 KiB, else 400.',
  ),
  assumed('bodies.long-fields', 'A text field of a multipart body is cut off after 65,536 bytes.'),
  assumed(
    'bodies.unfilled-file',
    'A file part with neither a file name nor bytes, as browsers send an unfilled input, counts as not sent.',
  ),
  assumed(
    'bodies.image-as-text',
    'An image that comes as text, or in a body that is not multipart, is a missing image (1001).',
  ),
])
