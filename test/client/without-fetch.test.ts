import t, { type Test } from 'tap'
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

/** A call where fetch fails like this. */
async function failing(t: Test, error: TypeError): Promise<unknown> {
  t.intercept(globalThis, 'fetch', { value: () => Promise.reject(error) })
  const anew = `../../src/client/transport.js?${encodeURIComponent(error.message)}`
  const { send } = (await import(anew)) as typeof import('../../src/client/transport.js')
  const target = { url: 'http://127.0.0.1:4010', token: undefined }
  return send(target, 'GET', '/health', {}, undefined)
}

t.test('a browser does not tell why there is no answer', async (t) => {
  await t.rejects(failing(t, new TypeError('Failed to fetch')), {
    code: 'no_answer',
    message: /^No sandbox answers at http:\/\/127\.0\.0\.1:4010 \(Failed to fetch\)\./,
  })
})

t.test('a call that takes longer than fetch waits has reached a sandbox', async (t) => {
  const cause = Object.assign(new Error('Headers Timeout'), { code: 'UND_ERR_HEADERS_TIMEOUT' })
  await t.rejects(failing(t, new TypeError('fetch failed', { cause })), {
    code: 'call_failed',
    message:
      'The sandbox at http://127.0.0.1:4010 has not answered for five minutes, and fetch waits no longer.',
  })
})
