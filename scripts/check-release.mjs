// Holds a tag against package.json and CHANGELOG.md, and prints what the changelog says of the version.
// Usage: node scripts/check-release.mjs v0.1.0
import { readFileSync } from 'node:fs'

const read = (file) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
const { version } = JSON.parse(read('package.json'))
const [tag] = process.argv.slice(2)

if (tag !== `v${version}`) refuse(`The tag is ${tag}, the version ${version}; tag v${version}.`)
const sections = read('CHANGELOG.md').split(/^## /m)
const section = sections.find((text) => text.startsWith(`${version} (`))
if (section === undefined)
  refuse(`CHANGELOG.md has no section "## ${version} (date)"; write it before the tag.`)
if (section.startsWith(`${version} (not released yet)`))
  refuse(`CHANGELOG.md says that ${version} is not released yet; put the date in place of that.`)
console.log(section.slice(section.indexOf('\n')).trim())

function refuse(sentence) {
  console.error(sentence)
  process.exit(1)
}
