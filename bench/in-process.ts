/**
 * What the library costs in a process of its own: `startSandbox()` and `close()`, 50 times, and `advance`
 * over many scheduled checks. `node in-process.js <dist>` prints one line of JSON.
 */
interface Library {
  startSandbox(options?: object): Promise<Sandbox>
}

interface Sandbox {
  readonly url: string
  readonly clock: { advance(by: string): Promise<unknown> }
  close(): Promise<void>
}

const [dist = ''] = process.argv.slice(2)
const { startSandbox } = (await import(new URL('index.js', `file://${dist}/`).href)) as Library

const started: number[] = []
const closed: number[] = []
for (let round = 0; round < 60; round++) {
  const begun = performance.now()
  const sandbox = await startSandbox()
  const up = performance.now()
  await fetch(`${sandbox.url}/_sandbox/health`)
  const asked = performance.now()
  await sandbox.close()
  if (round < 10) continue
  started.push(up - begun)
  closed.push(performance.now() - asked)
}

const advances: { checks: number; milliseconds: number }[] = []
// The first pair warms up.
for (const checks of [2_500, 10_000, 2_500, 10_000, 2_500, 10_000, 2_500, 10_000]) {
  const sandbox = await startSandbox({ callbackDelay: '1h' })
  await sandbox.clock.advance('1s')
  const exported = (await (await fetch(`${sandbox.url}/_sandbox/export`)).json()) as object
  const imported = await fetch(`${sandbox.url}/_sandbox/import`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...exported, agents: pendingAgents(checks) }),
  })
  if (!imported.ok) throw new Error(await imported.text())
  const begun = performance.now()
  await sandbox.clock.advance('2h')
  advances.push({ checks, milliseconds: performance.now() - begun })
  await sandbox.close()
}
process.stdout.write(JSON.stringify({ started, closed, advances: advances.slice(2) }))

/** Agents whose KYC check is due within the next hour, one a moment, and says NEED_TO_CHECK (no callback). */
function pendingAgents(count: number): object[] {
  const now = Date.now()
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    company_id: 1,
    data: {
      name: 'lalalalili',
      identity_type: 'ktp',
      identity_number: `n${index}`,
      birth_date: '04-06-1998',
      birth_place: 'jakarta',
      country_id: 1,
      province_id: 1,
      city_id: 1,
      district_id: 1,
      address: 'jakarta',
      gender: 'female',
      occupation: 'GOVERNMENT_EMPLOYEE',
      phone_number: `+62${index}`,
      residence_country_id: null,
      residence_province_id: null,
      residence_city_id: null,
      residence_district_id: null,
      residence_address: '',
      email: '',
    },
    kyc_status: 'PENDING',
    rejected_reason_code: null,
    status: 'ACTIVE',
    created_at: now,
    updated_at: now,
    submitted_at: now,
    verified_at: null,
    identity_image: null,
    selfie: null,
    documents: [],
    repairs: 0,
    check: {
      kind: 'kyc',
      due: now + 60_000 + index * 100,
      kyc_status: 'NEED_TO_CHECK',
      rejected_reason_code: null,
      by: 'scenario',
    },
    scenario: { name: 'approved', because: "the company's default" },
    progress: {
      identity_images: 0,
      upload_checks: 0,
      kyc_decisions: 0,
      callbacks: 0,
      answers: {},
    },
    callback_ids: [],
    history: [],
  }))
}
