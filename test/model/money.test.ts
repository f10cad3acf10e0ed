import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { folder } from '../helpers/folder.js'
import { MoneyWorld, moneyStep } from './money-world.js'

/** Random sequences of what moves money; `MODEL_RUNS` and `MODEL_SEED` set how many, and which. */
const RUNS = Math.ceil(Number(process.env['MODEL_RUNS'] ?? 100) / 5)
const SEED = process.env['MODEL_SEED']

t.test(
  `${RUNS} random sequences neither lose nor make a rupiah (transfers.status.balance)`,
  { timeout: 3_600_000 },
  async (t) => {
    const world = new MoneyWorld(join(folder(t), 'state.json'))
    await world.open()
    t.teardown(() => world.sandbox.close())
    const steps = fc.array(moneyStep, { minLength: 5, maxLength: 25 })
    const property = fc.asyncProperty(steps, (steps) => world.run(steps))
    await fc.assert(property, { numRuns: RUNS, ...(SEED !== undefined && { seed: Number(SEED) }) })
    t.pass(`${world.steps} steps, ${world.restarts} restarts`)
  },
)
