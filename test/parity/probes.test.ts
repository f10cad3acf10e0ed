import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { UsageError } from '../../src/lib/usage-error.js'
import { chooseProbes } from '../../src/parity/choose.js'
import { IMAGE_NAMES, imageFile } from '../../src/parity/images.js'
import { ASPECT_WORDS } from '../../src/parity/observe.js'
import { namesUsed } from '../../src/parity/placeholders.js'
import { readPlan, rulesOfProbe, rulesThatFit } from '../../src/parity/probes.js'
import { makesAgent, variantsOf } from '../../src/parity/request.js'
import { RULES } from '../../src/rules/all.js'
import { folder } from '../helpers/folder.js'

const { probes, reasons } = readPlan()
const calls = probes.flatMap(({ name, calls }) =>
  calls.flatMap(variantsOf).map((call) => ({ probe: name, call })),
)
const attainable = new Set(probes.flatMap(rulesOfProbe))

t.test('at least 150 rules can be compared', async (t) => {
  t.ok(attainable.size >= 150, String(attainable.size))
})

t.test('every rule is proved by a probe, or has a reason why not, and not both', async (t) => {
  for (const { id } of RULES) t.not(attainable.has(id), reasons.has(id), id)
  const known = new Set(RULES.map(({ id }) => id))
  t.strictSame(
    [...attainable].filter((id) => !known.has(id)),
    [],
    'nothing else is proved',
  )
})

t.test('every pattern of a reason fits a rule', async (t) => {
  const written: Readonly<Record<string, readonly string[]>> = JSON.parse(
    readFileSync('fixtures/probes/not-reachable.json', 'utf8'),
  )
  for (const pattern of Object.values(written).flat())
    t.not(rulesThatFit(pattern).length, 0, pattern)
})

t.test('a probe', async (t) => {
  const names = probes.map(({ name }) => name)
  t.equal(new Set(names).size, names.length, 'has a name of its own')
  for (const { name, about } of probes) t.match(about, /^\S.*\.$/, `says what it is about: ${name}`)
})

t.test('a call uses only words that there are', async (t) => {
  const kept = new Set<string>()
  for (const { probe, call } of calls) {
    for (const aspect of Object.values(call.proves ?? {}).flat())
      t.ok(ASPECT_WORDS.includes(aspect.split(' ')[0] as string), `${probe}: ${aspect}`)
    for (const image of Object.values(call.files ?? {}))
      t.ok(IMAGE_NAMES.includes(image), `${probe}: the image ${image}`)
    for (const name of namesUsed(call))
      t.ok(
        kept.has(name) ||
          /^(uuid|today|tomorrow|nobody|base64(url)?:.*)$/.test(name) ||
          name === call.person,
        `${probe}: {${name}} was kept before`,
      )
    for (const name of Object.keys(call.keep ?? {})) kept.add(name)
  }
})

t.test('a call that makes no agent on purpose cannot make one', async (t) => {
  for (const { probe, call } of calls) {
    if (!makesAgent(call) || call.keep !== undefined) continue
    const incomplete = call.person === undefined || Object.values(call.fields ?? {}).includes(null)
    t.ok(incomplete || probe === 'numbers-taken', `${probe} lacks something`)
  }
})

t.test('no call about money has all that a transfer, or an inquiry, needs', async (t) => {
  const about = calls.filter(({ call }) => /^POST agents .*disbursement/.test(call.call))
  t.ok(about.length > 20)
  for (const { probe, call } of about) {
    const sent = (name: string) => typeof call.fields?.[name] === 'string'
    const account = sent('account_number') && sent('bank_code')
    t.notOk(account && (sent('amount') || call.call.includes('inquiry')), probe)
  }
})

t.test('every image can be made', async (t) => {
  for (const name of IMAGE_NAMES) t.ok(imageFile(name).size < 2_100_000, name)
})

t.test('a file of probes that is wrong is refused with place and remedy', async (t) => {
  const written = (text: string) => {
    const place = folder(t)
    writeFileSync(join(place, 'one.json'), text)
    writeFileSync(join(place, 'not-reachable.json'), '{}')
    return () => readPlan(place)
  }
  const call = { call: 'GET agents /agents/1' }
  const file = (probe: object) =>
    JSON.stringify([{ name: 'one', about: 'One.', calls: [call], ...probe }])
  t.doesNotThrow(written(file({})))
  t.throws(written('['), /one\.json cannot be read \(.*Install the package again\./)
  t.throws(
    written(file({ calls: [{ call: 'GET /agents' }] })),
    /"\[0\]\.calls\[0\]\.call" must be method, host and path/,
  )
  t.throws(
    written(file({ calls: [{ ...call, proofs: {} }] })),
    /unknown key "proofs"; did you mean "proves"\?/,
  )
})

t.test('--only takes probes, rules and beginnings of rules, with what they need', async (t) => {
  const chosen = (...words: string[]) => chooseProbes(probes, words).map(({ name }) => name)
  t.strictSame(
    chosen(),
    probes.map(({ name }) => name),
  )
  t.strictSame(chosen('lists'), ['lists', 'lists-of-a-parent'], 'a beginning of rules, and a probe')
  t.strictSame(chosen('maintenance.key'), ['maintenance'])
  t.strictSame(chosen('kyc.submit.message'), ['agent-for-images', 'upload', 'callback'])
  t.strictSame(chosen('values.phone-number.compared'), [
    'first-agent',
    'second-agent',
    'numbers-taken',
  ])
  t.throws(
    () => chosen('mantenance'),
    new UsageError(
      'No probe has the name "mantenance" or proves such a rule; did you mean "maintenance"? flip-sandbox parity lists the probes.',
    ),
  )
})
