import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * Fails with what axe-core finds on the page, one line each.
 * @param parts selectors of what is looked at; everything without them
 */
export async function clean(page, where, parts) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  const found = await page.evaluate(async (include) => {
    // What passes is not listed: to name each such element takes twice the time.
    const { violations } = await window.axe.run(include ? { include } : document, {
      resultTypes: ['violations'],
    })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
    )
  }, parts)
  assert.deepEqual(found, [], `axe-core on ${where}`)
}

/** The same in both themes, of a page that follows the system's. */
export async function cleanInBothThemes(page, where, parts) {
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme })
    await clean(page, `${where}, ${colorScheme}`, parts)
  }
}
