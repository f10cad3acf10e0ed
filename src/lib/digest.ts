import { hash, timingSafeEqual } from 'node:crypto'

/** A secret's digest: to be compared instead of it, in constant time, so that the time tells nothing of how near a guess was. */
export function digest(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}

export { timingSafeEqual as sameDigest }
