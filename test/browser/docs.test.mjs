import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { cleanInBothThemes } from './axe.mjs'
import { browserForAll } from './helper.mjs'

/** Waits for the answer in a section; then asks the sandbox. */
async function answered(section, ask) {
  await section.getByText(/^200 OK/).waitFor()
  return ask()
}

/** One of each kind: a JSON body, a form with files, alternatives, a callback. */
const SAMPLES = ['control.addFault', 'flip.uploadIdentity', 'control.Change', 'flip.kycStatus']

/** A company beside the first one. */
const another = (api) => api.call('POST', '/companies', {})

describe('the documentation of the API', () => {
  const browser = browserForAll()
  const open = (t, { hash = '', ...settings } = {}) =>
    browser(t, { path: `docs${hash}`, ...settings })
  // In its own part: a search through the whole page for a role takes a second.
  const search = (page) => page.locator('#contents').getByRole('searchbox')
  const operation = (page, id) => page.locator(`[id="${id}"]`)

  test('the search leads to the fault and the clock, and to their fields', async (t) => {
    const { page } = await open(t)
    await page.keyboard.press('/')
    await page.keyboard.type('fault 503')
    await page.locator('#found a').first().getByText('Add a fault').waitFor()
    await page.keyboard.press('Enter')
    assert.match(page.url(), /#control\.addFault$/)
    const fault = operation(page, 'control.addFault')
    await fault.getByText('Strikes the nth matching call only').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.press('Escape')
    assert.ok(await page.locator('#toc').isVisible())
    await search(page).fill('move the clock')
    await page.locator('#found a').first().getByText('Advance the clock').waitFor()
    await search(page).fill('zzz')
    await page.locator('#contents').getByText('0 found').waitFor()
  })

  test('what is about a word comes first; what only mentions it lies folded below', async (t) => {
    const { page } = await open(t)
    const found = page.locator('#found a')
    await search(page).fill('503')
    assert.match(await found.first().innerText(), /^Add a fault/)
    // Every call can answer 503; those that say no more of it are only counted.
    assert.ok((await found.count()) < 20, `${await found.count()} found`)
    const mentions = page.locator('#mentions')
    assert.ok(await mentions.getByRole('link', { name: 'Set a balance' }).isHidden())
    await mentions.locator('summary').click()
    await mentions.getByRole('link', { name: 'Set a balance' }).click()
    assert.match(page.url(), /#control\.setBalance$/)
    // A word begins where it is looked for: no `default` for `fault`.
    await search(page).fill('fault')
    assert.equal(
      await page.locator('#found a, #mentions a', { hasText: 'Read a balance' }).count(),
      0,
    )
  })

  test('a choice is made where only certain values will do', async (t) => {
    const { page } = await open(t)
    const wait = operation(page, 'control.waitFor')
    await wait.getByText('Try it').click()
    const status = wait.locator('[name="status"]')
    assert.deepEqual(await status.locator('option').allInnerTexts(), [
      'not sent',
      'PENDING',
      'DONE',
      'CANCELLED',
    ])
    assert.equal(
      await wait.locator('[name="kyc_status"]').inputValue(),
      'UPLOAD_IDENTITY_SELFIE_SUCCESS',
    )
    await wait.locator('[name="idle"]').selectOption('true')
    const create = operation(page, 'flip.createAgent')
    await create.getByText('Try it').click()
    await create.locator('[name="identity_type"]').selectOption('passport')
    await create.getByLabel('Begin with').selectOption({ index: 0 })
    assert.equal(await create.locator('[name="identity_type"]').inputValue(), 'ktp')
  })

  test('forms begin with ids that exist, and keep what somebody has written', async (t) => {
    const { page, api, prepared: company } = await open(t, { prepare: another })
    const decide = operation(page, 'control.decideAgent')
    const id = decide.getByLabel('id', { exact: true })
    await decide.getByText('Try it').click()
    assert.equal(await id.inputValue(), '')
    assert.equal(await id.getAttribute('placeholder'), 'such as 3')
    const create = operation(page, 'flip.createAgent')
    await create.getByText('Try it').click()
    await create.getByRole('button', { name: 'Send POST' }).click()
    const { items } = await answered(create, () => api.get('/agents'))
    await page.waitForFunction(
      ([selector, value]) => document.querySelector(selector).value === value,
      ['[id="control.decideAgent"] [name="id"]', String(items[0].id)],
    )
    const byHand = operation(page, 'control.createCallback')
    await byHand.getByText('Try it').click()
    await page.waitForFunction(
      ([selector, agent]) => JSON.parse(document.querySelector(selector).value).agent_id === agent,
      ['[id="control.createCallback"] textarea', items[0].id],
    )
    const arm = operation(page, 'control.armScenario')
    await arm.getByText('Try it').click()
    await page.locator('#company').selectOption(String(company.id))
    await page.waitForFunction(
      ([selector, value]) => document.querySelector(selector).value === value,
      ['[id="control.decideAgent"] [name="id"]', ''],
    )
    await id.fill('77')
    await page.locator('#company').selectOption('1')
    await page.waitForFunction(
      ([selector, one]) => JSON.parse(document.querySelector(selector).value).company_id === one,
      ['[id="control.armScenario"] textarea', 1],
    )
    assert.equal(await id.inputValue(), '77')
  })

  test('the printed commands have the key of the chosen company', async (t) => {
    const { page, prepared: company } = await open(t, {
      prepare: (api) => api.call('POST', '/companies', { secret_key: 'key-of-the-suite' }),
    })
    await page.locator('#company').selectOption(String(company.id))
    const command = operation(page, 'flip.createAgent').locator('figure pre').first()
    await command.getByText(company.authorization).waitFor()
    assert.match(await command.innerText(), /-H 'Authorization: Basic a2V5LW9mLXRoZS1zdWl0ZTo='/)
  })

  test('tries both APIs: a fault for the second submit, and the clock two hours on', async (t) => {
    const { page, api } = await open(t)
    const fault = operation(page, 'control.addFault')
    await fault.getByText('Try it').click()
    await fault.getByRole('button', { name: 'Send POST' }).click()
    await fault.getByText(/^201 Created/).waitFor()
    const { items } = await api.get('/faults?company_id=1')
    assert.deepEqual([items[0].nth, items[0].status], [2, 503])
    const clock = operation(page, 'control.advanceClock')
    await clock.getByText('Try it').click()
    await clock.getByRole('button', { name: 'Send POST' }).click()
    await clock.getByText(/^200 OK/).waitFor()
    const { ahead_ms } = await api.get('/clock?company_id=1')
    assert.equal(Math.round(ahead_ms / 60_000), 120)
  })

  test("the clock that moves is the chosen company's, and all clocks only where that is said", async (t) => {
    const { page, api, prepared: company } = await open(t, { prepare: another })
    await page.locator('#company').selectOption(String(company.id))
    const ahead = async () => {
      const of = async (id) => (await api.get(`/clock?company_id=${id}`)).ahead_ms / 3_600_000
      return [Math.round(await of(1)), Math.round(await of(company.id))]
    }
    const clock = operation(page, 'control.advanceClock')
    const command = clock.locator('figure pre').first()
    const whose = clock.getByLabel('company_id')
    await clock.getByText('Try it').click()
    await clock.getByText(`company ${company.id}, chosen above`).waitFor({ state: 'attached' })
    assert.equal(await whose.inputValue(), String(company.id))
    assert.match(await command.innerText(), /clock\/advance\?company_id=2'/)
    const send = clock.getByRole('button', { name: 'Send POST' })
    const sent = page.waitForRequest(/clock\/advance/)
    await send.click()
    assert.equal(new URL((await sent).url()).search, `?company_id=${company.id}`)
    assert.deepEqual(await answered(clock, ahead), [0, 2])

    await whose.selectOption('all companies')
    assert.match(await command.innerText(), /clock\/advance'/)
    const toAll = page.waitForResponse(/clock\/advance$/)
    await send.click()
    await (await toAll).finished()
    assert.deepEqual(await answered(clock, ahead), [2, 4])
    // What somebody has said stays; everywhere else another choice counts.
    await page.locator('#company').selectOption('1')
    assert.equal(await whose.inputValue(), '')
    const fault = operation(page, 'control.addFault')
    assert.match(await fault.locator('figure pre').first().innerText(), /faults\?company_id=1'/)
    const armed = operation(page, 'control.armScenario').locator('figure pre').first()
    assert.match(await armed.innerText(), /"company_id":1/)
  })

  test('a call that is always about one company offers no others than these', async (t) => {
    const { page, api, prepared: company } = await open(t, { prepare: another })
    const balance = operation(page, 'control.setBalance')
    await balance.getByText('Try it').click()
    await balance.getByText(`company ${company.id}`).waitFor({ state: 'attached' })
    const options = await balance.getByLabel('company_id').locator('option').allInnerTexts()
    assert.deepEqual(options, [`company ${company.id}`, 'company 1, chosen above'])
    await balance.getByLabel('company_id').selectOption(String(company.id))
    await balance.getByRole('button', { name: 'Send PUT' }).click()
    const { balance: left } = await answered(balance, () =>
      api.get(`/balance?company_id=${company.id}`),
    )
    assert.equal(left, 0)
  })

  test('a fault is taken away where it was added, and then all of them', async (t) => {
    const { page, api } = await open(t)
    const fault = { path: '/countries', status: 500 }
    for (const _ of [1, 2, 3]) await api.call('POST', '/faults?company_id=1', fault)
    await page.locator('.tasks').getByRole('link', { name: 'Remove one fault again' }).click()
    const one = operation(page, 'control.removeFault')
    await one.getByText('Try it').click()
    await page.waitForFunction(
      (selector) => document.querySelector(selector).value === 'fault-1',
      '[id="control.removeFault"] [name="id"]',
    )
    await one.getByRole('button', { name: 'Send DELETE' }).click()
    await one.getByText(/^204 No Content/).waitFor()
    assert.equal((await api.get('/faults?company_id=1')).total, 2)
    await page.locator('.tasks').getByRole('link', { name: 'Clear all faults' }).click()
    const all = operation(page, 'control.removeFaults')
    await all.getByText('Try it').click()
    await all.getByRole('button', { name: 'Send DELETE' }).click()
    await all.getByText(/^204 No Content/).waitFor()
    assert.equal((await api.get('/faults?company_id=1')).total, 0)
  })

  test('the search knows the words that people come with', async (t) => {
    const { page } = await open(t)
    const [fault, decision] = [/^Add a fault/, /^(Decide by hand|Arm a scenario)/]
    const first = {
      slow: fault,
      timeout: fault,
      latency: fault,
      delay: fault,
      error: fault,
      offline: fault,
      reject: decision,
      money: /^Send money/,
    }
    for (const [word, title] of Object.entries(first)) {
      await search(page).fill(word)
      assert.match(await page.locator('#found a').first().innerText(), title, word)
    }
  })

  test("sends with the chosen company's key, and a Request-ID of its own", async (t) => {
    const {
      page,
      api,
      prepared: company,
    } = await open(t, {
      allow: [/status of 422/],
      prepare: another,
    })
    await page.locator('#company').selectOption(String(company.id))
    const create = operation(page, 'flip.createAgent')
    await create.getByText('Try it').click()
    await create.getByText(`With the key of company ${company.id}.`).waitFor()
    await create.getByRole('button', { name: 'Send POST' }).click()
    await create.getByText(/^200 OK/).waitFor()
    const { items } = await api.get(`/agents?company_id=${company.id}`)
    const submit = operation(page, 'flip.submitKyc')
    await submit.getByText('Try it').click()
    await submit.getByLabel('id', { exact: true }).fill(String(items[0].id))
    await submit.getByRole('button', { name: 'Send PUT' }).click()
    await submit.locator('output').getByText(/^422 /).waitFor()
    await submit.getByText(/^Sandbox-Hint: /).waitFor()
    const requests = await api.get(`/requests?company_id=${company.id}`)
    assert.match(requests.items[0].request_id, /^bigflip-[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
  })

  test('an event stream is shown while it comes, until it is stopped', async (t) => {
    const { page, api } = await open(t)
    const events = operation(page, 'control.streamEvents')
    await events.getByText('Try it').click()
    await events.getByRole('button', { name: 'Send GET' }).click()
    await events.locator('output', { hasText: 'event: hello' }).waitFor()
    await api.createAgent()
    await events.locator('output', { hasText: 'event: agent-created' }).waitFor()
    await events.getByRole('button', { name: 'Stop' }).click()
    await events.getByText('Stopped.').waitFor()
  })

  test('a control token is asked for, and sent', async (t) => {
    const { page } = await open(t, {
      options: { control_token: 'letmein' },
      allow: [/status of 401/],
    })
    await page.locator('#token input').fill('letmein')
    await page.locator('header').getByRole('button', { name: 'Use it' }).click()
    await page.locator('#token').waitFor({ state: 'hidden' })
    const config = operation(page, 'control.getConfig')
    await config.getByText('Try it').click()
    await config.getByRole('button', { name: 'Send GET' }).click()
    await config.getByText(/^200 OK/).waitFor()
  })

  test('the fields of a schema open where it is used, at every depth', async (t) => {
    const { page } = await open(t)
    const agent = operation(page, 'control.inspectAgent')
    await agent.locator('summary', { hasText: 'The agent.' }).first().click()
    await agent.getByText('Fields of Agent', { exact: true }).click()
    await agent.getByText('Fields of HistoryEntry').first().click()
    await agent.getByText('What has happened.').first().waitFor()
  })

  test('axe-core finds nothing, closed and open, in both themes', async (t) => {
    const { page } = await open(t)
    const parts = ['header', 'nav', 'main > h1', '.tasks', ...SAMPLES.map((id) => `[id="${id}"]`)]
    // axe-core reads the whole page, whatever it is to look at: with all the other sections it would take a minute.
    await page.evaluate((ids) => {
      const samples = ids.map((id) => document.getElementById(id))
      const used = samples.flatMap((one) => [...one.querySelectorAll('[data-schema]')])
      const kept = new Set([...ids, ...used.map(({ dataset }) => dataset.schema)])
      for (const section of document.querySelectorAll('.operation, .schema'))
        if (!kept.has(section.id)) section.remove()
    }, SAMPLES)
    await cleanInBothThemes(page, 'what is closed', parts)
    await page.evaluate((ids) => {
      for (const id of ids)
        for (const part of document.getElementById(id).querySelectorAll('details')) part.open = true
    }, SAMPLES)
    await page.locator('#toc summary').first().click()
    await operation(page, 'control.addFault').getByRole('button', { name: 'Send POST' }).click()
    await operation(page, 'control.addFault').locator('output pre').waitFor()
    await cleanInBothThemes(page, 'what is open', parts)
  })

  test('at 390, 768 and 1440 px nothing is wider than the screen, and no name is broken', async (t) => {
    const { page } = await open(t)
    await page.evaluate(() => {
      for (const part of document.querySelectorAll('main details:not(.more)')) part.open = true
    })
    for (const width of [1440, 768, 390]) {
      await page.setViewportSize({ width, height: 900 })
      const [wide, broken] = await page.evaluate(() => [
        document.documentElement.scrollWidth - document.documentElement.clientWidth,
        [...document.querySelectorAll('main code:not(.long)')]
          .filter((name) => name.getClientRects().length > 1)
          .map(({ innerText }) => innerText),
      ])
      assert.deepEqual([wide, broken], [0, []], `at ${width}`)
      if (width > 800) continue
      await page.locator('header').getByRole('button', { name: 'Contents' }).click()
      await page.locator('#toc').getByRole('link', { name: 'Advance the clock' }).click()
      await page.locator('#contents').waitFor({ state: 'hidden' })
      const { y } = await operation(page, 'control.advanceClock').boundingBox()
      assert.ok(y > 40 && y < 200, `the section is in sight at ${width}: ${y}`)
    }
  })
})
