import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basicAuthorization } from '../../kyc/company.js'
import { packageFile } from '../../lib/package-files.js'
import type { FidelityReport } from '../../rules/fidelity-report.js'
import type { Document } from './document.js'
import { text } from './html.js'
import { observedPart } from './observed.js'
import type { Target } from './placed.js'
import { documentPart } from './section.js'
import { tasks } from './tasks.js'

/** What the build makes of dashboard/docs/. Both stand in the page itself, so that its policy can name them. */
interface Looks {
  readonly style: string
  readonly script: string
}

let looks: Looks | null = null

/** The style and the script, read when they are first needed. */
function looksOf(): Looks {
  const read = (name: string) => readFileSync(packageFile(`dist/docs/${name}`), 'utf8')
  looks ??= { style: read('page.css'), script: read('page.js') }
  return looks
}

/** The page's Content-Security-Policy: it loads nothing, and runs only its own script. */
export function docsPolicy(): string {
  const { style, script } = looksOf()
  return [
    "default-src 'none'",
    `style-src 'sha256-${hash('sha256', style, 'base64')}'`,
    `script-src 'sha256-${hash('sha256', script, 'base64')}'`,
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

/**
 * One HTML page with OpenAPI documents, to read and to try each operation.
 * @param documents by the name that the ids of their sections begin with
 * @param report what `parity` has observed; null where no report was given
 */
export function docsPage(
  documents: Readonly<Record<string, Document>>,
  target: Target,
  report: FidelityReport | null = null,
): string {
  const { style, script } = looksOf()
  const parts = Object.entries(documents).map(([name, document]) =>
    documentPart(name, document, target),
  )
  const sections = parts.map(({ section }) => section).join('')
  const observed = report === null ? '' : '<h2><a href="#observed">Observed</a></h2>'
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>API – flip-kyc-sandbox</title><style>${style}</style></head>
<body><a class="skip" href="#main">To the text</a>
<header><button popovertarget="contents" class="open">Contents</button><a href="/_sandbox/" class="mark" title="To the dashboard">SANDBOX</a> <span class="wide">not Flip</span> <a href="/_sandbox/" class="wide">Dashboard</a>
<form id="sender"><label>Company<select id="company"><option value="${text(basicAuthorization(target.secretKey))}">1</option></select></label><label id="token" hidden>Control token<input type="password" autocomplete="off"></label><button id="use" hidden>Use it</button><output></output></form></header>
<nav id="contents" popover aria-label="Contents"><search><label>Search<input type="search" id="search" placeholder="fault, clock, Request-ID" autocomplete="off"></label><output></output></search><ol id="found"></ol><details id="mentions" hidden><summary></summary><ol></ol></details><div id="toc">${parts.map(({ contents }) => contents).join('')}${observed}</div></nav>
<main id="main" tabindex="-1"><h1>API of the sandbox</h1><p>Flip's API as the sandbox answers it, and the control API, by which you decide what happens. Choose a company above: <strong>Try it</strong> sends Flip's calls with its key, and the control API's for it alone.</p>${tasks(sections)}${sections}${report === null ? '' : observedPart(report)}</main><script type="module">${script}</script></body>
</html>`
}
