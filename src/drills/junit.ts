import type { DrillReport, DrillResult } from './report.js'

/** The report as JUnit XML, as CI services read it: what is unknown is skipped. */
export function junit({ url, date, duration_ms, counts, drills }: DrillReport): string {
  const suite = attributes({
    name: `drill ${url}`,
    tests: drills.length,
    failures: counts.failed,
    errors: 0,
    skipped: counts.unknown,
    time: duration_ms / 1000,
    timestamp: date.slice(0, 19),
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite ${suite}>`,
    ...drills.flatMap(testCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function testCase(drill: DrillResult): string[] {
  const { name, duration_ms } = drill
  const begin = `    <testcase ${attributes({ classname: 'flip-sandbox.drill', name, time: duration_ms / 1000 })}>`
  return [begin, ...outcome(drill), '    </testcase>']
}

function outcome({ verdict, about, says, remedy }: DrillResult): string[] {
  switch (verdict) {
    case 'failed':
      return [
        `      <failure ${attributes({ message: says })}>${escaped(`${about}\n${remedy}`)}</failure>`,
      ]
    case 'unknown':
      return [`      <skipped ${attributes({ message: says })}/>`]
    case 'warned':
      return [`      <system-out>${escaped(`Warning: ${says}\n${remedy}`)}</system-out>`]
    case 'passed':
      return [`      <system-out>${escaped(says)}</system-out>`]
  }
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escaped(String(value))}"`)
    .join(' ')
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

function escaped(text: string): string {
  // XML has no way to write control characters; a receiver's answer may have any.
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
      .replace(/[&<>"]/g, (sign) => ESCAPES[sign] as string)
  )
}
