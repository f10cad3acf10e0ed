import { callbackFigures } from './figures/callbacks.js'
import { createFigures, fullFigures } from './figures/create.js'
import { journeyFigures } from './figures/journeys.js'
import { startFigures } from './figures/start.js'
import { fullTransferFigures, retryFigures, transferFigures } from './figures/transfers.js'
import { printTable, type Row } from './lib/table.js'

/** `npm run bench`: every figure, or those named; one table. Some five minutes. */
const FIGURES: Readonly<Record<string, () => Promise<Row[]>>> = {
  start: startFigures,
  create: createFigures,
  full: fullFigures,
  journeys: journeyFigures,
  callbacks: callbackFigures,
  transfers: transferFigures,
  'full-transfers': fullTransferFigures,
  retries: retryFigures,
}

const named = process.argv.slice(2)
const rows: Row[] = []
for (const [name, measure] of Object.entries(FIGURES)) {
  if (named.length > 0 && !named.includes(name)) continue
  process.stderr.write(`measuring ${name} …\n`)
  rows.push(...(await measure()))
}
printTable(rows)
