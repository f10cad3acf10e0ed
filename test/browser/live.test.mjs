import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
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

  test('the clock stops while the sandbox is away', async (t) => {
    const line = breakable(t)
    const { page } = await open(t, {
      path: '?page=clock',
      through: line.through,
      allow: [/ERR_(CONNECTION|EMPTY|INCOMPLETE|SOCKET)/],
    })
    await page.clock.install()
    await page.reload()
    const shown = () => page.locator('.time').innerText()
    /** Whether the clock shows another time after three seconds. */
    const ticks = async () => {
      const before = await shown()
      await page.clock.runFor(3000)
      return (await shown()) !== before
    }
    await page.locator('.connection.live').waitFor()
    assert.ok(await ticks())
    line.cut()
    await page.getByText('Reconnecting…').waitFor()
    assert.equal(await ticks(), false)
    line.mend()
    await page.locator('.connection.live').waitFor()
    assert.ok(await ticks())
  })

  test('times are in the zone of Flip’s answers, wherever the browser is', async (t) => {
    const { page, api } = await open(t, { timezoneId: 'America/Lima' })
    const id = await api.createAgent()
    const { created_at } = (await api.flip('GET', `/big_sandbox_api/v2/agents/${id}`)).body
    await page.goto(`${page.url()}?page=agents&agent=${id}`)
    await page.getByText(`Created ${created_at}`).waitFor()
    await page.locator('.bar').getByText('WIB').waitFor()
  })

  test('a call says its own number and its agent’s; those of another company are apart', async (t) => {
    const { page, api } = await open(t, { path: '?page=requests' })
    const id = await api.createAgent()
    const row = page.locator('.list li', { hasText: `Agent ${id}` })
    await row.getByText('Call 1').waitFor()
    await row.click()
    await page.locator('.detail .title').getByText('Call 1').waitFor()
    await api.call('POST', '/companies', {})
    await page.getByLabel('Company', { exact: true }).selectOption('2')
    await page.getByText('0 in all').waitFor()
    await page.getByLabel('For').selectOption('all, and calls without a key')
    await page.getByText('1 in all').waitFor()
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
    await page.getByLabel('Status').selectOption('200')
    await page.getByText('0 found').waitFor()
    await page.getByRole('heading', { name: 'Nothing matches' }).waitFor()
    await api.createAgent()
    await api.flip('POST', '/big_sandbox_api/v2/agents', new URLSearchParams({ name: 'Budi' }))
    await page.getByText('1 found').waitFor()
    await page.getByLabel('Status').selectOption('Refused')
    await page.getByText('2 found').waitFor()
    assert.deepEqual(await page.locator('.list li .badge').allInnerTexts(), ['422', '401'])
    await page.goto(page.url().replace('refused', '418'))
    await page.getByRole('heading', { name: 'Nothing matches' }).waitFor()
    assert.equal(await page.getByLabel('Status').inputValue(), '418')
  })

  test('a call that a fault struck says so, in the list and opened', async (t) => {
    const { page, api } = await open(t, { path: '?page=requests' })
    await api.call('POST', '/faults', { path: '/agents/1', status: 500 })
    await api.flip('GET', '/big_sandbox_api/v2/agents/1')
    const row = page.locator('.list li', { hasText: '/agents/1' })
    await row.getByText('fault: status 500').waitFor()
    await row.click()
    await page.locator('.detail .title').getByText('fault: status 500').waitFor()
  })

  test('an opened call stays open when a hundred newer ones come, and opens by its address', async (t) => {
    const { page, api } = await open(t, { path: '?page=requests' })
    await api.createAgent({ name: 'Yang Pertama' })
    await page.locator('.list li', { hasText: '/agents' }).click()
    const body = page.locator('.detail pre', { hasText: 'Yang+Pertama' })
    await body.waitFor()
    await page.locator('.mark').hover()
    for (let n = 0; n < 120; n++) await api.flip('GET', '/big_sandbox_api/v2/agents/1')
    await page.getByText('121 in all').waitFor()
    await page.locator('.list li', { hasText: '/agents/1' }).first().waitFor()
    assert.ok(await body.isVisible())
    await page.reload()
    await body.waitFor()
  })

  test('a call from the log is copied as a curl that works, with the key', async (t) => {
    const { page, api } = await open(t, { path: '?page=requests' })
    const id = await leadAgent(api, 'uploaded')
    const created = page.locator('.list li', { hasText: 'POST' })
    await created.click()
    const copied = async () => {
      await page.locator('.detail').getByRole('button', { name: 'Copy as curl' }).click()
      await page.locator('.toast', { hasText: 'Copied.' }).waitFor()
      return page.evaluate(() => navigator.clipboard.readText())
    }
    const command = (await copied())
      .replace('327601010190', '327601010191')
      .replace('08120000', '08120001')
    const run = spawn('sh', ['-c', `${command} -sS`], { stdio: ['ignore', 'pipe', 'inherit'] })
    const output = (await run.stdout.toArray()).join('')
    assert.equal(JSON.parse(output).kyc_status, 'BASIC_DATA', command)
    await page
      .locator('.list li', { hasText: `users/${id}/identities` })
      .first()
      .click()
    await page.locator('.detail pre', { hasText: 'identities HTTP' }).waitFor()
    assert.match(await copied(), /-F image=@image\.jpg/)
  })

  test('bytes are copied to the letter where they are text, else in hexadecimal', async (t) => {
    const { page, api } = await open(t)
    const id = await leadAgent(api, 'uploaded')
    await page.goto(`${page.url()}?page=agents&agent=${id}`)
    const copied = async (line) => {
      await line.locator('summary').click()
      await line.getByRole('button', { name: 'Copy: Request' }).click()
      await page.locator('.toast', { hasText: 'Copied.' }).waitFor()
      return page.evaluate(() => navigator.clipboard.readText())
    }
    const upload = page.locator('.timeline li.request', { hasText: '/identities' }).first()
    assert.match(await copied(upload), /^000000 {2}50 55 54 20/)
    const creation = page.locator('.timeline li.request', { hasText: 'POST /agents' })
    const text = await copied(creation)
    assert.match(text, /^POST \/big_sandbox_api\/v2\/agents HTTP\/1.1/)
    assert.ok(text.includes('name=Contoh'))
  })
})
