import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { breakable } from './breakable.mjs'
import { browserForAll } from './helper.mjs'
import { leadAgent } from './journeys.mjs'

describe('live', () => {
  const open = browserForAll()

  test('a broken stream is shown, taken up again where it ended, and nothing is missed', async (t) => {
    const line = breakable(t)
    const { page, api } = await open(t, {
      through: line.through,
      allow: [/ERR_(CONNECTION|EMPTY|INCOMPLETE)/],
    })
    const resumed = []
    page.on('request', (request) => {
      if (request.url().endsWith('/events')) resumed.push(request.headers()['last-event-id'])
    })
    await page.locator('.connection.live').waitFor()
    await api.createAgent({ name: 'Sebelum Putus' })
    await page.locator('.list li').first().waitFor()
    line.cut()
    await page.getByText('Reconnecting…').waitFor()
    await api.createAgent({ name: 'Saat Putus' })
    line.mend()
    await page.getByText('Live', { exact: true }).waitFor()
    await page.locator('.list li').first().filter({ hasText: 'Saat Putus' }).waitFor()
    assert.match(resumed.at(-1), /^\d+$/)
  })

  test('after a reset elsewhere the page is empty by itself', async (t) => {
    const { page, api } = await open(t)
    await api.createAgent()
    await page.locator('.list li').first().waitFor()
    await api.call('POST', '/reset')
    await page.getByText('No agents yet').waitFor()
  })

  test('an open agent follows what happens to it, and keeps its place in the list', async (t) => {
    const { page, api } = await open(t)
    const id = await leadAgent(api, 'submitted')
    await page.goto(`${page.url()}?page=agents&agent=${id}`)
    await page.locator('.title .badge', { hasText: 'PENDING' }).waitFor()
    await api.call('POST', `/agents/${id}/decision`, { kyc_status: 'APPROVED' })
    await page.locator('.title .badge', { hasText: 'APPROVED' }).waitFor()
    await page.locator('.list .badge', { hasText: 'APPROVED' }).waitFor()
  })

  test('calls appear as they are made, those with a wrong key too', async (t) => {
    const { page, api } = await open(t, { path: '?page=requests' })
    await page.getByRole('heading', { name: 'No calls yet' }).waitFor()
    await api.flip('GET', '/big_sandbox_api/v2/agents/1', undefined, 'wrong-key')
    const row = page.locator('.list li', { hasText: '401' })
    await row.click()
    await page.locator('.detail pre', { hasText: 'authorization: [redacted]' }).waitFor()
    await page.locator('.detail pre', { hasText: 'invalid credentials' }).waitFor()
    await page.getByLabel('Status').fill('200')
    await page.getByLabel('Status').press('Enter')
    await page.getByText('0 found').waitFor()
    await page.getByRole('heading', { name: 'Nothing matches' }).waitFor()
  })
})
