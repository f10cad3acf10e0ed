/** How many characters a URL may have. */
export const LONGEST_URL = 2048

/** Whether this is an http or https URL without user name and password, and not too long. */
export function isHttpUrl(text: string): boolean {
  const url = text.length <= LONGEST_URL && URL.canParse(text) ? new URL(text) : null
  return (
    url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
  )
}
