import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { describe, test } from 'node:test'
import { startSandbox } from '../../dist/index.js'
import { chromiumForAll } from './helper.mjs'

const fixture = (name) => readFileSync(new URL(`../../fixtures/${name}`, import.meta.url))
const CARD = fixture('images/identity-card.png').toString('base64')
const AGENT = JSON.parse(fixture('agents/guide-sample.json'))

/** Runs in the page: creates an agent, uploads its card, and asks for an agent that is not there. */
async function register({ url, authorization, agent, card }) {
  const call = async (method, path, fields) => {
    const body = fields?.image ? new FormData() : fields && new URLSearchParams()
    for (const [name, value] of Object.entries(fields ?? {})) body.append(name, value)
    const headers = { authorization, 'Request-ID': `bigflip-${crypto.randomUUID()}` }
    const answer = await fetch(url + path, { method, headers, body })
    return {
      status: answer.status,
      hint: answer.headers.get('Sandbox-Hint'),
      ...(await answer.json()),
    }
  }
  const { id } = await call('POST', '/big_sandbox_api/v2/agents', agent)
  const image = await (await fetch(`data:image/png;base64,${card}`)).blob()
  const fields = { user_type: 1, identity_type: 1, selfie: 0, image }
  const { image_url } = await call('PUT', `/kyc-sandbox/api/v1/users/${id}/identities`, fields)
  const { status, hint } = await call('GET', '/big_sandbox_api/v2/agents/999')
  return { image_url, status, hint }
}

/** Runs in the page: shows an image. @returns its width, 0 when the browser does not show it */
function show(url) {
  return new Promise((resolve) => {
    const image = document.body.appendChild(new Image())
    image.onload = () => resolve(image.naturalWidth)
    image.onerror = () => resolve(0)
    image.src = url
  })
}

/** Runs in the page. @returns the status of an answer that it may read, else null */
const read = (url) =>
  fetch(url).then(
    ({ status }) => status,
    () => null,
  )

describe('a page of another origin', () => {
  const chromium = chromiumForAll()

  /** @param host `localhost` is another site than the sandbox's 127.0.0.1; another port of 127.0.0.1 is the same site */
  async function open(t, { host = 'localhost', headers = {}, allowed = true } = {}) {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html', ...headers }).end('<body></body>')
    }).listen(0, host)
    await once(server, 'listening')
    const origin = `http://${host}:${server.address().port}`
    const sandbox = await startSandbox({ corsOrigins: allowed ? [origin] : [] })
    const page = await chromium.browser.newPage()
    t.after(async () => {
      await page.close()
      await sandbox.close()
      server.closeAllConnections()
      server.close()
    })
    await page.goto(origin)
    const { url, authorization } = sandbox
    return { page, sandbox, given: { url, authorization, agent: AGENT, card: CARD } }
  }

  for (const host of ['localhost', '127.0.0.1']) {
    test(`at ${host}, with --cors-origins, calls the emulated API and has its images`, async (t) => {
      const { page, sandbox, given } = await open(t, { host })
      const { image_url, status, hint } = await page.evaluate(register, given)
      assert.equal(status, 404)
      assert.match(hint, /no agent/i)
      assert.ok((await page.evaluate(show, image_url)) > 0)
      assert.equal(await page.evaluate(read, image_url), 200, 'after <img>, which has it cached')
      assert.equal(await page.evaluate(read, `${sandbox.url}/_sandbox/agents`), null)
    })
  }

  test('shows images although it isolates itself', async (t) => {
    const headers = {
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
    }
    const { page, given } = await open(t, { headers })
    const { image_url } = await page.evaluate(register, given)
    assert.ok(await page.evaluate(() => crossOriginIsolated))
    assert.ok((await page.evaluate(show, image_url)) > 0)
  })

  test('without the option may show an image, and no more; the log says what to do', async (t) => {
    const { page, sandbox, given } = await open(t, { allowed: false })
    await assert.rejects(page.evaluate(register, given), /Failed to fetch/)
    const { items } = await sandbox.requests()
    assert.equal(items[0].status, 404)
    assert.match(items[0].hint, /--cors-origins/)

    const elsewhere = await chromium.browser.newPage()
    t.after(() => elsewhere.close())
    await elsewhere.goto(`${sandbox.url}/_sandbox/health`)
    const { image_url } = await elsewhere.evaluate(register, given)
    assert.ok((await page.evaluate(show, image_url)) > 0)
    assert.equal(await page.evaluate(read, image_url), null)
  })
})
