import { createHmac } from 'node:crypto'
import type { Company } from '../kyc/company.js'

/**
 * The file of an image of a company's agent. Nobody can guess it, and it is the same for the same bytes, so that an image
 * sent twice is stored once.
 * @param ending `png` or `jpg`
 */
export function imageName(
  bytes: Buffer,
  ending: string,
  { id, secret_key }: Pick<Company, 'id' | 'secret_key'>,
): string {
  const digest = createHmac('sha256', `${id} ${secret_key}`).update(bytes).digest('hex')
  return `${digest.slice(0, 24)}.${ending}`
}
