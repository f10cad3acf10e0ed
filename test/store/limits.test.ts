import { join } from 'node:path'
import t from 'tap'
import { type StateExport, startSandbox } from '../../src/index.js'
import { refuses } from '../helpers/control.js'
import { folder } from '../helpers/folder.js'
import { Api, open, type Teardown } from '../helpers/sandbox.js'
import { transferred } from '../helpers/transfers.js'

interface Limits {
  /** Milliseconds of a duration: a hundred years. */
  readonly duration: number
  /** A time: the end of the year 9999 in GMT+7. */
  readonly time: number
  readonly id: number
}

const LIMITS: Limits = {
  duration: 3_162_240_000_000,
  time: 253_402_275_599_999,
  id: 900_000_000_000_000,
}

/** An export with an agent whose check is due and a transfer that is under way, at these limits. */
async function exportAt(t: Teardown, { duration, time, id }: Limits): Promise<StateExport> {
  const { sandbox, api } = await open(t)
  const sender = await api.decided()
  await (await sandbox.company(1)).update({ callbackDelay: '4s', disbursementDelay: '4s' })
  await sandbox.clock.freeze()
  const checked = await api.newAgent()
  await api.upload(checked)
  await api.selfie(checked)
  await transferred(api, sender)
  const document = JSON.parse(JSON.stringify(await sandbox.export()))
  const delays = { callback_delay: duration, disbursement_delay: duration }
  Object.assign(document.companies[0], delays, { created_at: time })
  for (const one of document.agents) one.created_at = time
  document.disbursements[0].course.after = duration
  document.controls[0].clock = { mode: 'frozen', at: time - 5000 }
  for (const kind of Object.keys(document.last)) document.last[kind] = id
  return document
}

t.test('an import at the limits can be used, exported and started again', async (t) => {
  const state = join(folder(t), 'state.json')
  const first = await startSandbox({ state })
  t.teardown(() => first.close())
  await first.import(await exportAt(t, LIMITS))
  const api = new Api(first, (await first.company(1)).authorization)
  const id = await api.newAgent()
  t.equal(id, LIMITS.id + 1)
  await api.upload(id)
  await api.selfie(id)
  await transferred(api, 1)
  await first.clock.advance('5s')
  await first.waitFor({ idle: true })
  const before = await first.export()
  await first.close()

  const { sandbox: second } = await open(t, { state })
  const after = await second.export()
  t.strictSame([after.agents, after.disbursements], [before.agents, before.disbursements])
  t.equal((await second.agent(id)).kyc_status, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
})

t.test('an import beyond them is refused', async (t) => {
  const { sandbox } = await open(t)
  for (const [limit, message] of [
    ['duration', /"companies\[0\]\.callback_delay" must be a whole number from 0 to 3162240000000/],
    ['time', /"companies\[0\]\.created_at" must be a whole number/],
    ['id', /last\.company must be at most 900000000000000, and is 900000000000001/],
  ] as const) {
    const document = await exportAt(t, { ...LIMITS, [limit]: LIMITS[limit] + 1 })
    await refuses(t, sandbox.import(document), 400, message)
  }
})
