import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { clean } from './axe.mjs'
import { browserForAll } from './helper.mjs'
import { leadAgent } from './journeys.mjs'

describe('cases', () => {
  const open = browserForAll()
  const toast = (page, text) => page.locator('.toast', { hasText: text }).waitFor()

  /** An agent's case as a file, saved on its page. */
  const saved = async (page, id) => {
    await page.goto(page.url().replace(/\?.*|$/, `?page=agents&agent=${id}`))
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save this case' }).click(),
    ])
    return { name: download.suggestedFilename(), path: await download.path() }
  }

  test('a case is saved, and added elsewhere beside what is there', async (t) => {
    const mine = await open(t)
    const id = await leadAgent(mine.api, 'submitted', 'rejected-17', { name: 'Budi Santoso' })
    await mine.api.get('/wait?idle=true')
    const { name, path } = await saved(mine.page, id)
    assert.equal(name, `agent-${id}-rejected.json`)
    await toast(mine.page, 'Saved to your downloads.')

    const { page, api, sandbox } = await open(t)
    await api.createAgent({ name: 'Sudah Ada', identity_number: '1', phone_number: '081299990001' })
    await page.goto(`${sandbox.url}/_sandbox/?page=data`)
    await page.getByLabel('Saved case').setInputFiles(path)
    const dialog = page.getByRole('dialog', { name: 'Add a case' })
    await dialog.getByText('is added under a new id').waitFor()
    const inside = dialog.getByRole('region', { name: 'In the file' })
    assert.match(
      await inside.innerText(),
      new RegExp(`^Budi Santoso\\s+REJECTED 17\\s+#${id} · Company 1\\s+.*callbacks \\(2\\)`),
    )
    assert.deepEqual(await dialog.getByRole('combobox').locator('option').allInnerTexts(), [
      'Company 1',
      'a new company',
    ])
    await clean(page, 'a case')
    await dialog.getByRole('button', { name: 'Add a case' }).click()
    await toast(page, 'Agents added to company 1: 1.')
    await page.getByRole('heading', { name: 'Budi Santoso' }).waitFor()
    await page.locator('.title .badge', { hasText: 'REJECTED 17' }).waitFor()
    assert.equal((await api.get('/agents')).total, 2)
  })

  test('a case is added to a new company by choice; where a number is taken, only there', async (t) => {
    const { page, api, sandbox } = await open(t, { allow: [/status of 409/] })
    const id = await leadAgent(api, 'submitted', 'manual', { name: 'Budi Santoso' })
    const { path } = await saved(page, id)
    await page.goto(`${sandbox.url}/_sandbox/?page=data`)
    await page.getByLabel('Saved case').setInputFiles(path)
    const dialog = page.getByRole('dialog')
    // It has been looked up before.
    await dialog.getByText(`Agent ${id} of company 1 has its identity or phone number`).waitFor()
    assert.equal(await dialog.getByRole('combobox').inputValue(), 'new')
    await dialog.getByRole('combobox').selectOption('Company 1')
    await dialog.getByRole('button', { name: 'Add a case' }).click()
    await dialog.getByRole('alert').getByText('choose “a new company”').waitFor()
    await dialog.getByRole('combobox').selectOption('a new company')
    await dialog.getByRole('button', { name: 'Add a case' }).click()
    await toast(page, 'Agents added to company 2: 1.')
    await page.getByRole('heading', { name: 'Budi Santoso' }).waitFor()
    assert.equal(await page.getByLabel('Company', { exact: true }).inputValue(), '2')
    await page.goto(`${sandbox.url}/_sandbox/?page=data`)
    await page.getByLabel('Exported file').setInputFiles(path)
    await dialog.getByRole('button', { name: 'Replace everything' }).click()
    await dialog.getByRole('alert').getByText('Choose it under “Add a case”').waitFor()
  })

  test('an import says what goes and what comes, before it asks', async (t) => {
    const { page, api, sandbox } = await open(t)
    await leadAgent(api, 'submitted', 'approved')
    await api.get('/wait?idle=true')
    const state = await api.get('/export')
    await api.createAgent()
    await api.call('POST', '/companies', {})
    await page.goto(`${sandbox.url}/_sandbox/?page=data`)
    await page.getByLabel('Exported file').setInputFiles({
      name: 'before.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(state)),
    })
    const dialog = page.getByRole('dialog', { name: 'Import' })
    await dialog.getByText('companies: 2, agents: 2, callbacks: 2').waitFor()
    await dialog.getByText('companies: 1, agents: 1, callbacks: 2').waitFor()
    await dialog.getByText('Company 1, Company 2').waitFor()
    assert.equal((await api.get('/agents')).total, 2)
    await dialog.getByRole('button', { name: 'Replace everything' }).click()
    await toast(page, 'Imported.')
    assert.equal((await api.get('/agents')).total, 1)
    await api.createAgent({ identity_number: '3276010101900099', phone_number: '081299990001' })
    await page.getByLabel('Saved case').setInputFiles({
      name: 'two.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(await api.get('/export'))),
    })
    const adding = page.getByRole('dialog', { name: 'Add a case' })
    await adding.getByText('The 2 agents in two.json are added under new ids.').waitFor()
  })

  test('a file that is no export is refused in the window, and nothing is lost', async (t) => {
    const { page, api, sandbox } = await open(t)
    await api.createAgent()
    await page.goto(`${sandbox.url}/_sandbox/?page=data`)
    for (const [field, button] of [
      ['Exported file', 'Replace everything'],
      ['Saved case', 'Add a case'],
    ]) {
      await page.getByLabel(field).setInputFiles({
        name: 'other.json',
        mimeType: 'application/json',
        buffer: Buffer.from('{"other": true}'),
      })
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('alert').getByText('This file is no export').waitFor()
      assert.ok(await dialog.getByRole('button', { name: button }).isDisabled())
      await page.keyboard.press('Escape')
    }
    assert.equal((await api.get('/agents')).total, 1)
  })
})
