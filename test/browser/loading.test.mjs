import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { breakable } from './breakable.mjs'
import { browserForAll } from './helper.mjs'

describe('what a browser loads', () => {
  const open = browserForAll()

  /** The page, its line to the sandbox, and the scripts that it has asked for. */
  const breakableOpen = async (t) => {
    const line = breakable(t)
    const { page } = await open(t, {
      through: line.through,
      allow: [/ERR_(CONNECTION|EMPTY|INCOMPLETE|SOCKET)/],
    })
    await page.locator('.connection.live').waitFor()
    const scripts = []
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.push(request.url().split('/').pop())
    })
    return { page, line, scripts }
  }

  test('at first it is one language and no tools; the rest comes when it is chosen', async (t) => {
    const { page, scripts } = await breakableOpen(t)
    await page.reload()
    await page.locator('.connection.live').waitFor()
    assert.deepEqual(scripts.splice(0).sort(), ['chunk.js', 'en.js', 'page.js'])
    await page.getByRole('link', { name: 'Coverage' }).click()
    await page.locator('main .page').first().waitFor()
    await page.getByRole('button', { name: 'ID – Bahasa Indonesia' }).click()
    await page.getByRole('link', { name: 'Agen', exact: true }).waitFor()
    await page.getByRole('link', { name: 'Jam' }).click()
    await page.locator('main .page').first().waitFor()
    assert.deepEqual(scripts, ['tools.js', 'id.js'])
  })

  test('a language that does not come leaves the present one, and can be chosen again', async (t) => {
    const { page, line } = await breakableOpen(t)
    line.cut()
    await page.getByRole('button', { name: 'ID – Bahasa Indonesia' }).click()
    await page.locator('.toast', { hasText: 'The sandbox cannot be reached' }).waitFor()
    line.mend()
    await page.getByRole('button', { name: 'ID – Bahasa Indonesia' }).click()
    await page.getByRole('link', { name: 'Agen', exact: true }).waitFor()
  })

  test('a tool that does not come says so, and is there after another try', async (t) => {
    const { page, line } = await breakableOpen(t)
    line.cut()
    await page.getByRole('link', { name: 'Clock' }).click()
    const alert = page.getByRole('alert').filter({ hasText: 'The sandbox cannot be reached' })
    await alert.waitFor()
    line.mend()
    await alert.getByRole('button', { name: 'Try again' }).click()
    await page.locator('main .time').waitFor()
  })
})
