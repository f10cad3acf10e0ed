import { readdirSync } from 'node:fs'

/** Every test may cover every source; the page is covered by tests in a browser. */
const sources = readdirSync('src', { recursive: true })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `src/${name}`)

export default () => sources
