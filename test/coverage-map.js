import { readdirSync } from 'node:fs'

const COMPILED = '.test-build/all/src/'

/** Every test may cover every source; the page is covered by tests in a browser. */
const sources = readdirSync(COMPILED, { recursive: true })
  .filter((name) => name.endsWith('.js') && name !== 'lib/typebox.js')
  .map((name) => COMPILED + name)

export default () => sources
