// The recipes of the docs: fenced blocks, each under a comment that says what becomes of it.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Lines that a block may have. */
const MOST_LINES = 28

/**
 * Every block under a comment such as `<!-- recipe: go file=a_test.go run="go test" -->`, page by page.
 * `file` is where its code goes, `run` a command (its own code without one), `job` the CI service whose job it is,
 * `page` a command that serves a page.
 */
export function readBlocks(root) {
  const folders = ['docs', 'test/recipes']
  const pages = folders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(root, folder, name)),
  )
  // First the page with what all recipes share.
  pages.sort((a, b) => Number(b.endsWith('/recipes.md')) - Number(a.endsWith('/recipes.md')))
  return pages.flatMap((page) => blocksOf(readFileSync(page, 'utf8')))
}

function blocksOf(markdown) {
  const marked = /<!-- recipe: (\S+) (.*?) ?-->\n```\w+\n(.*?\n)```\n/gs
  return [...markdown.matchAll(marked)].map(([, recipe, attributes, code]) => {
    const value = (name) => new RegExp(`\\b${name}=(?:"(.*?)"|(\\S+))`).exec(attributes)
    const [file, run, job, page] = ['file', 'run', 'job', 'page'].map((name) => {
      const [, quoted, plain] = value(name) ?? []
      return quoted ?? plain
    })
    const lines = code.trimEnd().split('\n').length
    if (lines > MOST_LINES)
      throw new Error(`${file ?? recipe} has ${lines} lines; ${MOST_LINES} is the most.`)
    return { recipe, code, file, run: /(^| )run$/.test(attributes) ? code : run, job, page }
  })
}
