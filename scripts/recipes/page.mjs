// Looks at a recipe's page in a real browser.
import { chromium } from 'playwright-core'
import { answers, background, endGroup, freePort } from './shell.mjs'

/**
 * Serves the page on a free port, presses its button, and waits until it has an agent and shows its picture.
 * @param command serves it, and takes `--port`
 */
export async function seePage(command) {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const server = background(`${command} --port ${port} --strictPort`)
  server.stdout.resume()
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    while (!(await answers(url))) if (server.exitCode !== null) throw new Error('It has ended.')
    const page = await browser.newPage()
    await page.goto(url)
    await page.getByRole('button').click()
    await page.getByText(/^Agent \d+: BASIC_DATA$/).waitFor({ timeout: 20_000 })
    await page.waitForFunction(() => document.querySelector('img')?.naturalWidth > 0)
  } finally {
    await browser.close()
    endGroup(server.pid)
  }
}
