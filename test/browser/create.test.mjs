import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { browserForAll } from './helper.mjs'

const IMAGES = fileURLToPath(new URL('../../fixtures/images/', import.meta.url))

describe('create', () => {
  const open = browserForAll()

  test('two clicks make an agent in every status', async (t) => {
    const { page, api } = await open(t)
    await page.getByRole('link', { name: 'Create agents' }).click()
    await page.getByRole('button', { name: 'Create 12 agents' }).click()
    await page.waitForURL(/page=agents/, { timeout: 60_000 })
    await page.getByText('12 in all').waitFor()
    const { items } = await api.get('/agents?limit=1000')
    const statuses = new Set(items.map(({ kyc_status }) => kyc_status))
    assert.equal(statuses.size, 12)
    for (const status of statuses)
      assert.equal(items.filter(({ kyc_status }) => kyc_status === status).length, 1)
  })

  test('the form sends sample data and images; manual waits for the buttons at both checks', async (t) => {
    const { page, api } = await open(t, { path: '?page=create' })
    await page.getByLabel('name', { exact: true }).fill('Budi Santoso')
    await page.locator('.drop img').nth(1).waitFor()
    await page.getByRole('button', { name: 'Create agent', exact: true }).click()
    await page.getByRole('heading', { name: 'Budi Santoso' }).waitFor()
    await page.locator('.title .badge', { hasText: 'UPLOAD_IDENTITY_SELFIE_PROGRESS' }).waitFor()
    await page.getByText('Waits for a decision by hand.').first().waitFor()
    const { items } = await api.get('/agents')
    assert.equal(items[0].scenario.name, 'manual')
    const requests = (await api.get('/requests')).items.toReversed()
    assert.deepEqual(
      requests.map(({ method, path }) => `${method} ${path.replace(/\d+/g, '*')}`),
      [
        'POST /big_sandbox_api/v*/agents',
        ...Array(2).fill('PUT /kyc-sandbox/api/v*/users/*/identities'),
      ],
    )
  })

  test('a sample has another person each time, and no magic number', async (t) => {
    const { page } = await open(t, { path: '?page=create' })
    const number = page.getByLabel('identity_number')
    const seen = new Set()
    const names = new Set()
    for (let turn = 0; turn < 10; turn++) {
      const value = await number.inputValue()
      names.add(await page.getByLabel('name', { exact: true }).inputValue())
      assert.match(value, /^\d{12}[0-8]\d{3}$/)
      seen.add(value)
      await page.getByRole('button', { name: 'Another sample' }).click()
    }
    assert.equal(seen.size, 10)
    assert.equal(names.size, 10)
  })

  test('own images are taken, chosen or dropped', async (t) => {
    const { page, api } = await open(t, { path: '?page=create' })
    await page.locator('.drop img').nth(1).waitFor()
    await page.getByLabel(/Identity image/).setInputFiles(`${IMAGES}identity-card.png`)
    const bytes = (await readFile(`${IMAGES}selfie.jpg`)).toString('base64')
    const transfer = await page.evaluateHandle((base64) => {
      const data = new DataTransfer()
      const octets = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
      data.items.add(new File([octets], 'selfie.jpg', { type: 'image/jpeg' }))
      return data
    }, bytes)
    await page.locator('.drop').nth(1).dispatchEvent('drop', { dataTransfer: transfer })
    await page.getByRole('button', { name: 'Create agent', exact: true }).click()
    await page.waitForURL(/agent=/)
    const id = new URL(page.url()).searchParams.get('agent')
    const { images } = await api.get(`/agents/${id}`)
    assert.equal(images.identity.type, 'image/png')
    assert.equal(images.identity.bytes, (await readFile(`${IMAGES}identity-card.png`)).length)
    assert.equal(images.selfie.bytes, (await readFile(`${IMAGES}selfie.jpg`)).length)
  })

  test('a scenario that does not exist is marked, and nothing is sent', async (t) => {
    const { page, api } = await open(t, { path: '?page=create' })
    const field = page.getByLabel('Scenario')
    await page.locator('datalist option').first().waitFor({ state: 'attached' })
    await field.fill('no-such')
    await page.getByText('No scenario has this name.').waitFor()
    await page.getByRole('button', { name: 'Create agent', exact: true }).click()
    assert.ok(await field.evaluate((input) => input.matches(':user-invalid:focus')))
    assert.equal((await api.get('/requests')).total, 0)
    await field.fill('pending')
    await page.getByRole('button', { name: 'Create agent', exact: true }).click()
    await page.waitForURL(/agent=/)
  })

  test('what the emulated API refuses is told', async (t) => {
    const { page } = await open(t, { path: '?page=create', allow: [/status of 422/] })
    await page.getByLabel('birth_date').fill('31-02-1990')
    await page.getByRole('button', { name: 'Create agent', exact: true }).click()
    await page
      .getByRole('alert')
      .getByText('Create agent – refused. The marked fields say why.')
      .waitFor()
    const field = page.locator('form .columns > div', { hasText: 'birth_date' })
    const about = await field.locator('input').getAttribute('aria-describedby')
    assert.match(await page.locator(`#${about}`).innerText(), /^1040 Date is invalid/)
    assert.doesNotMatch(await field.locator('label').innerText(), /invalid/)
    await field.getByText('1040 Date is invalid').waitFor()
    await field.getByText('birth_date must be a real date').waitFor()
    assert.ok(await field.locator('input').evaluate((box) => box === document.activeElement))
    assert.equal(await page.getByLabel('birth_date').getAttribute('aria-invalid'), 'true')
    assert.equal(await page.locator('.toast').count(), 0)
    // It stays until the next attempt, which finds nothing wrong.
    await page.getByLabel('birth_date').fill('01-02-1990')
    await page.getByRole('alert').waitFor()
    await page.getByRole('button', { name: 'Create agent', exact: true }).click()
    await page.waitForURL(/agent=/)
  })

  test('what has been made is shown when a later step fails, and which step it was', async (t) => {
    const { page, api } = await open(t, { path: '?page=create', allow: [/status of 5\d\d/] })
    const faults = [{ path: '/users/*/identities', nth: 2, status: 500 }]
    await api.call('PUT', '/faults', { faults })
    await page.getByLabel('name', { exact: true }).fill('Budi Santoso')
    await page.getByRole('button', { name: 'Create agent', exact: true }).click()
    await page.getByRole('heading', { name: 'Budi Santoso' }).waitFor()
    await page.locator('.toast.bad', { hasText: 'Selfie – refused.' }).waitFor()
    await page.locator('.title .badge', { hasText: 'UPLOAD_IDENTITY_SUCCESS' }).waitFor()
  })

  test('manual, created to the end: the upload is accepted in between', async (t) => {
    const { page } = await open(t, { path: '?page=create' })
    await page.getByLabel('How far').selectOption('create, upload, submit')
    await page.getByText('With “manual” the upload is accepted in your name').waitFor()
    await page.getByRole('button', { name: 'Create agent', exact: true }).click()
    await page.locator('.title .badge', { hasText: 'PENDING' }).waitFor()
    await page.getByText('Waits for a decision by hand.').first().waitFor()
  })

  test('a fill that is stopped or left says how many it made', async (t) => {
    const { page, api } = await open(t, { path: '?page=create' })
    await page.getByLabel('In each status').fill('10')
    for (const stop of [
      () => page.getByRole('button', { name: 'Cancel' }).click(),
      () => page.getByRole('link', { name: 'Callbacks' }).click(),
    ]) {
      const before = (await api.get('/agents')).total
      await page.getByRole('button', { name: /^Create 120 agents/ }).click()
      await page.getByText('leaving this page stops it').waitFor()
      await stop()
      const toast = page.locator('.toast', { hasText: 'Stopped:' })
      await toast.waitFor()
      const [, made] = /Stopped: (\d+) of 120/.exec(await toast.innerText())
      assert.equal((await api.get('/agents')).total - before, Number(made))
      await toast.getByRole('button').click()
    }
  })

  test('what is in the form stays when the page is left, until the agent is made', async (t) => {
    const { page } = await open(t, { path: '?page=create' })
    const name = page.getByLabel('name', { exact: true })
    const pages = page.locator('nav')
    const there = async () => {
      await pages.getByRole('link', { name: 'Callbacks' }).click()
      await pages.getByRole('link', { name: 'Create', exact: true }).click()
    }
    await name.fill('Budi Tetap')
    await page.getByLabel('How far').selectOption('create only')
    await there()
    assert.equal(await name.inputValue(), 'Budi Tetap')
    await page.getByRole('button', { name: 'Create agent', exact: true }).click()
    await page.locator('.title .badge', { hasText: 'BASIC_DATA' }).waitFor()
    await there()
    assert.notEqual(await name.inputValue(), 'Budi Tetap')
  })

  test('sizes are written as in the page’s language, large ones in MB', async (t) => {
    const { page } = await open(t, { path: '?page=create', locale: 'id-ID' })
    for (const [bytes, size] of [
      [1536, '1,5 KB'],
      [1.5 * 1024 * 1024, '1,5 MB'],
    ]) {
      const file = { name: 'a.png', mimeType: 'image/png', buffer: Buffer.alloc(bytes) }
      await page.getByLabel(/Gambar identitas/).setInputFiles(file)
      await page.locator('.drop').first().getByText(`a.png ${size}`).waitFor()
    }
  })

  test('an own image leaves the other sample alone, shows its name, and gives way again', async (t) => {
    const { page } = await open(t, { path: '?page=create' })
    const [card, selfie] = [page.locator('.drop').first(), page.locator('.drop').nth(1)]
    await selfie.locator('img').waitFor()
    await page.getByLabel(/Identity image/).setInputFiles(`${IMAGES}identity-card.png`)
    await card.getByText('identity-card.png').waitFor()
    const source = () => selfie.locator('img').getAttribute('src')
    const before = await source()
    await page.getByRole('button', { name: 'Another sample' }).click()
    await page.waitForFunction(
      (was) => document.querySelectorAll('.drop img')[1].src !== was,
      before,
    )
    await card.getByText('identity-card.png').waitFor()
    await card.getByRole('button', { name: 'Take the sample again' }).click()
    await card.getByText('identity-card.png').waitFor({ state: 'detached' })
  })

  test('a 401 is shown, and does not make the browser ask for a password (auth.challenge)', async (t) => {
    const { page, api, profile } = await open(t, {
      path: '?page=create',
      allow: [/^console: .*401 \(Unauthorized\)/],
    })
    const asked = await watchForPasswordDialogs(profile, page)
    await api.call('PUT', '/faults', { faults: [{ fault: 'ip-not-whitelisted' }] })
    await page.getByRole('button', { name: 'Create agent', exact: true }).click()
    await page.getByText(/POST \/big_sandbox_api\/v2\/agents: 401/).waitFor()
    await page.goto(new URL('docs', page.url()).href)
    const form = page.locator('form[data-path="/big_sandbox_api/v2/agents"][data-method="POST"]')
    await form.evaluate((element) => element.closest('details')?.setAttribute('open', ''))
    await form.evaluate((element) => element.requestSubmit())
    await form.locator('output', { hasText: '401' }).waitFor({ state: 'attached' })
    assert.deepEqual(asked, [], 'neither here nor on the page of the documents')
  })
})

/** The addresses for which the browser would have asked for a password. Without a screen it asks nobody. */
async function watchForPasswordDialogs(profile, page) {
  const asked = []
  const devtools = await profile.newCDPSession(page)
  devtools.on('Fetch.requestPaused', ({ requestId }) =>
    devtools.send('Fetch.continueRequest', { requestId }),
  )
  devtools.on('Fetch.authRequired', ({ requestId, request }) => {
    asked.push(request.url)
    devtools.send('Fetch.continueWithAuth', {
      requestId,
      authChallengeResponse: { response: 'CancelAuth' },
    })
  })
  await devtools.send('Fetch.enable', { handleAuthRequests: true })
  return asked
}
