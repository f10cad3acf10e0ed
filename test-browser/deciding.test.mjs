import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { browserForAll } from './helper.mjs'
import { leadAgent } from './journeys.mjs'

describe('deciding', () => {
  const open = browserForAll()

  const at = async (t, until, scenario = 'manual') => {
    const { page, api, ...rest } = await open(t)
    const id = await leadAgent(api, until, scenario)
    await page.goto(`${page.url()}?page=agents&agent=${id}`)
    const decide = page.getByRole('region', { name: 'Decide' })
    await decide.waitFor()
    const status = async (wanted) => page.locator('.title .badge', { hasText: wanted }).waitFor()
    return { page, api, id, decide, status, ...rest }
  }

  test('Approve approves, and the callback follows', async (t) => {
    const { decide, status, page } = await at(t, 'submitted')
    await decide.getByRole('button', { name: 'Approve' }).click()
    await status('APPROVED')
    const callback = page.locator('.timeline li.callback', { hasText: 'APPROVED' })
    await callback.getByText('delivered').waitFor()
  })

  test('Reject… offers 24 reasons, searched by code, text and remedy', async (t) => {
    const { page, decide, status } = await at(t, 'submitted')
    await decide.getByRole('button', { name: 'Reject…' }).click()
    const dialog = page.getByRole('dialog')
    const reasons = dialog.locator('.reasons li')
    assert.equal(await reasons.count(), 24)
    const search = dialog.getByRole('searchbox')
    for (const [text, count] of [
      ['customer service', 4],
      ['17', 1],
      ['blurry', 2],
    ]) {
      await search.fill(text)
      await page.waitForFunction(
        (n) => document.querySelectorAll('.reasons li').length === n,
        count,
      )
    }
    await search.fill('veil')
    await dialog.getByText('Remedy: Flip’s customer service only').waitFor()
    await search.press('Enter')
    await status('REJECTED 28')
    await page.getByText('28: User wearing veil').waitFor()
  })

  test('the upload check is accepted or failed by hand', async (t) => {
    const { page, decide, status } = await at(t, 'uploaded')
    await decide.getByRole('button', { name: 'Fail the upload…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: /^14/ }).click()
    await status('UPLOAD_IDENTITY_SELFIE_FAILED 14')
    await decide.getByRole('button', { name: 'Accept the upload' }).click()
    await status('UPLOAD_IDENTITY_SELFIE_SUCCESS')
  })

  test('Suspicious, Need to check, Help and Keep pending lead to each other', async (t) => {
    const { decide, status } = await at(t, 'submitted')
    for (const [name, wanted] of [
      ['Suspicious', 'SUSPICIOUS'],
      ['Need to check', 'NEED_TO_CHECK'],
      ['Help', 'HELP'],
      ['Keep pending', 'PENDING'],
    ]) {
      await decide.getByRole('button', { name, exact: true }).click()
      await status(wanted)
    }
  })

  test('the page names the call that the application has to make next', async (t) => {
    const { page, api, id, decide, status } = await at(t, 'uploaded')
    const next = async (...names) => {
      await decide.locator('.next', { hasText: names.at(-1) }).waitFor()
      const shown = await decide.locator('.next .buttons > button:first-child').allInnerTexts()
      assert.deepEqual(shown, names)
    }
    const hints = () => decide.locator('button:has(.key)').allInnerTexts()
    assert.deepEqual(
      (await hints()).map((text) => text.replace(/\s+/g, ' ')),
      ['Accept the upload a', 'Fail the upload… r'],
    )
    assert.equal(await decide.locator('.next').count(), 0)
    const to = (kyc_status, rejected_reason_code) =>
      api.call('POST', `/agents/${id}/decision`, { kyc_status, rejected_reason_code })
    await to('UPLOAD_IDENTITY_SELFIE_FAILED', 17)
    const kyc = '/kyc-sandbox/api/v1'
    await next('Send a new identity image', 'Send a supporting document')
    await decide.getByText(`PUT ${kyc}/users/${id}/repairPhoto`).waitFor()
    await decide.getByText(`POST ${kyc}/documents`).waitFor()
    await to('UPLOAD_IDENTITY_SELFIE_SUCCESS')
    await next('Submit the KYC')
    await api.flip('PUT', `${kyc}/users/${id}/submit`, new URLSearchParams({ user_type: '1' }))
    await to('REJECTED', 28)
    await decide.getByText('No call of the application helps: by hand only.').waitFor()
    await decide.getByRole('button', { name: 'Set back to pending' }).click()
    await status('PENDING')
    await decide.locator('.next').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Keep pending' }).waitFor()
  })

  test('what the status does not allow is off, and says why', async (t) => {
    const { page, api } = await open(t)
    const id = await api.createAgent()
    await page.goto(`${page.url()}?page=agents&agent=${id}`)
    const approve = page.getByRole('button', { name: 'Approve' })
    await approve.waitFor()
    assert.equal(await approve.getAttribute('aria-disabled'), 'true')
    assert.match(
      await approve.getAttribute('title'),
      /the identity image and the selfie are missing/,
    )
    await approve.click({ force: true })
    await page.locator('.toast', { hasText: 'Nothing to decide yet' }).waitFor()
    assert.equal((await api.get(`/agents/${id}`)).kyc_status, 'BASIC_DATA')
  })

  test('a decision not yet due can be taken back', async (t) => {
    const { page, api, id, decide, status } = await at(t, 'submitted')
    await decide.getByLabel('When').selectOption('1h')
    await decide.getByRole('button', { name: 'Approve' }).click()
    await decide.getByText(/APPROVED in (59:5\d|1:00:00), by hand/).waitFor()
    await decide.getByRole('button', { name: 'Take back' }).click()
    await decide.getByText('Waits for a decision by hand.').waitFor()
    await decide.getByRole('button', { name: 'Take back' }).waitFor({ state: 'detached' })
    await status('PENDING')
    assert.equal((await api.get(`/agents/${id}`)).check?.due ?? null, null)
    assert.equal(await page.locator('.toast.bad').count(), 0)
  })

  test('a and r decide from the keyboard', async (t) => {
    const { page, decide, status } = await at(t, 'uploaded')
    await page.keyboard.press('a')
    await status('UPLOAD_IDENTITY_SELFIE_SUCCESS')
    await decide.waitFor()
    const { page: other, status: otherStatus } = await at(t, 'submitted')
    await other.keyboard.press('r')
    await other.getByRole('dialog').getByRole('searchbox').fill('19')
    await other.keyboard.press('Enter')
    await otherStatus('REJECTED 19')
    await other.getByRole('dialog').waitFor({ state: 'detached' })
    await other.keyboard.press('a')
    await otherStatus('APPROVED')
  })

  test('the next agent is armed, and that is taken back', async (t) => {
    const { page, api } = await open(t)
    const arm = async (scenario) => {
      await page.getByRole('button', { name: 'Arm the next agent…' }).click()
      await page.getByRole('dialog').getByLabel('Scenario').fill(scenario)
      await page.getByRole('button', { name: 'Arm', exact: true }).click()
      await page.locator('.armed', { hasText: `${scenario} ×1` }).waitFor()
    }
    await arm('rejected-17')
    await page.getByRole('button', { name: 'Take back' }).click()
    await page.getByRole('button', { name: 'Arm the next agent…' }).waitFor()
    await arm('suspicious')
    const id = await api.createAgent({ name: 'Budi Santoso' })
    await page.getByRole('button', { name: 'Arm the next agent…' }).waitFor()
    await page.locator('.list li', { hasText: 'Budi' }).click()
    await page.getByText('it was armed for the next agent').first().waitFor()
    assert.equal((await api.get(`/agents/${id}`)).scenario.name, 'suspicious')
  })

  test('an agent is given another scenario, and another account status', async (t) => {
    const { page, api, id } = await at(t, 'submitted')
    await page.getByRole('button', { name: 'Change…' }).click()
    await page.getByRole('dialog').getByLabel('Scenario').fill('rejected-20')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.locator('.title .badge', { hasText: 'REJECTED 20' }).waitFor()
    await page.getByLabel('Account').selectOption('BLOCKED')
    await page.locator('.timeline', { hasText: 'account status set' }).waitFor()
    assert.equal((await api.get(`/agents/${id}`)).status, 'BLOCKED')
  })
})
