import { assumed, contradictory, documented, rulesOf } from './rule.js'

export const TRANSFER_CALLBACKS = rulesOf('Callbacks about money', [
  documented(
    'transfers.callbacks.urls',
    ['R2'],
    'Callbacks about transfers, inquiries and banks go to a URL each.',
  ),
  contradictory(
    'transfers.callbacks.keys',
    ['R2'],
    'The text of R2 sends a transfer exactly as it is answered; the samples lack email and key.',
    'The 20 keys of the samples.',
  ),
  documented(
    'transfers.callbacks.retries',
    ['R1', 'R2'],
    'Where a callback about a transfer fails, it is sent again up to five times, two minutes apart.',
  ),
  assumed(
    'transfers.callbacks.once',
    'A callback about a transfer comes twice only when scripted.',
  ),
  documented(
    'transfers.callbacks.inquiry',
    ['R2'],
    'The result of an inquiry is sent once, as it is answered.',
  ),
  documented(
    'transfers.callbacks.bank-status',
    ['R2'],
    'A new status of a bank is sent once, as a list of one with one of three messages.',
  ),
  assumed(
    'transfers.callbacks.interrupted',
    'A callback about a transfer that was under way when the sandbox stopped counts as failed, and is sent again.',
  ),
])
