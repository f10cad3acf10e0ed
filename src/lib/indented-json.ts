const PART = /"(?:\\.|[^"\\])*"|\{\s*\}|\[\s*\]|\s+|[[\]{},:]/g

/** JSON over several lines, with every number as it is written: `JSON.parse` would round long ones. Another text stays as it is. */
export function indentedJson(text: string): string {
  try {
    JSON.parse(text)
  } catch {
    return text
  }
  let depth = 0
  const line = () => `\n${'  '.repeat(depth)}`
  return text.replace(PART, (part) => {
    if (part.trim() === '') return ''
    if (part === ':') return ': '
    if (part === ',') return `,${line()}`
    if (part === '{' || part === '[') {
      depth++
      return part + line()
    }
    if (part !== '}' && part !== ']') return part
    depth--
    return line() + part
  })
}
