import { hash, timingSafeEqual } from 'node:crypto'

/** A secret's digest. Digests are compared in constant time, so that the time does not tell how near a guess was. */
export function digest(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}

export { timingSafeEqual as sameDigest }
