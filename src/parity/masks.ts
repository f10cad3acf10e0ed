import { basicAuthorization } from '../kyc/company.js'

/** A text without the key, in clear or encoded: the target may repeat what it was sent. */
export function withoutKey(text: string, key: string): string {
  const encoded = basicAuthorization(key).slice('Basic '.length)
  return text.replaceAll(key, '{key}').replaceAll(encoded, '{key}')
}

/** A text without long numbers. */
export function withoutNumbers(text: string): string {
  return text.replace(/\d{7,}/g, '{digits}')
}
