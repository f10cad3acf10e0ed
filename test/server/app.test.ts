import t from 'tap'
import { buildApp } from '../../src/server/app.js'
import { runSandbox } from '../../src/server/sandbox.js'

t.test('a route with a schema is refused where it is added', async (t) => {
  const { context, close } = await runSandbox({ port: 0, state: 'memory' })
  t.teardown(close)
  const app = await buildApp(context)
  t.teardown(() => app.close())
  app.post('/x', { schema: { body: { type: 'object' } } }, async () => '')
  await t.rejects(async () => app.ready(), { message: /have no schemas/ })
})
