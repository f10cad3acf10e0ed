import t from 'tap'
// First as it is, for the tests that follow in this process.
import '../../src/client/transport.js'

t.test('where there is no fetch, as in a test’s jsdom, a call says what to do', async (t) => {
  t.intercept(globalThis, 'fetch', { value: undefined })
  // Loaded once more, because the module takes its fetch when it is loaded.
  const anew = '../../src/client/transport.js?without-fetch'
  const { send } = (await import(anew)) as typeof import('../../src/client/transport.js')
  const target = { url: 'http://127.0.0.1:4010', token: undefined }
  await t.rejects(send(target, 'GET', '/health', {}, undefined), {
    code: 'no_fetch',
    message: /jest-environment-jsdom takes it away.+Jest's environment node/,
  })
})

t.test('a browser does not tell why there is no answer', async (t) => {
  t.intercept(globalThis, 'fetch', {
    value: () => Promise.reject(new TypeError('Failed to fetch')),
  })
  const anew = '../../src/client/transport.js?of-a-browser'
  const { send } = (await import(anew)) as typeof import('../../src/client/transport.js')
  const target = { url: 'http://127.0.0.1:4010', token: undefined }
  await t.rejects(send(target, 'GET', '/health', {}, undefined), {
    code: 'no_answer',
    message: /^No sandbox answers at http:\/\/127\.0\.0\.1:4010 \(Failed to fetch\)\./,
  })
})
