import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, test } from 'node:test'
import { createReceiver } from '../../fixtures/receivers/receiver.mjs'
import { clean } from './axe.mjs'
import { browserForAll } from './helper.mjs'

const TOKEN = 'sandbox-validation-token'

/** A server on a free port, until the test's end. @returns its URL */
async function listening(t, server) {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${server.address().port}`
}

describe('drills', () => {
  const open = browserForAll()

  test('chosen, run and seen, the remedy copied', async (t) => {
    const url = await listening(t, createReceiver({ token: TOKEN, mistake: 'no-token-check' }))
    const options = { callback_url: `${url}/callback` }
    const { page } = await open(t, { path: '?page=drills', options })
    assert.equal(await page.getByLabel('Receiver', { exact: true }).inputValue(), `${url}/callback`)
    await page.getByLabel('Probe optional').fill(`${url}/agents/{agent_id}`)
    await page.getByText('25 of 25 drills').click()
    assert.ok(await page.getByLabel('answer-in-time').isDisabled())
    await clean(page, 'drills')
    await page.getByLabel('duplicate').uncheck()
    await page.getByText('24 of 25 drills').waitFor()
    await page.getByRole('button', { name: 'All' }).click()
    await page.getByText('25 of 25 drills').waitFor()
    await page.getByRole('button', { name: 'None but the first' }).click()
    for (const name of ['duplicate', 'token-wrong']) await page.getByLabel(name).check()
    await page.getByText('3 of 25 drills').waitFor()
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByRole('heading', { name: '2 passed, 0 warned, 0 unknown, 1 failed' }).waitFor()
    await page.locator('li', { hasText: 'failed token-wrong' }).waitFor()
    await page.getByRole('button', { name: 'Copy the remedy: token-wrong' }).click()
    await page.locator('.toast', { hasText: 'Copied.' }).waitFor()
    assert.match(
      await page.evaluate(() => navigator.clipboard.readText()),
      /^Compare the whole token/,
    )
    await clean(page, 'drills')
    await page.getByRole('button', { name: /Bahasa/ }).click()
    await page.getByRole('heading', { name: '2 lulus, 0 peringatan' }).waitFor()
    await clean(page, 'drills')
    await page.getByLabel('Penerima', { exact: true }).fill(`${url}/lain`)
    await page.getByRole('link', { name: 'Callback', exact: true }).click()
    await page.getByRole('link', { name: 'Latihan' }).click()
    await page.getByRole('heading', { name: '2 lulus, 0 peringatan' }).waitFor()
    assert.equal(await page.getByLabel('Penerima', { exact: true }).inputValue(), `${url}/lain`)
    assert.equal(await page.getByLabel('Probe opsional').inputValue(), `${url}/agents/{agent_id}`)
  })

  test('what could not be judged; a refusal; a run that is stopped', async (t) => {
    const hanging = createServer((request) => request.resume())
    const [url, slow] = [
      await listening(t, createReceiver({ token: TOKEN })),
      await listening(t, hanging),
    ]
    const { page } = await open(t, { path: '?page=drills', allow: [/status of 400/] })
    await page.getByLabel('Receiver', { exact: true }).fill(`${url}/callback`)
    await page.getByLabel('Probe optional').fill(url)
    await page.getByRole('button', { name: 'Run' }).click()
    await page.locator('.toast.bad', { hasText: '"probe_url" must be an http' }).waitFor()
    await page.getByLabel('Probe optional').fill('')
    await page.getByRole('button', { name: 'Run' }).click()
    await page.getByRole('heading', { name: 'What could not be judged' }).waitFor()
    await page.getByText('Nobody sees what became of it: give a probe.').first().waitFor()
    await page.getByLabel('Receiver', { exact: true }).fill(slow)
    const [[request]] = await Promise.all([
      once(hanging, 'request'),
      page.getByRole('button', { name: 'Run' }).click(),
    ])
    await page.getByText('leaving this page stops it').waitFor()
    const closed = once(request.socket, 'close')
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.locator('.toast', { hasText: 'Stopped.' }).waitFor()
    await closed
    await page.getByRole('button', { name: 'Run' }).waitFor()
  })
})
