import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, test } from 'node:test'
import { clean, cleanInBothThemes } from './axe.mjs'
import { browserForAll } from './helper.mjs'
import { leadAgent } from './journeys.mjs'

describe('transfers', () => {
  const open = browserForAll()

  /** A page of a sandbox with an approved agent, and how to send its money. */
  const withAgent = async (t, { path = '?page=transfers', ...more } = {}) => {
    const opened = await open(t, { path, ...more })
    const { page, api } = opened
    await page.locator('.connection.live').waitFor()
    const agent = await leadAgent(api, 'submitted', 'approved', { name: 'Siti Rahayu' })
    await api.get('/wait?idle=true')
    const { sandbox } = opened
    const post = async (path, fields, headers) => {
      const answer = await fetch(`${sandbox.url}/big_sandbox_api/v2${path}`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${sandbox.options.secret_key}:`).toString('base64')}`,
          ...headers,
        },
        body: new URLSearchParams(fields),
      })
      assert.equal(answer.status, 200)
      // Not JSON.parse, which would round the id.
      return /"id":(\d+)/.exec(await answer.text())?.[1]
    }
    let made = 0
    const send = (account_number, fields) =>
      post(
        '/agent-disbursements',
        {
          agent_id: agent,
          account_number,
          bank_code: 'bni',
          amount: 10_000,
          direction: 'DOMESTIC_SPECIAL_TRANSFER',
          ...fields,
        },
        { 'idempotency-key': `order-${++made}` },
      )
    const ask = (account_number) =>
      post('/disbursement/bank-account-inquiry', { account_number, bank_code: 'bni' })
    const row = (text) => page.locator('.list li', { hasText: text })
    return { ...opened, agent, send, ask, row }
  }

  /** A receiver that counts, and answers as it is told. */
  const receiver = async (t) => {
    const state = { status: 500, got: 0 }
    const server = createServer((request, response) => {
      state.got++
      request.resume()
      response.writeHead(state.status).end()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.after(() => server.close())
    return Object.assign(state, { url: `http://127.0.0.1:${server.address().port}/hook` })
  }

  test('without an approved agent it leads to one; then to the first transfer, by a command that works', async (t) => {
    const { page, api } = await open(t, { path: '?page=transfers' })
    await page.getByText('Only an approved agent can send money.').waitFor()
    await page.getByRole('link', { name: 'Create agents' }).waitFor()
    const agent = await leadAgent(api, 'submitted', 'approved')
    const command = await page.locator('.empty pre').innerText()
    assert.match(command, new RegExp(`agent_id=${agent} `))
    const { spawn } = await import('node:child_process')
    const [code] = await once(spawn('sh', ['-c', `${command} -fsS -o /dev/null`]), 'close')
    assert.equal(code, 0)
    await page.locator('.list li', { hasText: '1122333301' }).getByText('DONE').waitFor()
  })

  test('another is sent from the list, to an account that chooses how it ends', async (t) => {
    const { page, api, agent, send, row } = await withAgent(t, {
      allow: [/ERR_(CONTENT_LENGTH|INCOMPLETE|CONNECTION)/],
    })
    await send('1122333301')
    await row('DONE').waitFor()
    await page.getByRole('button', { name: 'Send…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Send a transfer' })
    await dialog.getByLabel('Account number').selectOption('1122339110 – transfer-pending')
    await dialog.getByText('stays PENDING until somebody decides').waitFor()
    await clean(page, 'sending')
    const command = await dialog.locator('pre').innerText()
    assert.match(command, new RegExp(`agent_id=${agent} .*account_number=1122339110 `, 's'))
    await dialog.getByRole('button', { name: 'Send a transfer' }).click()
    await row('1122339110').getByText('PENDING', { exact: true }).waitFor()
    assert.equal((await api.get('/disbursements')).total, 2)
    await api.call('POST', '/faults', { path: '/agent-disbursements', fault: 'cut-body' })
    await page.getByRole('button', { name: 'Send…' }).click()
    await dialog.getByRole('button', { name: 'Send a transfer' }).click()
    await dialog.getByRole('alert').getByText('the call may have taken effect').waitFor()
  })

  test('the same call twice from a window is one transfer, as the hint says; another is another, and is chosen', async (t) => {
    const { page, api, send, row } = await withAgent(t, {
      allow: [/ERR_(CONTENT_LENGTH|INCOMPLETE|CONNECTION)/],
    })
    await send('1122333301')
    await row('DONE').waitFor()
    const dialog = page.getByRole('dialog')
    const submit = dialog.getByRole('button', { name: 'Send a transfer' })
    const unanswered = async () => {
      const fault = { path: '/agent-disbursements', fault: 'cut-body', nth: 1 }
      await api.call('POST', '/faults', fault)
      await page.getByRole('button', { name: 'Send…' }).click()
      await submit.click()
      await dialog.getByRole('alert').waitFor()
    }
    await unanswered()
    await submit.click()
    await page.locator('.toast', { hasText: 'This idempotency-key was used before' }).waitFor()
    assert.equal((await api.get('/disbursements')).total, 2)
    await unanswered()
    await dialog.getByLabel('Account number').selectOption('1122339110 – transfer-pending')
    await submit.click()
    await page.locator('.detail .title').getByText('PENDING').waitFor()
    const { total, items } = await api.get('/disbursements')
    assert.equal(total, 4)
    assert.equal(new URL(page.url()).searchParams.get('transfer'), items[0].id)
  })

  test('those of another company, and its inquiries, say so', async (t) => {
    const { page, api, send, ask } = await withAgent(t)
    await api.call('POST', '/companies', {})
    const id = await send('1122333301')
    await ask('1122339206')
    for (const query of [`page=transfers&transfer=${id}`, 'page=inquiries&inquiry=1']) {
      await page.goto(page.url().replace(/\?.*/, `?${query}&company=2`))
      const notice = page.locator('.notice', { hasText: 'This belongs to company 1.' })
      await notice.getByRole('link', { name: 'Switch to it' }).click()
      await notice.waitFor({ state: 'detached' })
      assert.equal(await page.getByLabel('Company', { exact: true }).inputValue(), '1')
      await page.locator('.detail article').waitFor()
    }
  })

  test('an approved agent leads to a transfer of its own', async (t) => {
    const { page, api, agent } = await withAgent(t, { path: '?page=agents' })
    await leadAgent(api, 'submitted', 'approved')
    await page.goto(page.url().replace(/\?.*/, `?page=agents&agent=${agent}`))
    await page.locator('.decide').getByRole('button', { name: 'Send a transfer…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(`Agent ${agent}`).waitFor()
    await dialog.getByRole('button', { name: 'Send a transfer' }).click()
    await page.locator('.timeline li.transfer').getByText('DONE').waitFor()
    await page.getByRole('link', { name: 'Its transfers' }).click()
    await page.getByText('1 found').waitFor()
  })

  test('one that is not here is spoken of in the page’s words', async (t) => {
    const { page } = await open(t, { path: '?page=transfers&transfer=7', allow: [/404/] })
    await page.getByText('the page “Transfers” lists what there is').waitFor()
    await page.getByRole('button', { name: 'ID – Bahasa Indonesia' }).click()
    await page.getByText('Tidak ada yang ber-id 7 di sini.').waitFor()
  })

  test('appear and end by themselves in the list, digit for digit', async (t) => {
    const { page, send, agent, row } = await withAgent(t)
    const id = await send('1122333301', { amount: 1_250_000 })
    assert.match(id, /^\d{19}$/)
    await row(`#${id}`).getByText('DONE').waitFor()
    const text = await row(`#${id}`).innerText()
    assert.match(text, /Rp\s1,250,000\s+bni 1122333301/)
    assert.match(text, new RegExp(`Agent ${agent}`))
    await row(`#${id}`).click()
    await page.waitForURL(new RegExp(`transfer=${id}`))
    await page.locator('.detail').getByText('DONE is final').waitFor()
    assert.equal(await page.locator('.decide').getByRole('button').count(), 0)
    // The callback's data, where JavaScript would round the id.
    await page.locator('.timeline').getByRole('link', { name: /^#/ }).click()
    await page.getByRole('heading', { name: 'Transfer DONE' }).waitFor()
    const fields = page.locator('.detail .fields.one')
    assert.match(await fields.innerText(), new RegExp(`id\\s+${id}\\s`))
    await page.getByRole('link', { name: `#${id}` }).click()
    await page.getByRole('heading', { name: 'Rp 1,250,000' }).waitFor()
  })

  test('one that waits is done by hand, another is cancelled with a reason, and the money comes back', async (t) => {
    const { page, api, send, row } = await withAgent(t)
    await api.call('PUT', '/balance', { company_id: 1, balance: 100_000 })
    const first = await send('1122339110')
    await row(`#${first}`).click()
    await page.getByText('Waits for a decision by hand.').waitFor()
    await page.locator('.scenario-line', { hasText: 'account_number matches *9110' }).waitFor()
    await page.keyboard.press('a')
    await page.keyboard.press('Enter')
    await page.locator('.title').getByText('DONE').waitFor()
    await page.locator('h3:focus', { hasText: 'Decide' }).waitFor()
    // Under the pointer the list does not move.
    await page.mouse.move(900, 600)
    const second = await send('1122339110')
    await page.getByText('Balance Rp 70,000').waitFor()
    await row(`#${second}`).click()
    await page.getByText('Waits for a decision by hand.').waitFor()
    await page.keyboard.press('r')
    const dialog = page.getByRole('dialog', { name: 'CANCELLED: which reason?' })
    await dialog.getByRole('button', { name: 'CANT_RECEIVE_TRANSFER' }).click()
    await page.locator('.notice.bad', { hasText: 'CANT_RECEIVE_TRANSFER' }).waitFor()
    // Where it was before the window.
    await page.locator('.list a:focus').waitFor()
    await page.getByText('Balance Rp 85,000').waitFor()
    assert.equal((await api.get(`/disbursements/${second}`)).reason, 'CANT_RECEIVE_TRANSFER')
    await page.keyboard.press('a')
    await page.locator('.toast', { hasText: 'CANCELLED is final' }).waitFor()
  })

  test('in manual mode all wait', async (t) => {
    const { page, send, row } = await withAgent(t)
    await send('1122333301')
    await row('DONE').waitFor()
    await page.getByLabel('Transfers end').selectOption('by hand')
    await page.waitForResponse((answer) => answer.url().includes('/companies?'))
    await send('1122333302')
    await row('PENDING').click()
    await page.locator('.decide').getByRole('button', { name: 'Done' }).click()
    await page.locator('.title').getByText('DONE').waitFor()
  })

  test('are filtered by status and agent', async (t) => {
    const { page, api, agent, send, row } = await withAgent(t)
    const other = await leadAgent(api, 'submitted', 'approved')
    await send('1122339104')
    await send('1122333301', { agent_id: other })
    await row('CANCELLED').waitFor()
    await row('DONE').waitFor()
    await page.getByLabel('Status').selectOption('CANCELLED')
    await page.getByText('1 found').waitFor()
    assert.match(await row('').innerText(), new RegExp(`Agent ${agent} · INTERMITTENT_DIST`))
    await page.getByLabel('Agent', { exact: true }).fill(String(other))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Nothing matches' }).waitFor()
    await page.getByRole('button', { name: 'Clear search and filter' }).click()
    await page.getByText('2 in all').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.waitForURL(/transfer=\d{19}/)
    await page.getByText('INTERMITTENT_DISTURBANCE_ON_BENEFICIARY_BANK').last().waitFor()
  })

  test('a callback that fails shows each attempt, and when the next one goes', async (t) => {
    const hook = await receiver(t)
    const { page, api, send, row } = await withAgent(t)
    await api.call('PATCH', '/companies/1', { disbursement_callback_url: hook.url })
    await api.call('PUT', '/clock', { mode: 'frozen' })
    const id = await send('1122333301')
    await row(`#${id}`).click()
    const attempts = page.getByRole('list', { name: 'Attempts' })
    await attempts.getByText('in 2:00').waitFor()
    assert.match(await attempts.innerText(), /attempt 2\s+scheduled.*attempt 1\s+500/s)
    await api.call('POST', '/clock/advance', { by: '3m' })
    await attempts.getByText('in 1:00').waitFor()
    assert.match(
      await attempts.innerText(),
      /attempt 3\s+scheduled.*attempt 2\s+500.*2 times.*attempt 1\s+500.*the same/s,
    )
    await page.locator('.timeline').getByRole('link', { name: /^#/ }).click()
    await attempts.getByText('in 1:00').waitFor()
    hook.status = 200
    await api.call('POST', '/clock/advance', { by: '1m' })
    await page.locator('.title').getByText('delivered').waitFor()
    assert.equal(await attempts.locator('li').count(), 3)
    assert.equal(hook.got, 3)
    await page.getByLabel('Kind').selectOption('Transfer')
    await page.getByText('1 found').waitFor()
    await row(`Transfer ${id}`).getByText('delivered').waitFor()
  })

  test('stand in the agent’s timeline, in their order, and lead to the transfer', async (t) => {
    const { page, agent, send } = await withAgent(t)
    const first = await send('1122333301')
    const second = await send('1122339110')
    await page.goto(page.url().replace(/\?.*/, `?page=agents&agent=${agent}`))
    const lines = page.locator('.timeline li.transfer')
    await page.getByLabel('Show').selectOption('transfer')
    await lines.nth(2).waitFor()
    const texts = (await lines.allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '))
    assert.match(texts[0], new RegExp(`created Rp 10,000 bni 1122339110 #${second}`))
    assert.match(texts[1], new RegExp(`ended DONE #${first}`))
    assert.match(texts[2], new RegExp(`created Rp 10,000 bni 1122333301 #${first}`))
    await lines.first().getByRole('link').click()
    await page.getByText('Waits for a decision by hand.').waitFor()
    await page
      .locator('.detail')
      .getByRole('link', { name: `Agent ${agent}` })
      .click()
    await page.locator('.timeline').getByRole('link', { name: 'Transfers' }).click()
    await page.getByText('2 found').waitFor()
  })

  test('the balance is set, and a bank disturbed, for this company alone', async (t) => {
    const { page, api } = await withAgent(t, { path: '?page=money' })
    await page.getByText('Rp 950,000,000,000').waitFor()
    await page.setViewportSize({ width: 1920, height: 800 })
    assert.ok((await page.locator('.page').boundingBox()).width > 1600)
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.getByLabel('New balance').fill('20000')
    await page.getByRole('button', { name: 'Set', exact: true }).click()
    await page.locator('.time', { hasText: 'Rp 20,000' }).waitFor()
    await page.getByLabel('BCA', { exact: true }).selectOption('HEAVILY_DISTURBED')
    await api.get('/wait?idle=true')
    assert.equal((await api.get('/banks/bca?company_id=1')).status, 'HEAVILY_DISTURBED')
    assert.equal((await api.get('/banks/bca')).status, 'OPERATIONAL')
    // What somebody else sets is seen at once.
    await api.call('PUT', '/banks/ovo', { company_id: 1, status: 'DISTURBED' })
    await page.locator('select.amber').waitFor()
    assert.equal(await page.getByLabel('OVO', { exact: true }).inputValue(), 'DISTURBED')
    await page.getByRole('button', { name: 'Settings…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('disbursement_delay').fill('2s')
    await dialog.getByLabel('inquiry_callback_url').fill('http://127.0.0.1:9/inquiry')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.locator('.fields', { hasText: 'http://127.0.0.1:9/inquiry' }).waitFor()
    assert.equal((await api.get('/companies/1')).disbursement_delay, '2s')
  })

  test('an inquiry that waits is decided by hand, and its callback follows', async (t) => {
    const { page, ask, row } = await withAgent(t, { path: '?page=inquiries' })
    const command = await page.locator('.empty pre').innerText()
    assert.match(command, /bank-account-inquiry/)
    await ask('1122339206')
    await row('1122339206').locator('.badge', { hasText: 'PENDING' }).waitFor()
    await row('1122339206').click()
    await page.getByText('Waits for a decision by hand.').waitFor()
    await page.getByRole('button', { name: 'CLOSED' }).click()
    await page.locator('.title').getByText('CLOSED').waitFor()
    await page.getByText('CLOSED is final').waitFor()
    await page.locator('h3:focus', { hasText: 'Decide' }).waitFor()
    await page.locator('.detail').getByRole('link', { name: 'Callbacks' }).click()
    await page.getByText('1 found').waitFor()
    await row('Inquiry').click()
    await page.getByRole('heading', { name: 'Inquiry CLOSED' }).waitFor()
  })

  test('the clock says what ends next, and leads there', async (t) => {
    const { page, api, send } = await withAgent(t, { path: '?page=clock' })
    await api.call('PATCH', '/companies/1', { disbursement_delay: '1h' })
    const id = await send('1122333301')
    await page.getByRole('link', { name: `end of transfer ${id}` }).click()
    await page.getByText(/Ends by itself in \d/).waitFor()
  })

  test('in Bahasa Indonesia', async (t) => {
    const { page, send, row } = await withAgent(t, { locale: 'id-ID' })
    await page.getByRole('heading', { name: 'Belum ada transfer' }).waitFor()
    const id = await send('1122339110', { amount: 1_250_000 })
    await row('Rp 1.250.000').click()
    await page.getByText('Menunggu keputusan manual.').waitFor()
    await page.getByText('account_number cocok dengan *9110').waitFor()
    await page.getByRole('button', { name: 'Batalkan…' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'INACTIVE_ACCOUNT' }).click()
    await page.getByText('CANCELLED bersifat final').waitFor()
    await page.getByRole('link', { name: 'Saldo, bank' }).click()
    await page.getByRole('heading', { name: 'Saldo', exact: true }).waitFor()
    await page.getByRole('link', { name: 'Cek rekening' }).click()
    await page.getByRole('heading', { name: 'Belum ada cek rekening' }).waitFor()
    assert.match(id, /^\d{19}$/)
  })

  test('axe-core finds nothing in both themes, and nothing is wider than its screen', async (t) => {
    const hook = await receiver(t)
    const { page, api, send, ask } = await withAgent(t)
    await cleanInBothThemes(page, 'transfers, empty')
    await page.getByRole('link', { name: 'Inquiries' }).click()
    await page.locator('.empty pre').waitFor()
    await cleanInBothThemes(page, 'inquiries, empty')
    await api.call('PATCH', '/companies/1', { disbursement_callback_url: hook.url })
    await api.call('PUT', '/clock', { mode: 'frozen' })
    const long = { amount: 250_000_000, bank_code: 'tabungan_pensiunan_nasional' }
    const cancelled = await send('1122339104', long)
    const waiting = await send('1122339110', { remark: 'sewa', beneficiary_email: 'a@b.id' })
    await api.call('POST', '/clock/advance', { by: '3m' })
    await ask('1122339201')
    await ask('1122339206')
    await api.call('PUT', '/banks/bca', { company_id: 1, status: 'HEAVILY_DISTURBED' })
    await api.call('PUT', '/banks/ovo', { company_id: 1, status: 'DISTURBED' })
    const callback = (await api.get('/callbacks?kind=disbursement')).items[0].id
    const views = {
      transfers: 'page=transfers',
      cancelled: `page=transfers&transfer=${cancelled}`,
      waiting: `page=transfers&transfer=${waiting}`,
      inquiry: 'page=inquiries&inquiry=2',
      money: 'page=money',
      callback: `page=callbacks&callback=${callback}`,
    }
    for (const [name, query] of Object.entries(views)) {
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.goto(page.url().replace(/\?.*/, `?${query}`))
      await page.locator('.connection.live').waitFor()
      await page.locator('.list li, .detail article, .bank').first().waitFor()
      await cleanInBothThemes(page, name)
      for (const width of [360, 390, 768, 1024, 1440]) {
        await page.setViewportSize({ width, height: 800 })
        const wide = await page.evaluate(() =>
          [
            document.documentElement,
            ...document.querySelectorAll('main, .page, .side, .detail, .card'),
          ]
            .filter((box) => box.scrollWidth > box.clientWidth)
            .map((box) => `${box.tagName}.${box.className} ${box.scrollWidth}`),
        )
        assert.deepEqual(wide, [], `${name} at ${width}`)
      }
    }
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.goto(page.url().replace(/\?.*/, `?${views.waiting}`))
    await page.getByRole('button', { name: 'Cancel…' }).click()
    await page.getByRole('dialog').waitFor()
    await cleanInBothThemes(page, 'reasons')
  })
})
