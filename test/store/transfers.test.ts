import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { type StateExport, startSandbox } from '../../src/index.js'
import { refuses } from '../helpers/control.js'
import { folder } from '../helpers/folder.js'
import { receiver } from '../helpers/receiver.js'
import { Api, open } from '../helpers/sandbox.js'
import { DISBURSEMENTS, inquire, transfer, transferred } from '../helpers/transfers.js'

const start = async (state: string, options = {}) => {
  const sandbox = await startSandbox({ state, ...options })
  return { sandbox, api: new Api(sandbox, sandbox.authorization) }
}

t.test('a restart in the middle of everything goes on', async (t) => {
  const state = join(folder(t), 'state.json')
  let status = 500
  const hook = await receiver(t, () => status)
  const options = { disbursementCallbackUrl: hook.url, disbursementDelay: '1h' }
  const first = await start(state, options)
  await first.sandbox.clock.freeze()
  const agent = await first.api.decided()
  const failing = await transferred(first.api, agent)
  await inquire(first.api, '12')
  await first.sandbox.clock.advance('1h')
  const coming = await transferred(first.api, agent)
  await inquire(first.api, '13')
  await first.sandbox.setBankStatus('bca', 'DISTURBED')
  await first.sandbox.waitFor({ disbursementId: failing, callback: 'scheduled' })
  const { balance } = await first.sandbox.balance()
  await first.sandbox.close()

  status = 200
  const second = await start(state, options)
  t.teardown(() => second.sandbox.close())
  t.equal((await second.sandbox.balance()).balance, balance)
  t.equal((await second.sandbox.banks()).items[0]?.status, 'DISTURBED')
  t.equal(hook.received.length, 1)
  await second.sandbox.clock.advance('2m')
  t.equal(hook.received.length, 2, 'the second attempt')
  const { callbacks } = await second.sandbox.disbursement(failing)
  t.match(await second.sandbox.callback(callbacks[0]?.id ?? 0), {
    state: 'delivered',
    attempts: [{ answer_status: 500 }, { answer_status: 200 }],
  })
  await second.sandbox.clock.advance('1h')
  t.match(await second.sandbox.disbursement(coming), { status: 'DONE' })
  t.equal((await inquire(second.api, '13')).body.status, 'SUCCESS')
  t.not(await transferred(second.api, agent), coming, 'with an id of its own')
})

t.test(
  'attempts go on over restarts, each at its time (transfers.callbacks.retries)',
  async (t) => {
    const state = join(folder(t), 'state.json')
    const hook = await receiver(t, () => 500)
    const options = { disbursementCallbackUrl: hook.url }
    const first = await start(state, options)
    let { sandbox } = first
    t.teardown(() => sandbox.close())
    await sandbox.clock.freeze()
    const id = await transferred(first.api, await first.api.decided())
    await sandbox.clock.advance('1ms')
    for (let attempt = 1; attempt < 6; attempt++) {
      await sandbox.clock.advance('1m')
      await sandbox.close()
      sandbox = (await start(state, options)).sandbox
      await sandbox.clock.advance('59s')
      t.equal(hook.received.length, attempt, 'a restart neither sends it nor forgets it')
      await sandbox.clock.advance('1s')
      t.equal(hook.received.length, attempt + 1, 'two minutes after the attempt before it')
    }
    t.teardown(() => sandbox.close())
    const { callbacks } = await sandbox.disbursement(id)
    const failed = await sandbox.callback(callbacks[0]?.id ?? 0)
    t.match(failed, { state: 'failed' })
    t.equal(failed.attempts.length, 6)
    await sandbox.clock.advance('1d')
    t.equal(hook.received.length, 6)
  },
)

t.test(
  'an attempt that was under way counts as failed (transfers.callbacks.interrupted)',
  async (t) => {
    const state = join(folder(t), 'state.json')
    const silent = await receiver(t, null)
    const first = await start(state, { disbursementCallbackUrl: silent.url })
    const id = await transferred(first.api, await first.api.decided())
    await silent.next(1)
    await first.sandbox.waitFor({ disbursementId: id, callback: 'sending' })
    await first.sandbox.close()
    const second = await start(state)
    t.teardown(() => second.sandbox.close())
    const { callbacks } = await second.sandbox.disbursement(id)
    t.match(await second.sandbox.callback(callbacks[0]?.id ?? 0), {
      state: 'scheduled',
      attempts: [{ answer_status: null, error: /counts as failed, and is sent again by itself/ }],
    })
  },
)

t.test('export and import', async (t) => {
  const { sandbox, api } = await open(t)
  await sandbox.clock.freeze()
  const agent = await api.decided()
  const id = await transferred(api, agent, { account_number: '9110' })
  await inquire(api, '9206')
  const company = await sandbox.createCompany({ balance: 20_000 })
  const own = api.of(company)
  await transferred(own, await own.decided())
  const whole = await sandbox.export()

  t.test('carry transfers, inquiries, balance and banks', async (t) => {
    t.equal(whole.disbursements?.length, 2)
    t.equal(whole.disbursements?.[0]?.id, id, 'the id is a text')
    const one = await sandbox.export({ companyId: company.id })
    t.equal(one.disbursements?.length, 1)
    t.equal((await sandbox.export({ agentId: agent })).disbursements?.length, 0)
    const { sandbox: other } = await open(t)
    await other.import(whole)
    t.match(await other.disbursement(id), { status: 'PENDING', account_number: '9110' })
    t.equal((await other.balance({ companyId: company.id })).balance, 5000)
    t.equal((await other.inquiries()).total, 1)
    t.match(await other.decideDisbursement(id, { status: 'DONE' }), { status: 'DONE' })
  })

  t.test('take a state from before there was money', async (t) => {
    const {
      disbursements: _,
      inquiries: __,
      ...older
    } = structuredClone(whole) as unknown as Record<string, unknown> & {
      companies: Record<string, unknown>[]
      last: Record<string, unknown>
    }
    for (const one of older.companies)
      for (const key of Object.keys(one))
        if (/^(disbursement|inquiry_|bank_|balance|transaction)/.test(key)) delete one[key]
    delete older.last['disbursement']
    delete older.last['inquiry']
    const { sandbox: other } = await open(t)
    await other.import(older as unknown as StateExport)
    t.equal((await other.disbursements()).total, 0)
    t.match((await other.companies()).items[0], { transaction_ids: 'long', disbursements: 'auto' })
  })

  t.test('refuse what does not go together', async (t) => {
    const twice = (kind: 'disbursements' | 'inquiries') => {
      const list = whole[kind] ?? []
      return sandbox.import({ ...whole, [kind]: [...list, list[0]] } as StateExport)
    }
    await refuses(t, twice('disbursements'), 400, /is a transfer that comes twice/)
    await refuses(t, twice('inquiries'), 400, /is an inquiry that comes twice/)
    const lost = { ...whole, companies: [], agents: [], callbacks: [], inbox: [], controls: [] }
    await refuses(t, sandbox.import(lost as StateExport), 400, /has a transfer that belongs to no/)
    await refuses(
      t,
      sandbox.import({ ...lost, disbursements: [] } as StateExport),
      400,
      /has an inquiry that belongs to no company/,
    )
  })

  t.test('a company goes with all that it has', async (t) => {
    await company.delete()
    t.equal((await sandbox.disbursements()).total, 1)
    await sandbox.reset()
    t.equal((await sandbox.disbursements()).total, 0)
    t.equal((await sandbox.inquiries()).total, 0)
    t.match((await api.get(DISBURSEMENTS)).body, { total_data: 0 })
    t.equal((await sandbox.balance()).balance, 950_000_000_000)
  })
})

t.test('a journal of changes whose transfer is gone is read', async (t) => {
  const path = folder(t)
  const state = join(path, 'state.json')
  const { sandbox } = await start(state)
  await sandbox.close()
  const { seq } = JSON.parse(readFileSync(state, 'utf8'))
  const head = { at: 0, company_id: 1 }
  const ended = { type: 'disbursement-ended', disbursement_id: '1', status: 'DONE', reason: null }
  const found = { type: 'inquiry-ended', inquiry_id: 1, status: 'CLOSED', account_holder: '' }
  writeFileSync(
    `${state}.journal-9`,
    `${JSON.stringify([
      { ...head, ...ended, by: 'hand', seq: seq + 1 },
      { ...head, ...found, by: 'hand', seq: seq + 2 },
    ])}\n`,
  )
  const again = await start(state)
  t.teardown(() => again.sandbox.close())
  t.equal((await again.sandbox.disbursements()).total, 0)
})

t.test('the balance never loses or makes a rupiah (transfers.status.balance)', async (t) => {
  const { sandbox, api } = await open(t, { disbursements: 'manual' })
  const agent = await api.decided()
  await sandbox.setBalance(300_000)
  const replies = await Promise.all(
    Array.from({ length: 80 }, (_, n) =>
      transfer(
        api,
        agent,
        { account_number: n % 3 === 0 ? '9101' : '1' },
        {
          'idempotency-key': `key ${n % 70}`,
        },
      ),
    ),
  )
  t.ok(replies.some(({ status }) => status === 422))
  await sandbox.waitFor({ idle: true })
  const { items } = await sandbox.disbursements({ limit: 1000 })
  const taken = items
    .filter(({ status }) => status !== 'CANCELLED')
    .reduce((sum, { amount, fee }) => sum + amount + fee, 0)
  t.equal((await sandbox.balance()).balance, 300_000 - taken)
  t.ok(items.some(({ status }) => status === 'CANCELLED'))
})
