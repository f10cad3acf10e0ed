import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { clean, cleanInBothThemes } from './axe.mjs'
import { browserForAll } from './helper.mjs'
import { leadAgent } from './journeys.mjs'

const PAGES = [
  'agents',
  'create',
  'callbacks',
  'inbox',
  'requests',
  'scenarios',
  'clock',
  'faults',
  'coverage',
  'drills',
  'companies',
  'data',
]

/** Makes the window that wide, and waits until the page has taken it in. */
async function resize(page, width) {
  await page.setViewportSize({ width, height: 800 })
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))
}

describe('look', () => {
  const open = browserForAll()

  test('axe-core finds nothing on any page, full and empty, in both themes', async (t) => {
    const { page, api, sandbox } = await open(t)
    const to = async (query) => {
      await page.goto(`${sandbox.url}/_sandbox/?${query}`)
      await page.locator('.connection.live').waitFor()
    }
    for (const name of ['agents', 'callbacks', 'inbox', 'requests']) {
      await to(`page=${name}`)
      await page.locator('.empty pre').waitFor()
      await cleanInBothThemes(page, `${name}, empty`)
    }
    const id = await leadAgent(api, 'submitted', 'rejected-17')
    await leadAgent(api, 'submitted', 'pending')
    await api.createAgent()
    await api.call('POST', '/scenarios/next', { scenario: 'help' })
    await api.call('PUT', '/faults', { faults: [{ path: '/countries', status: 500 }] })
    await api.get('/wait?idle=true')
    for (const name of PAGES) {
      await to(`page=${name}&agent=${id}&callback=1&message=1&request=1`)
      await page.locator('.detail article, .page').first().waitFor()
      await cleanInBothThemes(page, name)
    }
    await to(`page=agents&agent=${id}`)
    await page.locator('.timeline summary').first().click()
    await page.locator('.timeline pre').first().waitFor()
    await cleanInBothThemes(page, 'the timeline')
    for (const summary of await page
      .locator('.timeline summary')
      .all()
      .then((all) => all.slice(1)))
      await summary.click()
    await page.locator('.timeline .pair').nth(3).waitFor()
    await cleanInBothThemes(page, 'the timeline, all of it')
    await page.getByRole('button', { name: /Bahasa/ }).click()
    await page.getByRole('button', { name: 'EN – English' }).waitFor()
    await cleanInBothThemes(page, 'the timeline in Bahasa Indonesia')
    for (const name of PAGES) {
      await to(`page=${name}&agent=${id}&callback=1&message=1&request=1`)
      await page.locator('.detail article, .page').first().waitFor()
      await cleanInBothThemes(page, `${name}, Bahasa Indonesia`)
    }
    await to(`page=agents&agent=${id}`)
    await page.getByRole('button', { name: 'EN – English' }).click()
    await page.locator('.timeline summary').first().waitFor()
    for (const open of ['Next agent will be…|Add…', 'Change…']) {
      await page
        .getByRole('button', { name: new RegExp(`^(${open})$`) })
        .first()
        .click()
      await page.getByRole('dialog').waitFor()
      await cleanInBothThemes(page, `dialog ${open}`)
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await to(`page=agents&agent=${id + 1}`)
    await page.getByRole('button', { name: 'Reject…' }).click()
    await page.getByRole('dialog').waitFor()
    await cleanInBothThemes(page, 'the reasons')
  })

  test('the theme follows the system, or the choice, which is kept', async (t) => {
    const { page } = await open(t, { colorScheme: 'dark' })
    const ground = () =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    await page.locator('.connection.live').waitFor()
    assert.equal(await ground(), 'rgb(16, 18, 22)')
    await page.getByRole('button', { name: 'Theme: as the system' }).click()
    assert.equal(await ground(), 'rgb(246, 247, 249)')
    await page.reload()
    await page.getByRole('button', { name: 'Theme: light' }).click()
    assert.equal(await ground(), 'rgb(16, 18, 22)')
    await page.getByRole('button', { name: 'Theme: dark' }).waitFor()
  })

  test('speaks Bahasa Indonesia where the browser does, or by choice', async (t) => {
    const { page } = await open(t, { locale: 'id-ID' })
    await page.getByRole('heading', { name: 'Belum ada agen' }).waitFor()
    await page.getByText('– bukan Flip').waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), 'id')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'No agents yet' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'No agents yet' }).waitFor()
  })

  test('at 360 pixels nothing is wider than the screen, and list and detail take turns', async (t) => {
    const { page, api, sandbox } = await open(t, { viewport: { width: 360, height: 740 } })
    const id = await leadAgent(api, 'submitted', 'rejected-17', { name: 'Budi Santoso' })
    await page.locator('.list li', { hasText: 'Budi Santoso' }).click()
    await page.getByRole('heading', { name: 'Budi Santoso' }).waitFor()
    assert.equal(await page.locator('.list').isVisible(), false)
    await page.getByRole('button', { name: 'Back to the list' }).click()
    await page.locator('.list').waitFor()
    await api.call('POST', '/scenarios/next', { scenario: 'callback-connection-closed' })
    for (const name of PAGES) {
      await page.goto(
        `${sandbox.url}/_sandbox/?page=${name}&agent=${id}&callback=1&message=1&request=1`,
      )
      await page.locator('.detail article, .page').first().waitFor()
      const wide = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('main, .detail, .page')]
          .filter((box) => box.scrollWidth > box.clientWidth)
          .map((box) => `${box.tagName}.${box.className} ${box.scrollWidth}`),
      )
      assert.deepEqual(wide, [], name)
      assert.ok(await page.locator('.mark').isVisible())
      const { x, width } = await page.locator('nav [aria-current]').boundingBox()
      assert.ok(x >= 0 && x + width <= 360, `${name} is seen in the navigation`)
    }
  })

  test('with a control token set, it asks for it and keeps it in the session only', async (t) => {
    const { page, profile } = await open(t, {
      options: { control_token: 'open-sesame' },
      allow: [/status of 401/],
    })
    const field = page.getByLabel('Control token')
    assert.ok(await field.evaluate((box) => box === document.activeElement))
    await page.getByLabel('Control token').fill('wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('The sandbox did not accept the token.').waitFor()
    await clean(page, 'sign-in')
    await page.getByLabel('Control token').fill('open-sesame')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.locator('.connection.live').waitFor()
    await page.reload()
    await page.locator('.connection.live').waitFor()
    const kept = await page.evaluate(() => JSON.stringify([localStorage, document.cookie]))
    assert.ok(!kept.includes('open-sesame'))
    const other = await profile.newPage()
    await other.goto(page.url())
    await other.getByLabel('Control token').waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByLabel('Control token').waitFor()
  })

  test('is served under a strict policy, with an icon of its own, and asked for anew cheaply', async (t) => {
    const { sandbox } = await open(t)
    const page = await fetch(`${sandbox.url}/_sandbox/`)
    const policy = page.headers.get('content-security-policy')
    assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self';/)
    assert.ok(!policy.includes('unsafe'))
    assert.equal(page.headers.get('x-content-type-options'), 'nosniff')
    const icon = await fetch(`${sandbox.url}/_sandbox/assets/icon.svg`)
    assert.equal(icon.headers.get('content-type'), 'image/svg+xml')
    const etag = icon.headers.get('etag')
    const again = await fetch(icon.url, { headers: { 'if-none-match': etag } })
    assert.equal(again.status, 304)
    const { redirected, url } = await fetch(`${sandbox.url}/_sandbox`)
    assert.deepEqual([redirected, url], [true, `${sandbox.url}/_sandbox/`])
    assert.equal((await fetch(`${sandbox.url}/_sandbox/assets/nothing.js`)).status, 404)
  })

  test('from 390 to 1920 pixels no status is cut, touches another or has three lines; journey and decisions take a third', async (t) => {
    const { page, api, sandbox } = await open(t)
    await leadAgent(api, 'submitted', 'rejected-17')
    const id = await leadAgent(api, 'submitted', 'manual')
    const widths = [390, 768, 901, 1024, 1100, 1200, 1280, 1300, 1440, 1920]
    await page.goto(`${sandbox.url}/_sandbox/?page=agents&agent=${id}`)
    for (const width of widths) {
      await resize(page, width)
      await page.locator('.step.here').waitFor()
      const wide = await page.evaluate(() =>
        [...document.querySelectorAll('.step, .step-name')]
          // On a narrow screen only the present one is seen; the others are for screen readers.
          .filter((box) => box.clientWidth > 1 && box.scrollWidth > box.clientWidth)
          .map((box) => box.innerText),
      )
      assert.deepEqual(wide, [], String(width))
      const { lines, gaps, tall } = await page.evaluate(() => {
        const seen = [...document.querySelectorAll('.step-name')].filter(
          (name) => name.getBoundingClientRect().width > 1,
        )
        const boxes = seen.map((name) => name.getBoundingClientRect())
        const height = Number.parseFloat(getComputedStyle(seen[0]).lineHeight)
        return {
          lines: boxes.map((box) => Math.round(box.height / height)),
          gaps: boxes
            .slice(1)
            .map((box, at) => (box.top < boxes[at].bottom ? box.left - boxes[at].right : 99)),
          tall:
            document.querySelector('.decide').getBoundingClientRect().bottom -
            document.querySelector('.steps').getBoundingClientRect().top,
        }
      })
      assert.ok(Math.max(...lines) <= 2, `lines at ${width}: ${lines}`)
      assert.ok(Math.min(99, ...gaps) >= 6, `gaps at ${width}: ${gaps}`)
      assert.ok(tall <= 800 / 3, `journey and decisions at ${width}: ${tall}`)
    }
    for (const name of ['callbacks', 'inbox']) {
      await page.goto(`${sandbox.url}/_sandbox/?page=${name}`)
      for (const width of widths.filter((one) => one >= 901)) {
        await resize(page, width)
        await page.locator('.list li').nth(1).waitFor()
        const cut = await page.evaluate(() =>
          [...document.querySelectorAll('.list b.cut')]
            .filter((box) => box.scrollWidth > box.clientWidth)
            .map((box) => box.innerText),
        )
        assert.deepEqual(cut, [], `${name} ${width}`)
      }
    }
  })

  test('at 1280 × 900 everything is in sight: the foot of a list, full or empty, and one line each for name and decisions', async (t) => {
    const { page, api, sandbox } = await open(t, { viewport: { width: 1280, height: 900 } })
    const id = await leadAgent(api, 'uploaded', 'manual', { name: 'Nama Yang Agak Panjang' })
    for (const query of ['agents', 'agents&q=nobody', 'callbacks&of=9', 'requests&q=nothing']) {
      await page.goto(`${sandbox.url}/_sandbox/?page=${query}`)
      const { y, height } = await page.locator('.foot').boundingBox()
      assert.equal(y + height, 900, query)
    }
    for (const language of ['en', 'id']) {
      await page.evaluate((one) => localStorage.setItem('flip-sandbox-language', one), language)
      await page.goto(`${sandbox.url}/_sandbox/?page=agents&agent=${id}`)
      await page.locator('.decide').waitFor()
      for (const line of ['.title', '.followed', '.decide > header']) {
        const middles = await page.locator(line).evaluate((box) =>
          [...box.children]
            .map((child) => child.getBoundingClientRect())
            .filter(({ width, height }) => width > 0 && height > 0)
            .map(({ top, bottom }) => (top + bottom) / 2),
        )
        const spread = Math.max(...middles) - Math.min(...middles)
        assert.ok(spread < 12, `${line} in ${language}: ${spread}`)
      }
    }
  })

  test('on a phone a message takes room of its own, and can be closed', async (t) => {
    const { page } = await open(t, {
      path: '?page=clock',
      viewport: { width: 390, height: 844 },
    })
    await page.getByRole('button', { name: 'Freeze' }).click()
    const said = page.locator('.toast')
    const { y } = await said.boundingBox()
    const main = await page.locator('main').boundingBox()
    assert.ok(main.y + main.height <= y)
    await said.getByRole('button', { name: 'Close' }).click()
    await said.waitFor({ state: 'detached' })
  })

  test('on a phone docs and help are at hand; on a wide screen they stand below the pages', async (t) => {
    const { page } = await open(t, { viewport: { width: 390, height: 844 } })
    const docs = page.getByRole('link', { name: 'API documentation' })
    const { x, width } = await docs.boundingBox()
    assert.ok(x >= 0 && x + width <= 390)
    const help = page.getByRole('button', { name: 'Help and keys' })
    await help.click()
    await page.getByRole('dialog').getByRole('link', { name: 'API documentation' }).waitFor()
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.locator('nav').getByRole('link', { name: 'API documentation' }).waitFor()
    assert.deepEqual([await docs.count(), await help.count()], [1, 1])
  })

  test('at 1280 pixels a row shows its magic digits, a form its values, and a line ends at the edge', async (t) => {
    const { page, api } = await open(t)
    const line = await page.locator('.side > .filters').boundingBox()
    assert.equal(line.x + line.width, 1280)
    await leadAgent(api, 'uploaded', 'manual')
    const row = page.locator('.list li', { hasText: 'UPLOAD_IDENTITY_SELFIE_PROGRESS' })
    await row.waitFor()
    const [number, digits] = await row.evaluate((item) =>
      [item.querySelector('.ending'), item.querySelector('bdi')].map((box) => {
        const { left, right } = box.getBoundingClientRect()
        return { left, right, each: (right - left) / box.textContent.length }
      }),
    )
    assert.ok(digits.right <= number.right + 1)
    assert.ok(number.right - number.left >= 4 * digits.each)
    await page.getByRole('link', { name: 'Create', exact: true }).click()
    const cut = await page
      .locator('form .columns input')
      .evaluateAll((all) =>
        all.filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.value),
      )
    assert.deepEqual(cut, [])
    const { width } = await page.getByLabel('occupation').boundingBox()
    assert.ok(width > 250, 'indonesian_migrant_worker')
  })

  test('beside an agent’s chip no filter is cut', async (t) => {
    const { page } = await open(t, { path: '?page=callbacks&of=1' })
    const chip = page.getByRole('button', { name: 'Agent 1 ×' })
    await chip.waitFor()
    const widths = await page
      .locator('.filters select')
      .evaluateAll((all) => all.map((one) => one.offsetWidth))
    assert.ok(Math.min(...widths) >= 140, String(widths))
  })

  test('on a phone the coverage shows how often, whole', async (t) => {
    const { page } = await open(t, {
      path: '?page=coverage',
      viewport: { width: 390, height: 844 },
    })
    const heading = page.getByRole('columnheader', { name: 'Times' })
    const { x, width } = await heading.boundingBox()
    assert.ok(x + width <= 390)
    const arm = page.getByRole('row', { name: /^APPROVED/ }).getByRole('button')
    const box = await arm.boundingBox()
    assert.ok(box.x + box.width <= 390)
  })

  test('another language keeps what was typed, and the focus', async (t) => {
    const { page } = await open(t, { path: '?page=create' })
    await page.getByLabel('name', { exact: true }).fill('Budi Santoso')
    await page.getByRole('button', { name: 'ID – Bahasa Indonesia' }).click()
    await page.getByRole('heading', { name: 'Satu agen' }).waitFor()
    assert.equal(await page.title(), 'Buat · SANDBOX')
    assert.equal(await page.getByLabel('name', { exact: true }).inputValue(), 'Budi Santoso')
    assert.equal(await page.locator(':focus').innerText(), 'EN')
  })

  test('a window begins at its first field, or at itself', async (t) => {
    const { page } = await open(t, { path: '?page=data' })
    await page.getByRole('button', { name: 'Reset' }).click()
    assert.equal(await page.locator(':focus').evaluate((box) => box.tagName), 'DIALOG')
    await page.keyboard.press('Escape')
    assert.equal(await page.locator(':focus').innerText(), 'Reset')
    await page.getByRole('link', { name: 'Companies' }).click()
    await page.getByRole('button', { name: 'Settings…' }).click()
    await page.getByRole('heading', { name: 'Settings of company 1' }).waitFor()
    const field = page.getByRole('textbox', { name: 'callback_url', exact: true })
    assert.ok(await field.evaluate((box) => box === document.activeElement))
  })
})
