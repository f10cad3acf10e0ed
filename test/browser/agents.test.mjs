import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { describe, test } from 'node:test'
import { browserForAll } from './helper.mjs'
import { leadAgent } from './journeys.mjs'

describe('agents', () => {
  const open = browserForAll()

  test('with none yet, the page shows a curl with this port and key that works', async (t) => {
    const { page, sandbox, api } = await open(t)
    await page.getByRole('heading', { name: 'No agents yet' }).waitFor()
    const command = await page.locator('pre').innerText()
    assert.ok(command.includes(sandbox.url) && command.includes(sandbox.options.secret_key))
    const run = spawn('sh', ['-c', `${command} -sS`], { stdio: ['ignore', 'pipe', 'inherit'] })
    const output = (await run.stdout.toArray()).join('')
    assert.equal(JSON.parse(output).kyc_status, 'BASIC_DATA')
    await page.locator('.list li').first().waitFor()
    assert.equal((await api.get('/agents')).total, 1)
  })

  test('a new agent appears by itself, newest first', async (t) => {
    const { page, api } = await open(t)
    await page.locator('.connection.live').waitFor()
    await api.createAgent({ name: 'Budi Santoso' })
    await page.locator('.list li', { hasText: 'Budi Santoso' }).waitFor()
    await api.createAgent({ name: 'Siti Rahayu' })
    await page.locator('.list li').first().filter({ hasText: 'Siti Rahayu' }).waitFor()
  })

  test('search, filter and selection stand in the address, and come back from it', async (t) => {
    const { page, api } = await open(t)
    const budi = await leadAgent(api, 'submitted', 'pending', { name: 'Budi Santoso' })
    await api.createAgent({ name: 'Siti Rahayu' })
    await page.getByRole('searchbox').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('budi')
    await page.getByLabel('Status', { exact: true }).selectOption('PENDING')
    const row = page.locator('.list li', { hasText: 'Budi Santoso' })
    await row.click()
    await page.getByRole('heading', { name: 'Budi Santoso' }).waitFor()
    await page.waitForURL(/q=budi/)
    const url = new URL(page.url())
    assert.deepEqual(
      ['q', 'status', 'agent'].map((name) => url.searchParams.get(name)),
      ['budi', 'PENDING', String(budi)],
    )
    assert.equal(await page.locator('.list li').count(), 1)
    await page.reload()
    await page.getByRole('heading', { name: 'Budi Santoso' }).waitFor()
    assert.equal(await page.getByRole('searchbox').inputValue(), 'budi')
    for (const wanted of ['no-such', '3276010101900001', '+6281200000001', String(budi)]) {
      await page.getByRole('searchbox').fill(wanted)
      if (wanted === 'no-such') await page.getByText('Nothing matches').waitFor()
      else await row.waitFor()
    }
    await page.getByRole('searchbox').fill(`#${budi}`)
    await page.waitForURL(/q=%23/)
    await row.waitFor()
    await page.keyboard.press('Escape')
    await page.waitForURL((to) => !to.searchParams.has('q'))
    assert.equal(await page.getByRole('searchbox').inputValue(), '')
    await page.goto(`${url.origin}${url.pathname}?page=requests&q=submit`)
    await page.getByRole('searchbox').press('Escape')
    await page.waitForURL((to) => !to.searchParams.has('q'))
  })

  test('the detail shows images, data, way, scenario and one timeline, down to the bytes', async (t) => {
    const { page, api } = await open(t)
    const id = await leadAgent(api, 'submitted', 'rejected-17', { name: 'Budi Santoso' })
    await api.call('GET', `/wait?agent_id=${id}&callback=delivered&kyc_status=REJECTED`)
    await page.goto(`${page.url()}?page=agents&agent=${id}`)
    for (const name of ['Identity image', 'Selfie']) {
      const image = page.getByRole('img', { name })
      await image.waitFor()
      await page.waitForFunction(
        (img) => img.complete && img.naturalWidth > 0,
        await image.elementHandle(),
      )
    }
    await page.getByText('it was set for this agent').first().waitFor()
    const here = page.locator('.step.here')
    assert.match(await here.innerText(), /Step\s+6\s+REJECTED/)
    assert.equal(await page.locator('.step.been').count(), 6)
    const timeline = page.locator('.timeline')
    await timeline.locator('li.callback', { hasText: 'REJECTED' }).waitFor()
    await timeline.locator('li.request', { hasText: '/submit' }).locator('summary').click()
    await timeline.locator('pre', { hasText: 'user_type=1' }).waitFor()
    await timeline.locator('li.callback', { hasText: 'REJECTED' }).locator('summary').click()
    await timeline.locator('pre', { hasText: 'POST /_sandbox/inbox/1 HTTP/1.1' }).waitFor()
    await timeline.locator('li.change', { hasText: 'KYC submitted' }).locator('summary').click()
    await timeline.locator('pre', { hasText: '"kyc-submitted"' }).waitFor()
    const image = timeline.locator('li.request', { hasText: '/identities' }).first()
    await image.locator('summary').click()
    await image.getByRole('button', { name: 'Hex' }).first().click()
    await image.locator('pre', { hasText: '000000  50 55 54 20' }).waitFor()
  })

  test('its timeline says what it began with, and what took its place', async (t) => {
    const { page, api, sandbox } = await open(t)
    const id = await api.createAgent()
    await api.call('PUT', `/agents/${id}/scenario`, { scenario: 'manual' })
    await page.goto(`${sandbox.url}/_sandbox/?page=agents&agent=${id}`)
    const line = (text) => page.locator('.timeline li.change', { hasText: text })
    await line(/created\s*begins with approved – it is the company’s default/).waitFor()
    await line(/scenario changed\s*from here on manual/).waitFor()
  })

  test('the list does not move under the pointer', async (t) => {
    const { page, api } = await open(t)
    for (let n = 1; n <= 20; n++) await api.createAgent({ name: `Agen ${n}` })
    // What the page hears of the twenty is behind it, once it has read the list anew.
    await page.reload()
    await page.locator('.connection.live').waitFor()
    const first = page.locator('.list li').first()
    await first.filter({ hasText: 'Agen 20' }).hover()
    await api.createAgent({ name: 'Agen Baru' })
    const pill = page.getByRole('button', { name: '1 new – show' })
    await pill.waitFor()
    assert.match(await first.innerText(), /Agen 20/)
    await pill.click()
    await first.filter({ hasText: 'Agen Baru' }).waitFor()
  })

  test('ten thousand agents scroll, and only what is seen is drawn', async (t) => {
    const { page, sandbox, api } = await open(t)
    await page.locator('.connection.live').waitFor()
    const id = await api.createAgent({ name: 'Yang Pertama' })
    const { store } = sandbox.context
    const first = store.state.agents.get(id)
    for (let n = 2; n <= 10_000; n++) {
      store.commit(1, {
        type: 'agent-created',
        agent_id: store.nextId('agent'),
        data: {
          ...first.data,
          name: `Agen ${n}`,
          identity_number: String(n),
          phone_number: `+62${n}`,
        },
        scenario: first.scenario,
      })
    }
    await page.getByText('10,000 in all').waitFor()
    await page.locator('.list li', { hasText: 'Agen 10000' }).waitFor()
    const scroll = page.locator('.scroll')
    await page.locator('.side').hover()
    await scroll.evaluate((box) => {
      box.scrollTop = 58 * 150
    })
    await page.locator('.list li', { hasText: 'Agen 9845' }).waitFor()
    const blank = await scroll.evaluate(
      (box) =>
        new Promise((resolve) => {
          let steps = 0
          let blank = 0
          const step = () => {
            const { left, top, height } = box.getBoundingClientRect()
            const seen = document.elementFromPoint(left + 40, top + height / 2)
            if (seen?.closest('li') === null) blank++
            box.scrollTop += 700
            if (++steps < 60) requestAnimationFrame(() => setTimeout(step))
            else resolve(blank)
          }
          step()
        }),
    )
    assert.equal(blank, 0, 'rows stand wherever one has scrolled to')
    assert.ok((await page.locator('.list li').count()) < 60)
    await scroll.evaluate((box) => {
      box.scrollTop = box.scrollHeight
    })
    await page.locator('.list li', { hasText: 'Yang Pertama' }).click()
    await page.getByRole('heading', { name: 'Yang Pertama' }).waitFor()
  })

  test('the keyboard moves, searches, helps and closes', async (t) => {
    const { page, api } = await open(t)
    for (const name of ['Agen Satu', 'Agen Dua', 'Agen Tiga']) await api.createAgent({ name })
    await page.locator('.list li').nth(2).waitFor()
    const heading = (name) => page.getByRole('heading', { name }).waitFor()
    await page.keyboard.press('j')
    await heading('Agen Tiga')
    await page.keyboard.press('j')
    await heading('Agen Dua')
    await page.keyboard.press('k')
    await heading('Agen Tiga')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Help and keys' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('Escape')
    await page.getByText('No agent chosen').waitFor()
    await page.keyboard.press('/')
    await page.waitForFunction(() => document.activeElement?.type === 'search')
  })

  test('the list is one Tab stop; arrow keys move in it', async (t) => {
    const { page, api } = await open(t)
    for (const name of ['Agen Satu', 'Agen Dua', 'Agen Tiga']) await api.createAgent({ name })
    const rows = page.locator('.list li > a')
    await rows.nth(2).waitFor()
    const stops = () => page.locator('.list li > a[tabindex="0"]').allInnerTexts()
    assert.match(String(await stops()), /^Agen Tiga/)
    await rows.first().focus()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('heading', { name: 'Agen Tiga' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.getByRole('heading', { name: 'Agen Dua' }).waitFor()
    assert.match(String(await stops()), /^Agen Dua/)
    assert.match(await page.locator(':focus').innerText(), /^Agen Dua/)
    await page.keyboard.press('ArrowUp')
    await page.getByRole('heading', { name: 'Agen Tiga' }).waitFor()
    assert.match(await page.locator(':focus').innerText(), /^Agen Tiga/)
  })

  test('from an old agent of the address j and k go on from it', async (t) => {
    const { page, api } = await open(t, { path: '?page=companies' })
    for (let n = 1; n <= 130; n++) await api.createAgent({ name: `Agen ${n}` })
    await page.goto(page.url().replace(/\?.*/, '?page=agents&agent=10'))
    await page.locator('.list li > a[aria-current]', { hasText: '#10' }).waitFor()
    await page.keyboard.press('j')
    await page.getByRole('heading', { name: 'Agen 9', exact: true }).waitFor()
    await page.keyboard.press('k')
    await page.keyboard.press('k')
    await page.getByRole('heading', { name: 'Agen 11', exact: true }).waitFor()
  })

  test('#id finds that agent alone; a number is found with its 0; the count says of how many', async (t) => {
    const { page, api } = await open(t)
    const id = await api.createAgent({ name: 'Yang Dicari', phone_number: '081299990000' })
    for (let n = 0; n < 3; n++)
      await api.createAgent({ identity_number: `32760101019${id}${n}000` })
    await page.getByText('4 in all').waitFor()
    await page.getByRole('searchbox').fill(`#${id}`)
    await page.getByText('1 of 4').waitFor()
    assert.match(await page.locator('.list li').innerText(), /Yang Dicari/)
    await page.getByRole('searchbox').fill('0812999')
    await page.waitForURL(/q=0812/)
    await page.getByText('1 of 4').waitFor()
    await page.locator('.list li', { hasText: 'Yang Dicari' }).waitFor()
  })

  test('what does not alter the list under the pointer is not called a change', async (t) => {
    const { page, api } = await open(t, { path: '?page=agents&status=PENDING' })
    await leadAgent(api, 'submitted', 'pending', { name: 'Budi Santoso' })
    await page.locator('.list li', { hasText: 'Budi' }).hover()
    // The second look begins when what the first one brought has been drawn.
    for (const name of ['Siti Rahayu', 'Agus Salim']) {
      const looked = page.waitForResponse((answer) => answer.url().includes('/agents?'))
      await api.createAgent({ name })
      await looked
    }
    assert.equal(await page.getByRole('button', { name: /show$/ }).count(), 0)
    await leadAgent(api, 'submitted', 'pending', { name: 'Dewi Lestari' })
    await page.getByRole('button', { name: /show$/ }).click()
    await page.locator('.list li', { hasText: 'Dewi' }).waitFor()
  })

  test('a search that has not begun ends with its page', async (t) => {
    const { page, api } = await open(t)
    await api.createAgent()
    await page.locator('.list li').first().waitFor()
    const search = page.getByRole('searchbox')
    await search.focus()
    // Typed and gone within the same turn of the page: the pause of the search is not over.
    await page.evaluate(() => {
      const field = document.querySelector('.search input')
      field.value = 'siti'
      field.dispatchEvent(new Event('input', { bubbles: true }))
      document.querySelector('nav a[href*="page=callbacks"]').click()
    })
    await page.getByRole('heading', { name: 'No callbacks yet' }).waitFor()
    await page.getByRole('link', { name: 'Requests' }).click()
    await page.locator('.list li').first().waitFor()
    assert.equal(new URL(page.url()).searchParams.get('q'), null)
  })
})
