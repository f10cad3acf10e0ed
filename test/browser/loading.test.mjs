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

  const alert = (page) =>
    page.getByRole('alert').filter({ hasText: 'The sandbox cannot be reached' })

  test('a tool that does not come says so, and is there once the sandbox is back', async (t) => {
    const { page, line } = await breakableOpen(t)
    line.cut()
    await page.getByRole('link', { name: 'Clock' }).click()
    await alert(page).waitFor()
    line.mend()
    await page.locator('main .time').waitFor()
    await page.locator('.connection.live').waitFor()
  })

  test('a tool that does not come though the sandbox is there is tried again by hand', async (t) => {
    const { page } = await breakableOpen(t)
    await page.route('**/tools.js', (route) => route.abort('connectionfailed'))
    await page.getByRole('link', { name: 'Clock' }).click()
    await alert(page).waitFor()
    await page.unroute('**/tools.js')
    await alert(page).getByRole('button', { name: 'Try again' }).click()
    await page.locator('main .time').waitFor()
  })

  test('while a list loads, nothing is said of what it has', async (t) => {
    const { page, api, sandbox } = await open(t)
    await api.createAgent()
    for (const [name, said] of [
      ['agents', 'No agent chosen'],
      ['requests&request=1', 'No call chosen'],
    ]) {
      let answer
      const held = new Promise((done) => {
        answer = done
      })
      const lists = new RegExp(`_sandbox/${name.slice(0, 6)}\\w*\\?`)
      await page.route(lists, async (route) => {
        await held
        await route.continue()
      })
      await page.goto(`${sandbox.url}/_sandbox/?page=${name}`)
      await page.locator('.count', { hasText: '…' }).waitFor()
      assert.equal(await page.getByText(said).count(), 0)
      answer()
      await page.getByText('1 in all').waitFor()
      await page.locator('.detail h2').waitFor()
      await page.unroute(lists)
    }
    await page.goto(`${sandbox.url}/_sandbox/?page=requests&request=99`)
    await page.getByText('No call chosen').waitFor()
  })
})
