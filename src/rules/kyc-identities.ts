import { assumed, contradictory, documented, rulesOf } from './rule.js'

export const UPLOAD_IDENTITY = rulesOf('PUT /users/:id/identities', [
  documented(
    'kyc.identities.attributes',
    ['G'],
    'user_type is 1, image is a file, identity_type is 1 (KTP) or 2 (passport), selfie is 0 or 1.',
  ),
  contradictory(
    'kyc.identities.guide-sample',
    ['G'],
    'The sample sends the image as text, the identity number as identity_type, and a birth_date that the table does not have.',
    'The table: the sample as printed gets 1001, with a hint that names image and identity type.',
  ),
  documented(
    'kyc.identities.twice',
    ['G'],
    'The endpoint is called twice: for the identity image and for the selfie.',
  ),
  assumed(
    'kyc.identities.either-order',
    'The two uploads may come in either order; the guide has the identity image first.',
  ),
  assumed('kyc.identities.selfie-default', 'selfie is optional and 0 by default.'),
  assumed('kyc.identities.other-type', "identity_type is not compared with the agent's own."),
  documented('kyc.identities.answer', ['G'], 'The answer is {"image_url": "..."}.'),
  assumed(
    'kyc.identities.order',
    'Attributes are checked in the order user_type, image, identity_type, selfie.',
  ),
  assumed('kyc.identities.empty-file', 'An empty file is a missing image (1001).'),
  documented(
    'kyc.identities.image.content',
    ['R'],
    'An image is a PNG or JPEG; its content counts, not its name or type.',
  ),
  documented(
    'kyc.identities.image.size',
    ['R'],
    'An image is smaller than 2 MB, and each of its sides has 256 to 4096 pixels.',
  ),
  assumed('kyc.identities.image.two-megabytes', '2 MB are 2,000,000 bytes.'),
  assumed(
    'kyc.identities.image.structure',
    'A PNG is followed from IHDR to IEND with every checksum, a JPEG by its segments to a frame, a scan and the end marker; pixels are not decoded.',
  ),
  assumed('kyc.identities.image.after-the-end', 'Bytes after the end of an image are allowed.'),
  assumed(
    'kyc.identities.image.order',
    'An image is checked in the order size (4007), first bytes (4008), structure (4009), sides (4008).',
  ),
  assumed(
    'kyc.identities.image.same-bytes',
    'The same bytes sent again by a company get the same image_url.',
  ),
  assumed(
    'kyc.identities.image.url',
    'image_url lies on the sandbox under the host that the client called, or under the option publicUrl; it serves the uploaded bytes without a key, replaced images included.',
  ),
])
