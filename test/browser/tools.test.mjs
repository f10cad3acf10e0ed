import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, test } from 'node:test'
import { browserForAll } from './helper.mjs'
import { leadAgent } from './journeys.mjs'

describe('tools', () => {
  const open = browserForAll()
  const toast = (page, text) => page.locator('.toast', { hasText: text }).waitFor()
  const clipboard = (page) => page.evaluate(() => navigator.clipboard.readText())

  test('scenarios: searched, numbers copied, armed, added and removed', async (t) => {
    const { page, api } = await open(t, { path: '?page=scenarios' })
    await page.getByText('93 in all').waitFor()
    await page.getByRole('searchbox').fill('rejected-17')
    await page.getByText('2 of 93').waitFor()
    await page.getByRole('button', { name: 'Copy: 9917' }).click()
    await toast(page, 'Copied.')
    assert.equal(await clipboard(page), '9917')
    await page.getByRole('button', { name: 'Arm: rejected-17', exact: true }).click()
    await page.getByRole('button', { name: 'Arm', exact: true }).click()
    await page.locator('.armed', { hasText: 'rejected-17 ×1' }).waitFor()
    assert.equal((await api.get('/companies/1')).armed[0].scenario, 'rejected-17')
    await page.getByRole('button', { name: 'Add a scenario…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Add a scenario' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('searchbox').fill('slow')
    await page.getByRole('button', { name: 'Remove: slow-reject' }).click()
    await page.getByText('0 of 93').waitFor()
    await page.locator('.catalogue:focus').waitFor()
  })

  test('scenarios: one of all companies is removed from the page of a company', async (t) => {
    const { page, api } = await open(t, {
      path: '?page=scenarios&q=for-all',
      prepare: (api) =>
        api.call('POST', '/scenarios', {
          name: 'for-all',
          description: 'For all.',
          match: { name: 'A*' },
        }),
    })
    await page.getByRole('button', { name: 'Remove: for-all' }).click()
    await page.getByText('0 of 93').waitFor()
    const { items } = await api.get('/scenarios')
    assert.ok(!items.some(({ name }) => name === 'for-all'))
  })

  test('scenarios: a card or a selfie to keep, which brings the outcome about', async (t) => {
    const { page, api } = await open(t, { path: '?page=scenarios&q=rejected-17' })
    const id = await api.createAgent()
    for (const [selfie, kind] of ['Identity image', 'Selfie'].entries()) {
      const button = page.getByRole('button', { name: `${kind}: rejected-17`, exact: true })
      const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
      assert.equal(download.suggestedFilename(), 'rejected-17.jpg')
      const form = new FormData()
      const bytes = await readFile(await download.path())
      for (const [name, value] of Object.entries({ user_type: 1, identity_type: 1, selfie }))
        form.set(name, value)
      form.set('image', new Blob([bytes]), 'a.jpg')
      const { status } = await api.flip('PUT', `/kyc-sandbox/api/v1/users/${id}/identities`, form)
      assert.equal(status, 200)
      const because = `its ${kind.toLowerCase()} says so`
      assert.deepEqual((await api.get(`/agents/${id}`)).scenario, { name: 'rejected-17', because })
    }
  })

  test('clock: frozen, advanced, with what is scheduled next', async (t) => {
    const { page, api } = await open(t, { path: '?page=clock' })
    const id = await leadAgent(api, 'submitted')
    await page.getByRole('button', { name: 'Freeze' }).click()
    await toast(page, 'The clock stands still.')
    await page.locator('.bar').getByText('frozen').waitFor()
    await api.call('POST', `/agents/${id}/decision`, { kyc_status: 'APPROVED', after: '2h' })
    await page.getByRole('link', { name: `decision about agent ${id}` }).waitFor()
    await page.getByText('2:00:00').waitFor()
    await page.getByRole('button', { name: '+1h' }).click()
    await page.getByText('1:00:00').waitFor()
    await page.getByLabel('Advance by').fill('1h')
    await page.getByRole('button', { name: 'Advance', exact: true }).click()
    await page.getByText('Nothing is scheduled.').waitFor()
    assert.equal((await api.get(`/agents/${id}`)).kyc_status, 'APPROVED')
    await page.getByRole('button', { name: 'Let it run' }).click()
    await page.locator('.card .badge', { hasText: 'running' }).waitFor()
    await page.getByText(/ahead of real time/).waitFor()
  })

  test('clock: advanced to what is due next', async (t) => {
    const { page, api } = await open(t, { path: '?page=clock' })
    const id = await leadAgent(api, 'submitted')
    await api.call('POST', `/agents/${id}/decision`, { kyc_status: 'APPROVED', after: '3d' })
    await page.getByRole('link', { name: `decision about agent ${id}` }).waitFor()
    await page.getByRole('button', { name: 'Advance to here' }).click()
    await toast(page, 'Advanced by')
    await page.getByText('Nothing is scheduled.').waitFor()
    assert.equal((await api.get(`/agents/${id}`)).kyc_status, 'APPROVED')
  })

  test('scenarios stand by family as in the terminal; what happens is seen at 390 pixels', async (t) => {
    const { page } = await open(t, {
      path: '?page=scenarios',
      viewport: { width: 390, height: 844 },
    })
    const family = page.locator('.family', { hasText: 'upload-failed-RR' })
    await family.getByText('…98RR').waitFor()
    assert.equal(await page.locator('.catalogue > li').count(), 24)
    await family.getByRole('button', { name: '24 reasons: upload-failed-RR' }).click()
    assert.equal(await family.locator('li').count(), 24)
    await family.getByText('17: Part of the data on the photo ID card').waitFor()
    const { x, width } = await family.locator('li .what').nth(7).boundingBox()
    assert.ok(x >= 0 && x + width <= 390)
  })

  test('what was wrong with a fault is no longer said once it is added', async (t) => {
    const { page } = await open(t, { path: '?page=faults', allow: [/400/] })
    await page.getByLabel('Path').fill('/users/*/submits')
    const add = page.getByRole('button', { name: 'Add fault' })
    await add.click()
    const refused = page.getByText('fits no endpoint')
    await refused.waitFor()
    await page.getByLabel('Path').fill('/users/*/submit')
    await add.click()
    await page.locator('.fault-line').waitFor()
    assert.equal(await refused.count(), 0)
  })

  test('a fault is a sentence, already while it is written', async (t) => {
    const { page } = await open(t, { path: '?page=faults' })
    const sentence = page.locator('form .notice')
    await page.getByLabel('Method').selectOption('POST')
    await page.getByLabel('Path').fill('/agents')
    await page.getByLabel('Nth call only').fill('2')
    await page.getByLabel('Latency').fill('2s')
    await page.getByLabel('Answer').selectOption('cut-body')
    assert.equal(
      await sentence.innerText(),
      'Call 2 to POST /agents will get half an answer, then the connection breaks, 2s late.',
    )
    await page.getByLabel('Answer').selectOption('upload-cut')
    await page.getByLabel('After how many bytes').fill('2000')
    await sentence.getByText('be cut off after 2,000 bytes of its upload').waitFor()
    await page.getByLabel('Answer').selectOption('429')
    await sentence.getByText('will be answered 429, 2s late').waitFor()
    await page.getByRole('button', { name: 'ID – Bahasa Indonesia' }).click()
    await sentence.getByText('Panggilan ke-2 ke POST /agents akan dijawab 429').waitFor()
  })

  test('a message belongs to the page that it came from', async (t) => {
    const { page } = await open(t, { path: '?page=clock' })
    await page.getByRole('button', { name: 'Freeze' }).click()
    await toast(page, 'The clock stands still.')
    await page.getByRole('link', { name: 'Faults' }).click()
    await page.locator('.toast').waitFor({ state: 'detached' })
  })

  test('faults: added, seen, removed; maintenance switched', async (t) => {
    const { page, api } = await open(t, { path: '?page=faults' })
    await page.getByText('Every call is answered as it should be.').waitFor()
    await page.getByLabel('Method').selectOption('GET')
    await page.getByLabel('Path').fill('/agents/*')
    await page.getByLabel('Answer').selectOption('500')
    await page.getByRole('button', { name: 'Add fault' }).click()
    await page
      .locator('.plain li', { hasText: 'Every call to GET /agents/* will be answered 500.' })
      .waitFor()
    const path = '/big_sandbox_api/v2/agents/1'
    assert.equal((await api.flip('GET', path)).status, 500)
    await page.getByText('has struck: 1 · may still strike: without limit').waitFor()
    await page.getByLabel('Path').fill('/countries')
    await page.getByLabel('Answer').selectOption('upload-cut')
    await page.getByLabel('After how many bytes').fill('10')
    await page.getByRole('button', { name: 'Add fault' }).click()
    await page.locator('.plain li', { hasText: 'after 10 bytes' }).waitFor()
    await page.getByRole('button', { name: 'Remove: fault-1' }).click()
    await page.locator('.plain li').nth(1).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Remove all faults' }).click()
    await page.getByText('Every call is answered as it should be.').waitFor()
    await page.locator('h2:focus', { hasText: 'Faults' }).waitFor()
    const maintenance = page.getByRole('switch', { name: 'Maintenance' })
    await maintenance.click()
    await page.locator('.bar').getByRole('link', { name: 'Maintenance' }).waitFor()
    assert.equal((await api.flip('GET', path)).status, 503)
    await page.getByText('There are no faults, but maintenance is on.').waitFor()
    await maintenance.click()
    await page.locator('.bar .badge').waitFor({ state: 'detached' })
    assert.equal(await maintenance.isChecked(), false)
    await page.getByRole('combobox', { name: 'For', exact: true }).selectOption('all companies')
    await page.getByText('No fault is for all companies; one alone may have some.').waitFor()
    await page.getByRole('combobox', { name: 'For', exact: true }).selectOption('Company 1')
    await api.call('POST', '/faults', { path: '/countries', status: 500 })
    await page.getByRole('link', { name: 'Faults for all companies: 1' }).click()
    await page.locator('.plain li', { hasText: '/countries' }).waitFor()
  })

  test('coverage: what was never tried is armed by a click, counted, and begun anew', async (t) => {
    const { page, api } = await open(t, { path: '?page=coverage' })
    const row = (name) =>
      page.locator('tr', { has: page.getByRole('rowheader', { name, exact: true }) })
    await page.getByRole('status').getByText('0 %').waitFor()
    await page.getByRole('button', { name: 'Arm: suspicious' }).click()
    await toast(page, 'The next agent will follow suspicious.')
    const unused = page.getByRole('region', { name: 'Prepared, but never used' })
    await unused.getByText('armed scenario suspicious ×1').waitFor()
    await page.getByText('Rejection reasons 0 of 24').waitFor()
    await page.getByRole('button', { name: 'Arm: ip-not-whitelisted' }).click()
    await toast(page, 'The next call it concerns meets ip-not-whitelisted.')
    assert.equal((await api.flip('GET', '/big_sandbox_api/v2/agents/1')).status, 401)
    await leadAgent(api, 'submitted', 'suspicious')
    await row('SUSPICIOUS').getByText('1').waitFor()
    await row('POST /agents').getByText('1').waitFor()
    await unused.waitFor({ state: 'detached' })
    await page.getByLabel('Only what was never tried').check()
    await row('POST /agents').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Begin anew' }).click()
    await row('POST /agents').waitFor()
    assert.equal((await api.get('/coverage')).covered, 0)
  })

  test('companies: created, switched, keys copied, settings changed, removed', async (t) => {
    const { page, api } = await open(t, { path: '?page=companies' })
    await api.createAgent({ name: 'Milik Satu' })
    await page.getByRole('button', { name: 'Create company' }).click()
    const second = page.getByRole('region', { name: 'Company 2' })
    await second.getByRole('button', { name: 'Copy: secret_key' }).click()
    const { secret_key } = await api.get('/companies/2')
    assert.equal(await clipboard(page), secret_key)
    await second.getByRole('button', { name: 'Settings…' }).click()
    await page.getByLabel('callback_delay').fill('2s')
    await page.getByLabel('magic_numbers').selectOption('off')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const saved = await api.get('/companies/2')
    assert.deepEqual([saved.callback_delay, saved.magic_numbers], ['2s', 'off'])
    await page.getByRole('link', { name: 'Agents' }).click()
    await page.getByText('No agents yet').waitFor()
    await page.getByLabel('Company').selectOption('1')
    await page.locator('.list li', { hasText: 'Milik Satu' }).waitFor()
    await page.goto(page.url().replace(/\?.*/, '?page=companies'))
    await second.getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await second.waitFor({ state: 'detached' })
  })

  test('data: exported as a file, reset with confirmation, imported again', async (t) => {
    const { page, api } = await open(t, { path: '?page=data' })
    await leadAgent(api, 'submitted', 'approved', { name: 'Budi Santoso' })
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export as a file' }).click(),
    ])
    const file = await download.path()
    assert.equal(download.suggestedFilename(), 'flip-sandbox-company-1.json')
    assert.equal(JSON.parse(await readFile(file, 'utf8')).agents.length, 1)
    await page.getByRole('button', { name: 'Reset' }).click()
    await page.getByRole('dialog').getByText('This empties: Company 1.').waitFor()
    await page.keyboard.press('Escape')
    assert.equal((await api.get('/agents')).total, 1)
    await page.getByRole('button', { name: 'Reset' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click()
    await toast(page, 'Emptied.')
    assert.equal((await api.get('/agents')).total, 0)
    await page.getByLabel('Exported file').setInputFiles(file)
    await page.getByRole('button', { name: 'Replace everything' }).click()
    await toast(page, 'Imported.')
    await page.getByRole('link', { name: 'Agents' }).click()
    await page.locator('.list li', { hasText: 'Budi Santoso' }).waitFor()
  })

  test('a scenario that is no JSON, or none that the sandbox takes, is told in the window', async (t) => {
    const { page } = await open(t, { path: '?page=scenarios', allow: [/status of 4\d\d/] })
    await page.getByRole('button', { name: 'Add a scenario…' }).click()
    const dialog = page.getByRole('dialog')
    const add = dialog.getByRole('button', { name: 'Add a scenario', exact: true })
    assert.ok(await dialog.getByLabel('JSON').evaluate((field) => field === document.activeElement))
    await dialog.getByLabel('JSON').fill('{ "name": ')
    await add.click()
    await dialog.getByRole('alert').getByText('This is not JSON:').waitFor()
    await dialog.getByLabel('JSON').fill('{ "name": "x", "nothing": 1 }')
    await add.click()
    await dialog.getByRole('alert').getByText('nothing').waitFor()
  })

  test('what belongs to another company says so, and leads there', async (t) => {
    const { page, api, sandbox } = await open(t)
    await api.call('POST', '/companies', {})
    const id = await leadAgent(api, 'uploaded', 'approved')
    await api.get('/wait?idle=true')
    for (const query of [`agents&agent=${id}`, 'callbacks&callback=1', 'requests&request=1']) {
      await page.goto(`${sandbox.url}/_sandbox/?page=${query}&company=2`)
      const notice = page.locator('.notice', { hasText: 'This belongs to company 1.' })
      await notice.getByRole('link', { name: 'Switch to it' }).click()
      await notice.waitFor({ state: 'detached' })
      assert.equal(await page.getByLabel('Company', { exact: true }).inputValue(), '1')
      await page.locator('.detail article').waitFor()
    }
  })

  test('another company keeps the page; one that is not there is told', async (t) => {
    const { page, api } = await open(t, { path: '?page=faults&company=7' })
    await page.getByRole('alert').getByText('There is no company 7.').waitFor()
    await api.call('POST', '/companies', {})
    await page.getByLabel('Company', { exact: true }).selectOption('2')
    await page.waitForURL(/page=faults&company=2|company=2&page=faults/)
    await page.getByRole('alert').waitFor({ state: 'detached' })
    await page.getByLabel('Probability').fill('0.123')
    await page.getByRole('button', { name: 'Add fault' }).click()
    await page.getByText('12.3 % of the calls').first().waitFor()
    await page.getByRole('link', { name: 'Agents' }).click()
    await page.locator('.bar').getByRole('link', { name: 'Faults: 1' }).click()
    await page.getByText('12.3 % of the calls').first().waitFor()
  })
})
