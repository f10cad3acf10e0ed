import Fastify from 'fastify'
import t from 'tap'
import { dashboardRoutes } from '../../src/server/dashboard.js'
import { folder } from '../helpers/folder.js'
import type { Teardown } from '../helpers/sandbox.js'

async function serve(t: Teardown, files: Readonly<Record<string, string>>) {
  const app = Fastify()
  await dashboardRoutes(app, folder(t, files))
  t.teardown(() => app.close())
  return app
}

t.test('the dashboard’s files', async (t) => {
  const app = await serve(t, {
    'index.html': '<!doctype html>',
    'page.js': 'x'.repeat(1000),
    'id.js': 'export const id = {}',
  })

  t.test('are served with a strict policy', async (t) => {
    const page = await app.inject('/_sandbox/')
    t.equal(page.statusCode, 200)
    t.equal(page.body, '<!doctype html>')
    t.match(page.headers['content-security-policy'], /^default-src 'none'; script-src 'self'/)
    t.notMatch(page.headers['content-security-policy'], /unsafe/)
    t.equal((await app.inject('/_sandbox')).headers.location, '/_sandbox/')
  })

  t.test('are scripts where a browser loads them as modules', async (t) => {
    t.match(await app.inject('/_sandbox/assets/id.js'), {
      statusCode: 200,
      headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' },
      body: 'export const id = {}',
    })
  })

  t.test('are compressed as the browser asks, and not sent again', async (t) => {
    const url = '/_sandbox/assets/page.js'
    for (const [accepted, encoding] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
      ['', undefined],
    ] as const) {
      const { headers } = await app.inject({ url, headers: { 'accept-encoding': accepted } })
      t.equal(headers['content-encoding'], encoding)
    }
    const { headers } = await app.inject(url)
    const again = await app.inject({ url, headers: { 'if-none-match': headers.etag as string } })
    t.equal(again.statusCode, 304)
  })

  t.test('that are none, or have not been built, are said to be so', async (t) => {
    t.match(await app.inject('/_sandbox/assets/page.css'), {
      statusCode: 404,
      body: /run npm run build/,
    })
    t.match(await app.inject('/_sandbox/assets/other'), {
      statusCode: 404,
      body: /There is no such file/,
    })
  })
})
