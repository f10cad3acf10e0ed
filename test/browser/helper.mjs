import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before } from 'node:test'
import { chromium } from 'playwright-core'
import { ALL_COMPANIES } from '../../dist/kyc/company.js'
import { runSandbox } from '../../dist/server/sandbox.js'

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** One Chromium for a test file: `browser` is there once a test runs. */
export function chromiumForAll() {
  const shared = { browser: null }
  before(async () => {
    shared.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ARGUMENTS,
    })
  })
  after(() => shared.browser?.close())
  return shared
}

/** The dashboard in one browser for a test file; each test has a sandbox of its own, and an empty profile. */
export function browserForAll() {
  const shared = chromiumForAll()
  const profiles = new Map()

  /**
   * A profile with these settings, of which later tests use the emptied one. It keeps a window open: a page that
   * becomes a tab of it is there twice as fast as one with a window of its own.
   */
  const profileWith = async (settings) => {
    const key = JSON.stringify(settings)
    if (!profiles.has(key)) {
      const profile = await shared.browser.newContext(settings)
      const first = await profile.newPage()
      profiles.set(key, { profile, first, devtools: await profile.newCDPSession(first) })
    }
    return profiles.get(key)
  }

  /** Closes what a test has opened, and forgets what it has stored. */
  const empty = async ({ profile, first, devtools }, origin) => {
    await Promise.all(profile.pages().map((page) => page === first || page.close()))
    await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' })
    await profile.clearCookies()
  }

  /**
   * Opens the dashboard on a sandbox of its own, once `prepare` has made there what is to be there, and holds it to what no page may do: an error in the
   * console, a failed request, a request to another origin, a breach of the Content-Security-Policy.
   */
  return async function open(
    t,
    { path = '', options = {}, allow = [], through, prepare, ...context } = {},
  ) {
    const sandbox = await runSandbox({ port: 0, state: 'memory', ...options })
    const address = through === undefined ? sandbox.url : await through(sandbox)
    const api = client(sandbox)
    const prepared = await prepare?.(api)
    const reused = await profileWith({
      viewport: { width: 1280, height: 800 },
      locale: 'en-US',
      reducedMotion: 'reduce',
      ...context,
    })
    const { profile } = reused
    await profile.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: address })
    const page = await profile.newPage()
    page.setDefaultTimeout(30_000)
    const faults = []
    const report = (text) => {
      if (!allow.some((pattern) => pattern.test(text))) faults.push(text)
    }
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) report(`console: ${message.text()}`)
    })
    page.on('pageerror', (error) => report(`error: ${error.stack}`))
    page.on('requestfailed', (request) => {
      const { errorText } = request.failure() ?? {}
      // What the page gives up itself, because something newer has been asked for.
      if (errorText !== 'net::ERR_ABORTED') report(`failed: ${request.url()} ${errorText}`)
    })
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url())
      if (protocol.startsWith('http') && origin !== address) report(`elsewhere: ${request.url()}`)
    })
    t.after(async () => {
      await empty(reused, address)
      await writeCoverage(sandbox)
      await sandbox.close()
      if (faults.length > 0) throw new Error(`The page misbehaved:\n${faults.join('\n')}`)
    })
    await page.goto(`${address}/_sandbox/${path}`)
    // Keys pressed before there is anything to see go nowhere, as they would for anybody.
    await page.locator('nav, form').first().waitFor()
    return { page, sandbox, api, profile, prepared }
  }
}

/** What the test has exercised, for `flip-sandbox coverage --merge`, where a folder for it is named. */
async function writeCoverage({ context }) {
  const folder = process.env.COVERAGE_FOLDER
  if (folder === undefined) return
  await writeFile(
    join(folder, `${randomUUID()}.json`),
    JSON.stringify(context.coverage.report(ALL_COMPANIES)),
  )
}

/** The control API, and the emulated one, from outside the page. */
function client({ url, options }) {
  const call = async (method, path, body) => {
    const answer = await fetch(`${url}/_sandbox${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(options.control_token !== null && { authorization: `Bearer ${options.control_token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return answer.status === 204 ? null : answer.json()
  }
  const flip = async (method, path, body, key = options.secret_key) => {
    const answer = await fetch(url + path, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
        'request-id': `bigflip-${crypto.randomUUID()}`,
      },
      body,
    })
    return { status: answer.status, body: await answer.json() }
  }
  let serial = 0
  /** Creates an agent. @returns its id */
  const createAgent = async (fields = {}) => {
    const tail = String(++serial).padStart(4, '0')
    const form = new URLSearchParams({
      name: `Contoh ${tail}`,
      identity_type: 'ktp',
      identity_number: `327601010190${tail}`,
      birth_date: '01-01-1990',
      birth_place: 'Depok',
      country_id: '1',
      province_id: '12',
      city_id: '184',
      district_id: '1234',
      address: 'Jl. Contoh No. 1',
      gender: 'female',
      occupation: 'others',
      phone_number: `08120000${tail}`,
      ...fields,
    })
    const { status, body } = await flip('POST', '/big_sandbox_api/v2/agents', form)
    if (status !== 200) throw new Error(JSON.stringify(body))
    return body.id
  }
  return { get: (path) => call('GET', path), call, flip, createAgent }
}
