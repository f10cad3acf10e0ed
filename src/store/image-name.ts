import { createHmac } from 'node:crypto'
import type { StoredImage } from '../kyc/agent.js'
import type { Company } from '../kyc/company.js'

/**
 * The file of an image of a company's agent. Nobody can guess it, and it is the same for the same bytes, so that an image
 * sent twice is stored once.
 */
export function imageName(
  bytes: Buffer,
  type: StoredImage['type'],
  { id, secret_key }: Pick<Company, 'id' | 'secret_key'>,
): string {
  const digest = createHmac('sha256', `${id} ${secret_key}`).update(bytes).digest('hex')
  return `${digest.slice(0, 24)}.${type === 'image/png' ? 'png' : 'jpg'}`
}
