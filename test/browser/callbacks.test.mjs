import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { describe, test } from 'node:test'
import { browserForAll } from './helper.mjs'
import { leadAgent } from './journeys.mjs'

describe('callbacks', () => {
  const open = browserForAll()

  /** A receiver that keeps what it gets, and answers as it is told. */
  const receiver = async (t) => {
    const got = []
    const state = { status: 200 }
    const server = createServer(async (request, response) => {
      got.push(Buffer.concat(await request.toArray()).toString())
      response.writeHead(state.status).end('taken')
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    t.after(() => server.close())
    return { got, state, url: `http://127.0.0.1:${server.address().port}/hook?it's=here` }
  }

  /** The page of callbacks with one of an approved agent. */
  const withCallback = async (t, options = {}) => {
    const opened = await open(t, { path: '?page=callbacks', options })
    const { page, api } = opened
    await page.locator('.connection.live').waitFor()
    const id = await leadAgent(api, 'submitted', 'approved', { name: 'Budi' })
    const row = page.locator('.list li', { hasText: 'APPROVED' }).first()
    await row.getByText('delivered').or(row.getByText('failed')).waitFor()
    await row.click()
    await page.getByRole('heading', { name: 'APPROVED' }).waitFor()
    return { ...opened, id, row }
  }

  test('appear by themselves with state, answer and time; fields stand beside the bytes', async (t) => {
    const { page, row, id } = await withCallback(t)
    assert.match(await row.innerText(), /delivered\s*200\s*Agent \d+ · #\d+ · [\d.]+ m?s/)
    const fields = page.locator('.detail .fields.one')
    assert.match(await fields.innerText(), new RegExp(`agent_id\\s+${id}`))
    await page.locator('pre', { hasText: 'POST /_sandbox/inbox/1 HTTP/1.1' }).waitFor()
    await page.locator('pre', { hasText: 'HTTP/1.1 200 OK' }).waitFor()
  })

  test('are resent, edited and resent, sent elsewhere, made by hand', async (t) => {
    const { got, url, state } = await receiver(t)
    const { page, api } = await withCallback(t)
    await page.getByRole('button', { name: 'Resend', exact: true }).click()
    await page.locator('.detail').getByText('Repeats').waitFor()
    await page.getByRole('button', { name: 'Send to another URL…' }).click()
    await page.getByRole('dialog').getByLabel('URL').fill(url)
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.locator('.detail pre', { hasText: 'taken' }).waitFor()
    assert.equal(got.length, 1)
    state.status = 500
    await page.getByRole('button', { name: 'Edit and resend…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('data').fill('{"agent_id":7}')
    await dialog.getByRole('textbox', { name: 'token' }).fill('another-token')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.locator('.detail').getByText('The receiver answered 500').waitFor()
    assert.equal(got[1], 'data=%7B%22agent_id%22%3A7%7D&token=another-token')
    await page.getByRole('button', { name: 'Callback by hand…' }).click()
    await page.getByRole('dialog').getByLabel('data').fill('{"own":true}')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.locator('.detail .fields.one', { hasText: 'own' }).waitFor()
    assert.equal((await api.get('/callbacks')).items[0].agent_id, null)
  })

  test('copied as curl, a callback arrives with the same bytes', async (t) => {
    const { got, url } = await receiver(t)
    const { page } = await withCallback(t, { callback_url: url })
    const before = got.length
    await page.getByRole('button', { name: 'Copy as curl' }).click()
    await page.locator('.toast', { hasText: 'Copied.' }).waitFor()
    const command = await page.evaluate(() => navigator.clipboard.readText())
    assert.ok(command.includes(String.raw`'\''`), command)
    const [code] = await once(spawn('sh', ['-c', `${command} -sS -o /dev/null`]), 'close')
    assert.equal(code, 0)
    assert.equal(got.length, before + 1)
    assert.equal(got.at(-1), got.at(-2))
  })

  test('the page says where they go, and leads to the setting', async (t) => {
    const { page, api } = await open(t, { path: '?page=callbacks' })
    const line = page.locator('.filters', { hasText: 'Sent to: the sandbox’s own inbox' })
    await line.getByRole('button', { name: 'Change…' }).click()
    await page
      .getByRole('textbox', { name: 'callback_url', exact: true })
      .fill('http://127.0.0.1:9/hook')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page
      .getByText(
        'Sent to: http://127.0.0.1:9/hook (Verification); the sandbox’s own inbox (Transfer, Inquiry, Bank)',
      )
      .waitFor()
    assert.equal((await api.get('/companies/1')).callback_url, 'http://127.0.0.1:9/hook')
  })

  test('where the URL has changed, Resend says where it goes, and the present URL is offered', async (t) => {
    const { got, url } = await receiver(t)
    const { page, api } = await withCallback(t)
    assert.equal(await page.getByText('Resend goes where it went').count(), 0)
    await api.call('PATCH', '/companies/1', { callback_url: url })
    await page
      .getByText(
        `Resend goes where it went, to the sandbox’s own inbox. Callbacks now go to ${url}.`,
      )
      .waitFor()
    await page.getByRole('button', { name: 'Resend there' }).click()
    await page.locator('.detail pre', { hasText: 'taken' }).waitFor()
    assert.equal(got.length, 1)
    await api.call('PATCH', '/companies/1', { callback_url: null })
    const { total } = await api.get('/inbox')
    await page.getByRole('button', { name: 'Resend there' }).click()
    await page.locator('.detail pre', { hasText: 'POST /_sandbox/inbox/1' }).waitFor()
    await page.locator('.detail .badge', { hasText: 'delivered' }).waitFor()
    assert.equal((await api.get('/inbox')).total, total + 1)
    await page.getByText('Resend goes where it went').waitFor({ state: 'detached' })
  })

  test('one that is scheduled says when it is due, and is cancelled', async (t) => {
    const { page, api } = await open(t, { path: '?page=callbacks' })
    await api.call('PUT', '/clock', { mode: 'frozen', now: '2099-01-04T02:00:00Z' })
    const id = await api.createAgent()
    await api.call('POST', '/callbacks', { agent_id: id, after: '1h' })
    const row = page.locator('.list li', { hasText: 'scheduled' })
    await row.getByText('Due 10:00:00').waitFor()
    await row.click()
    await page.locator('.detail').getByText('2099-01-04 10:00:00 (1:00:00)').waitFor()
    await page.getByRole('button', { name: 'Cancel this callback' }).click()
    await page.locator('.detail .badge', { hasText: 'cancelled' }).waitFor()
    await page.getByLabel('State').selectOption('cancelled')
    assert.equal(await page.locator('.list li').count(), 1)
  })

  test('the inbox shows what its receiver got, and is emptied', async (t) => {
    const { page, api } = await open(t, { path: '?page=inbox' })
    await page.getByRole('heading', { name: 'The inbox is empty' }).waitFor()
    await leadAgent(api, 'submitted', 'callback-wrong-token', { name: 'Budi' })
    const row = page.locator('.list li', { hasText: 'APPROVED' })
    await row.getByText('token wrong').waitFor()
    await row.click()
    await page.locator('.detail pre', { hasText: 'data=%7B%22agent_id%22' }).waitFor()
    await page.getByRole('button', { name: 'Empty the inbox' }).click()
    await page.getByText('Callbacks arrive here').waitFor()
  })

  test('a filter that hides all says so, and is cleared', async (t) => {
    const { page, api } = await open(t, { path: '?page=callbacks' })
    const id = await leadAgent(api, 'submitted', 'approved')
    const other = await leadAgent(api, 'uploaded', 'manual')
    await page.locator('.list li', { hasText: 'APPROVED' }).waitFor()
    await page.getByLabel('State').selectOption('dropped')
    await page.getByRole('heading', { name: 'Nothing matches' }).waitFor()
    await page.getByRole('button', { name: 'Clear search and filter' }).click()
    await page.locator('.list li', { hasText: 'APPROVED' }).waitFor()
    await page.goto(page.url().replace(/\?.*/, `?page=agents&agent=${id}`))
    await page.locator('.timeline').getByRole('link', { name: 'Callbacks' }).click()
    await page.waitForURL(new RegExp(`of=${id}`))
    await page.getByText('2 found').waitFor()
    const { width } = await page.getByLabel('State').boundingBox()
    assert.ok(width >= 100, `the filter is ${width} px wide`)
    await page.goto(page.url().replace(/\?.*/, `?page=callbacks&of=${other}`))
    await page.getByRole('heading', { name: 'Nothing matches' }).waitFor()
  })

  test('what is told of a resent one is true, and its title is what it says', async (t) => {
    const { page } = await withCallback(t)
    await page.getByRole('button', { name: 'Edit and resend…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('data').fill('{"agent_id":1,"kyc_status":"HELP"}')
    await dialog.getByLabel('After').fill('1h')
    await dialog.getByRole('button', { name: 'Send', exact: true }).click()
    await page.locator('.toast', { hasText: /^Callback \d+ is scheduled\./ }).waitFor()
    await page.getByRole('heading', { name: 'HELP' }).waitFor()
    await page.getByRole('button', { name: 'Resend', exact: true }).click()
    await page.locator('.toast', { hasText: /^Sent again as callback \d+/ }).waitFor()
  })

  test('an old message opens by its address, and leads to its agent', async (t) => {
    const { page, api } = await open(t, { path: '?page=companies' })
    const id = await leadAgent(api, 'submitted', 'approved', { name: 'Budi' })
    await api.get('/wait?idle=true')
    for (let n = 0; n < 110; n++)
      await api.call('POST', '/callbacks', { company_id: 1, data: `{"n":${n}}` })
    await api.get('/wait?idle=true')
    assert.ok((await api.get('/inbox')).total > 110)
    await page.goto(page.url().replace(/\?.*/, '?page=inbox&message=1'))
    await page
      .locator('.detail')
      .getByRole('link', { name: `Agent ${id}` })
      .click()
    await page.getByRole('heading', { name: 'Budi' }).waitFor()
  })
})
