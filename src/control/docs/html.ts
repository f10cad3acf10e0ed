/** Escapes a text for HTML. */
export function text(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** What fits into a line of a phone stays in one piece. */
const ONE_PIECE = 36

/** A name or a value. It is never broken in the middle of a word: what is long may break behind `/`, `,` and the like. */
export function code(value: string): string {
  return value.length <= ONE_PIECE
    ? `<code>${text(value)}</code>`
    : `<code class="long">${text(value).replace(/[/,|)\]}](?=.)/g, '$&<wbr>')}</code>`
}

/** A value as JSON has it, but a text without its quotes where it cannot be taken for something else. */
export function value(of: unknown): string {
  const plain = typeof of === 'string' && !/^(\d*|null|true|false)$/.test(of)
  return code(plain ? of : JSON.stringify(of))
}

/** The Markdown of one paragraph: code, emphasis and links. */
export function line(markdown: string): string {
  return markdown
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? code(part.slice(1, -1)) : prose(part)))
    .join('')
}

/** The Markdown of a description: paragraphs. */
export function paragraphs(markdown: string | undefined): string {
  return (markdown ?? '')
    .split(/\n{2,}/)
    .filter((part) => part !== '')
    .map((part) => `<p>${line(part)}</p>`)
    .join('')
}

/** An example. A long one scrolls, and the keyboard reaches it. */
export function sample(of: unknown): string {
  const whole = typeof of === 'string' ? of : JSON.stringify(of, null, 2)
  const scrolls = whole.split('\n').length > 16 ? ' class="tall" tabindex="0"' : ''
  // What is one word to the browser may break between its fields.
  return `<pre${scrolls}>${text(whole).replace(/,(?=&quot;)/g, ',<wbr>')}</pre>`
}

function prose(part: string): string {
  return text(part)
    .replace(/\[([^\]]+)\]\(((?:https?:\/|\/|#)[^)\s]*)\)/g, '<a href="$2">$1</a>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/(?<!\w)\*([^*\s][^*]*)\*/g, '<em>$1</em>')
}
