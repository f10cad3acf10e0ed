import { assumed, contradictory, documented, rulesOf } from './rule.js'

export const DOCUMENTS = rulesOf('POST /documents', [
  documented(
    'kyc.documents.parts',
    ['R'],
    'user_id, user_type and at least one image part are sent: one of nine kinds, each also with the suffix _selfie.',
  ),
  documented(
    'kyc.documents.answer',
    ['R'],
    'The answer is an array with id, type, selfie, path, created_at and updated_at of each part.',
  ),
  contradictory(
    'kyc.documents.type',
    ['R2', 'R3'],
    'type is explained as the type of user, "User type: 1 (Agent)", and later as the type of the document.',
    'Always 1, the type of user.',
  ),
  documented('kyc.documents.selfie', ['R2'], 'selfie in the answer is a boolean.'),
  assumed('kyc.documents.values', 'path is the URL of the image, updated_at equals created_at.'),
  assumed(
    'kyc.documents.order',
    'The array has the order of the list of kinds, not that of the request.',
  ),
  assumed(
    'kyc.documents.other-parts',
    'A part of an unknown name is ignored beside a known one; a document that comes as text does not count (4013).',
  ),
  assumed(
    'kyc.documents.user-id',
    'A missing user_id is 1001, and user_type is checked before it.',
  ),
  assumed('kyc.documents.add-up', 'Documents add up: a kind that is sent again replaces nothing.'),
  contradictory(
    'kyc.documents.after-failed-upload',
    ['G', 'R'],
    'After a failed upload the guide asks for documents; the reference has a remedy for each reason.',
    'Documents, whatever the reason, cx and none included.',
  ),
  documented(
    'kyc.documents.asked-for',
    ['R2'],
    'The reasons with documents ask for a family card, NPWP or BPJS Kesehatan.',
  ),
  assumed(
    'kyc.documents.any-kind',
    'Any of the nine kinds is taken, whatever the reason asks for.',
  ),
])
