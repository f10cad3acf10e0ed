// Makes the README's pictures of the dashboard: docs/images/dashboard-{light,dark,360}.png.
// Needs a build (npm run build) and Chromium; CHROMIUM names another one than /usr/bin/chromium.
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { runSandbox } from '../dist/server/sandbox.js'

const FOLDER = fileURLToPath(new URL('../docs/images/', import.meta.url))
const LIMIT = 150 * 1024

const SHOTS = [
  { name: 'dashboard-light', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { name: 'dashboard-dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { name: 'dashboard-360', colorScheme: 'light', viewport: { width: 360, height: 740 } },
]

await mkdir(FOLDER, { recursive: true })
const sandbox = await runSandbox({ port: 0, state: 'memory' })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
})
try {
  const agent = await prepare()
  for (const { name, ...look } of SHOTS) await shoot(name, agent, look)
} finally {
  await browser.close()
  await sandbox.close()
}

/** One agent in each status, made by the page itself. @returns the rejected one */
async function prepare() {
  const page = await browser.newPage({ locale: 'en-US' })
  await page.goto(`${sandbox.url}/_sandbox/?page=create`)
  await page.getByLabel('In each status').fill('2')
  await page.getByRole('button', { name: 'Create 24 agents' }).click()
  await page.waitForURL(/page=agents/)
  await page.close()
  const answer = await fetch(`${sandbox.url}/_sandbox/agents?kyc_status=PENDING`)
  return (await answer.json()).items[0].id
}

async function shoot(name, agent, look) {
  const page = await browser.newPage({ locale: 'en-US', reducedMotion: 'reduce', ...look })
  await page.goto(`${sandbox.url}/_sandbox/?page=agents&agent=${agent}`)
  await page.locator('.connection.live').waitFor()
  await page.locator('.timeline li').first().waitFor({ state: 'attached' })
  await page.waitForFunction(() =>
    [...document.images].every(
      (image) => image.getBoundingClientRect().top > 800 || image.complete,
    ),
  )
  const picture = inPalette(await page.screenshot())
  await writeFile(`${FOLDER}${name}.png`, picture)
  await page.close()
  console.log(`${name}.png ${Math.round(picture.length / 1024)} KB`)
  if (picture.length > LIMIT) throw new Error(`${name}.png is larger than ${LIMIT / 1024} KB.`)
}

/** The same picture in its 256 most frequent colours: a third of the bytes, and no difference to the eye. */
function inPalette(png) {
  const { width, height, pixels, channels } = decode(png)
  const counts = new Map()
  const colourAt = (at) => (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2]
  for (let at = 0; at < pixels.length; at += channels) {
    const colour = colourAt(at)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const palette = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 256)
    .map(([colour]) => colour)
  const nearest = new Map(palette.map((colour, index) => [colour, index]))
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = colourAt((y * width + x) * channels)
      if (!nearest.has(colour)) nearest.set(colour, closest(palette, colour))
      rows[y * (width + 1) + 1 + x] = nearest.get(colour)
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  const colours = Buffer.from(palette.flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]))
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function closest(palette, colour) {
  const distance = (other) =>
    [16, 8, 0].reduce((sum, by) => sum + (((colour >> by) & 255) - ((other >> by) & 255)) ** 2, 0)
  let best = 0
  for (let index = 1; index < palette.length; index++)
    if (distance(palette[index]) < distance(palette[best])) best = index
  return best
}

/** Reads an 8-bit PNG without interlacing, as Chromium writes them. */
function decode(png) {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const channels = png[25] === 6 ? 4 : 3
  const data = []
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  const raw = inflateSync(Buffer.concat(data))
  const stride = width * channels
  const pixels = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]
    for (let x = 0; x < stride; x++) {
      const here = y * stride + x
      const left = x >= channels ? pixels[here - channels] : 0
      const up = y > 0 ? pixels[here - stride] : 0
      const corner = x >= channels && y > 0 ? pixels[here - stride - channels] : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
      pixels[here] = raw[y * (stride + 1) + 1 + x] + guess
    }
  }
  return { width, height, pixels, channels }
}

function paeth(left, up, corner) {
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(left + up - corner - value))
  return a <= b && a <= c ? left : b <= c ? up : corner
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
