import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
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
    await callback.getByText('delivered', { exact: true }).waitFor()
  })

  test('Reject… offers 24 reasons, searched by code, text and remedy', async (t) => {
    const { page, decide, status } = await at(t, 'submitted')
    await decide.getByRole('button', { name: 'Reject…' }).click()
    const dialog = page.getByRole('dialog')
    const reasons = dialog.locator('.reasons li')
    assert.equal(await reasons.count(), 24)
    const search = dialog.getByRole('searchbox')
    const { y } = await dialog.boundingBox()
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
    assert.equal((await dialog.boundingBox()).y, y)
    await search.fill('veil')
    await dialog.getByText('Remedy: Flip’s customer service only').waitFor()
    await search.press('Enter')
    await status('REJECTED 28')
    await page.getByText('28: User wearing veil').waitFor()
  })

  test('the upload check is accepted or failed by hand', async (t) => {
    const { page, decide, status } = await at(t, 'uploaded')
    await decide.getByRole('button', { name: 'Fail the upload…' }).click()
    const reason = page.getByRole('dialog').getByRole('button', { name: /^14/ })
    await reason.getByText('Remedy: supporting documents (documents)').waitFor()
    await reason.click()
    await status('UPLOAD_IDENTITY_SELFIE_FAILED 14')
    await decide.getByRole('button', { name: 'Accept the upload' }).click()
    await status('UPLOAD_IDENTITY_SELFIE_SUCCESS')
  })

  test('Suspicious, Need to check, Help and Keep pending lead to each other', async (t) => {
    const { decide, status } = await at(t, 'submitted')
    await decide.getByRole('button', { name: 'Other…' }).click()
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
    const hints = () =>
      decide
        .locator('button:has(.key)')
        .evaluateAll((all) =>
          all.map((one) => `${one.innerText} ${one.querySelector('.key').dataset.key}`),
        )
    assert.deepEqual(
      (await hints()).map((text) => text.replace(/\s+/g, ' ')),
      ['Accept the upload a', 'Fail the upload… r'],
    )
    assert.equal(await decide.locator('.next').count(), 0)
    const to = (kyc_status, rejected_reason_code) =>
      api.call('POST', `/agents/${id}/decision`, { kyc_status, rejected_reason_code })
    await to('UPLOAD_IDENTITY_SELFIE_FAILED', 17)
    const kyc = '/kyc-sandbox/api/v1'
    await next('Send a supporting document')
    await decide.getByText(`POST ${kyc}/documents`).waitFor()
    await to('UPLOAD_IDENTITY_SELFIE_SUCCESS')
    await next('Submit the KYC')
    await api.flip('PUT', `${kyc}/users/${id}/submit`, new URLSearchParams({ user_type: '1' }))
    await to('REJECTED', 17)
    await next('Send a new identity image', 'Send a supporting document')
    await decide.getByText(`PUT ${kyc}/users/${id}/repairPhoto`).waitFor()
    await to('PENDING')
    await to('REJECTED', 28)
    await decide
      .getByText('No call of the application helps; it can only be decided by hand.')
      .waitFor()
    await decide.getByRole('button', { name: 'Other…' }).click()
    await decide.getByRole('button', { name: 'Set back to pending' }).click()
    await status('PENDING')
    await decide.locator('.next').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Suspicious' }).waitFor()
  })

  test('what the status does not allow is not there; its key says why', async (t) => {
    const { page, api } = await open(t)
    const id = await api.createAgent()
    await page.goto(`${page.url()}?page=agents&agent=${id}`)
    const decide = page.getByRole('region', { name: 'Decide' })
    await decide.getByText('Nothing to decide yet: the identity image').waitFor()
    for (const name of ['Approve', 'Reject…', 'Accept the upload', 'Other…'])
      assert.equal(await decide.getByRole('button', { name }).count(), 0, name)
    await page.keyboard.press('a')
    await page.locator('.toast', { hasText: 'Nothing to decide yet' }).waitFor()
    assert.equal((await api.get(`/agents/${id}`)).kyc_status, 'BASIC_DATA')
  })

  test('usual decisions are buttons, the other possible ones are behind one', async (t) => {
    const { decide, status } = await at(t, 'submitted')
    const shown = async () =>
      (await decide.locator('header button').allInnerTexts()).map(
        (text) => text.split(/\s[ar]$/)[0],
      )
    assert.deepEqual(await shown(), ['Approve', 'Reject…', 'Other…'])
    await decide.getByRole('button', { name: 'Other…' }).click()
    assert.deepEqual((await shown()).slice(3), ['Suspicious', 'Need to check', 'Help'])
    await decide.getByRole('button', { name: 'Approve' }).click()
    await status('APPROVED')
    await decide.getByText('Approved is final').waitFor()
    assert.equal(await decide.locator('header').getByRole('button').count(), 0)
  })

  test('a callback that fails says so: a red dot, the sentence, and after a decision a message', async (t) => {
    const { page, api, decide, status } = await at(t, 'submitted')
    await api.call('PATCH', '/companies/1', { callback_url: 'http://127.0.0.1:9/callback' })
    await decide.getByRole('button', { name: 'Approve' }).click()
    await page
      .locator('.toast.bad', { hasText: /^Now APPROVED; the callback failed: Nothing listens at/ })
      .waitFor()
    await status('APPROVED')
    const line = page.locator('.timeline li.callback', { hasText: 'APPROVED' })
    await line.getByText('Nothing listens at 127.0.0.1:9').waitFor()
    const dot = (item) =>
      item.evaluate((element) => getComputedStyle(element, '::before').backgroundColor)
    const delivered = page.locator('.timeline li.callback', { hasText: 'SELFIE_SUCCESS' })
    assert.equal(await dot(line), 'rgb(168, 29, 40)')
    assert.equal(await dot(delivered), 'rgb(20, 97, 54)')
    await page.getByRole('link', { name: 'Callbacks' }).first().click()
    await page.locator('.list li', { hasText: 'Nothing listens at' }).waitFor()
  })

  test('a decision not yet due can be taken back', async (t) => {
    const { page, api, id, decide, status } = await at(t, 'submitted')
    await decide.getByLabel('When').selectOption('1h')
    await decide.getByRole('button', { name: 'Approve' }).click()
    await decide.getByText(/APPROVED in (59:5\d|1:00:00), by hand/).waitFor()
    await decide.getByRole('button', { name: 'Take back' }).click()
    await decide.getByText('Waits for a decision by hand.').waitFor()
    await decide.getByRole('button', { name: 'Take back' }).waitFor({ state: 'detached' })
    await page.locator('h3:focus', { hasText: 'Decide' }).waitFor()
    await status('PENDING')
    assert.equal((await api.get(`/agents/${id}`)).check?.due ?? null, null)
    assert.equal(await page.locator('.toast.bad').count(), 0)
  })

  test('a goes to the decision and Enter makes it; r asks for the reason first', async (t) => {
    const { page, api, id, decide, status } = await at(t, 'uploaded')
    await page.keyboard.press('a')
    await page.keyboard.press('a')
    const accept = decide.getByRole('button', { name: 'Accept the upload' })
    assert.ok(await accept.evaluate((button) => button.matches(':focus-visible')))
    const shown = (button) =>
      getComputedStyle(button.querySelector('.key'), '::before').content.replaceAll('"', '')
    assert.equal(await accept.evaluate(shown), '↵')
    assert.equal((await api.get(`/agents/${id}`)).kyc_status, 'UPLOAD_IDENTITY_SELFIE_PROGRESS')
    await page.keyboard.press('Enter')
    await status('UPLOAD_IDENTITY_SELFIE_SUCCESS')
    const { page: other, status: otherStatus } = await at(t, 'submitted')
    await other.keyboard.press('r')
    await other.getByRole('dialog').getByRole('searchbox').fill('19')
    await other.keyboard.press('Enter')
    await otherStatus('REJECTED 19')
    await other.getByRole('dialog').waitFor({ state: 'detached' })
    await other.keyboard.press('a')
    await other.keyboard.press('Enter')
    await otherStatus('APPROVED')
  })

  test('the next agent is armed, and that is taken back', async (t) => {
    const { page, api } = await open(t)
    const arm = async (scenario) => {
      await page.getByRole('button', { name: 'Next agent will be…' }).click()
      await page.getByRole('dialog').getByLabel('Scenario').fill(scenario)
      await page.getByRole('button', { name: 'Arm', exact: true }).click()
      await page.locator('.armed', { hasText: `${scenario} ×1` }).waitFor()
    }
    await arm('rejected-17')
    await page.getByRole('button', { name: 'Take back' }).click()
    await page.getByRole('button', { name: 'Next agent will be…' }).waitFor()
    await arm('suspicious')
    const id = await api.createAgent({ name: 'Budi Santoso' })
    await page.getByRole('button', { name: 'Next agent will be…' }).waitFor()
    await page.locator('.list li', { hasText: 'Budi' }).click()
    await page.getByText('it was armed for the next agent').first().waitFor()
    assert.equal((await api.get(`/agents/${id}`)).scenario.name, 'suspicious')
  })

  test('an agent is given another scenario, and another account status', async (t) => {
    const { page, api, id } = await at(t, 'submitted')
    await page.getByRole('button', { name: 'Change…' }).click()
    await page.getByRole('dialog').getByLabel('Scenario').fill('rejected-20')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.locator('.title .badge', { hasText: 'REJECTED 20' }).waitFor()
    await page.getByLabel('Account').selectOption('BLOCKED')
    await page.locator('.timeline', { hasText: 'account status set' }).waitFor()
    assert.equal((await api.get(`/agents/${id}`)).status, 'BLOCKED')
  })

  test('r and Enter decide nothing before a reason is marked; arrow keys mark one', async (t) => {
    const { page, api, id, status } = await at(t, 'submitted')
    await page.keyboard.press('r')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('searchbox').press('Enter')
    await dialog.getByRole('searchbox').fill('no such reason')
    await page.keyboard.press('Enter')
    await dialog.getByText('No reason fits.').waitFor()
    assert.equal((await api.get(`/agents/${id}`)).kyc_status, 'PENDING')
    await dialog.getByRole('searchbox').fill('blurry')
    const marked = dialog.locator('.marked')
    assert.match(await marked.innerText(), /^14/)
    await page.keyboard.press('ArrowDown')
    await dialog.locator('.marked', { hasText: '32' }).waitFor()
    await page.keyboard.press('Enter')
    await status('REJECTED 32')
  })

  for (const width of [1280, 360]) {
    test(`a refusal is told in the window, ${width} pixels wide`, async (t) => {
      const { page, api, sandbox } = await open(t, {
        viewport: { width, height: 740 },
        allow: [/status of 409/],
      })
      const id = await leadAgent(api, 'submitted')
      await page.goto(`${sandbox.url}/_sandbox/?page=agents&agent=${id}`)
      await page.getByRole('button', { name: 'Reject…' }).click()
      await api.call('POST', `/agents/${id}/decision`, { kyc_status: 'APPROVED' })
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: /^17/ }).click()
      const alert = dialog.getByRole('alert')
      await alert.getByText('is in APPROVED').waitFor()
      const seen = await alert.evaluate((box) => {
        const { left, top, width: w, height: h } = box.getBoundingClientRect()
        return box.contains(document.elementFromPoint(left + w / 2, top + h / 2))
      })
      assert.ok(seen, 'nothing is over it')
      assert.equal(await page.locator('.toast').count(), 0)
    })
  }

  test('a window closes by a click beside it, not by a selection drawn out of it', async (t) => {
    const { page } = await at(t, 'submitted')
    await page.getByRole('button', { name: 'Reject…' }).click()
    const dialog = page.getByRole('dialog')
    const box = await dialog.locator('h2').boundingBox()
    await page.mouse.move(box.x + 5, box.y + 5)
    await page.mouse.down()
    await page.mouse.move(5, 5)
    await page.mouse.up()
    assert.ok(await dialog.isVisible())
    await page.mouse.click(5, 5)
    await dialog.waitFor({ state: 'detached' })
  })

  test('from an empty sandbox to rejected with 17, repaired and approved, by what is seen alone', async (t) => {
    const { page, api } = await open(t)
    const press = (name) => page.getByRole('button', { name, exact: true }).click()
    const status = (wanted) => page.locator('.title .badge', { hasText: wanted }).waitFor()
    await page.getByRole('link', { name: 'Create agents' }).click()
    await page.getByLabel('How far').selectOption('create only')
    await press('Create agent')
    await status('BASIC_DATA')
    await press('Upload the identity image')
    await status('UPLOAD_IDENTITY_SUCCESS')
    await press('Upload the selfie')
    await status('UPLOAD_IDENTITY_SELFIE_PROGRESS')
    await page.getByRole('button', { name: 'Accept the upload' }).click()
    await status('UPLOAD_IDENTITY_SELFIE_SUCCESS')
    await press('Submit the KYC')
    await status('PENDING')
    await page.getByRole('button', { name: 'Reject…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: /^17/ }).click()
    await status('REJECTED 17')
    await press('Send a new identity image')
    await status('PENDING')
    await page.getByRole('button', { name: 'Approve' }).click()
    await status('APPROVED')
    const { items } = await api.get('/requests')
    assert.deepEqual(
      items.map(({ path, status }) => `${status} ${path.split('/').at(-1)}`),
      ['200 repairPhoto', '200 submit', '200 identities', '200 identities', '200 agents'],
    )
  })

  test('each remedy is sent as the application would; its curl has key, Request-ID and fields', async (t) => {
    const { page, api, id, status } = await at(t, 'submitted')
    const reject = (rejected_reason_code) =>
      api.call('POST', `/agents/${id}/decision`, { kyc_status: 'REJECTED', rejected_reason_code })
    for (const [code, name] of [
      [10, 'Repair the data'],
      [25, 'Send a new selfie'],
      [11, 'Send a supporting document'],
    ]) {
      await reject(code)
      await status(`REJECTED ${code}`)
      await page.getByRole('button', { name }).click()
      await status('PENDING')
    }
    await reject(10)
    await page.locator('.next').getByRole('button', { name: 'Copy as curl' }).click()
    await page.locator('.toast', { hasText: 'Copied.' }).waitFor()
    const command = await page.evaluate(() => navigator.clipboard.readText())
    assert.match(command, /request-id: bigflip-[0-9a-f-]{36}/)
    const [exit] = await once(spawn('sh', ['-c', `${command} -sSf -o /dev/null`]), 'close')
    assert.equal(exit, 0, command)
    await status('PENDING')
  })
})
