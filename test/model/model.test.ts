import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { folder } from '../helpers/folder.js'
import { step, World } from './world.js'

/** Random sequences; `MODEL_RUNS` and `MODEL_SEED` set how many, and which. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 100)
const SEED = process.env['MODEL_SEED']

t.test(
  `${RUNS} random sequences of calls agree with the model`,
  { timeout: 3_600_000 },
  async (t) => {
    const world = new World(join(folder(t), 'state.json'))
    await world.open()
    t.teardown(() => world.sandbox.close())
    const property = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), (steps) =>
      world.run(steps),
    )
    await fc.assert(property, { numRuns: RUNS, ...(SEED !== undefined && { seed: Number(SEED) }) })
    t.pass(`${world.calls} calls, ${world.restarts} restarts`)
  },
)
