import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { text as readText } from 'node:stream/consumers'
import t from 'tap'
import {
  type AgentDetail,
  SandboxClient,
  type SandboxCompany,
  type StateExport,
} from '../../src/index.js'
import { LAST_INSTANT } from '../../src/kyc/timestamps.js'
import { runSandbox } from '../../src/server/sandbox.js'
import { run } from '../helpers/cli.js'
import { refuses } from '../helpers/control.js'
import { receiver } from '../helpers/receiver.js'
import { magic, open } from '../helpers/sandbox.js'

/** What a case keeps wherever it is added. */
function kept({ data, kyc_status, rejected_reason_code, repairs, scenario, history }: AgentDetail) {
  return {
    data,
    kyc_status,
    rejected_reason_code,
    repairs,
    scenario,
    history: history.map(({ seq, image, callback, check, ...entry }) => entry),
  }
}

t.test('one agent, handed to a colleague', async (t) => {
  const mine = await open(t)
  await mine.sandbox.addScenario({
    name: 'mine',
    description: 'Twice rejected.',
    kyc_decisions: [
      { kyc_status: 'REJECTED', rejected_reason_code: 17 },
      { kyc_status: 'APPROVED' },
    ],
  })
  await mine.api.newAgent()
  await mine.sandbox.next('mine')
  const id = await mine.api.decided({}, 'REJECTED')
  await mine.sandbox.waitFor({ idle: true })
  const original = await mine.sandbox.agent(id)
  const document = await mine.sandbox.export({ agentId: id })

  t.test(
    'cannot take the place of everything, and brings neither key nor token along',
    async (t) => {
      const count = (await mine.sandbox.agents()).total
      await refuses(
        t,
        mine.sandbox.import(document),
        409,
        /^The import is the case of one agent, and an import replaces everything\. Nothing was changed\. Add it/,
      )
      t.equal((await mine.sandbox.agents()).total, count)
      const text = JSON.stringify(document)
      t.notOk(text.includes(mine.sandbox.secretKey))
      t.notOk(text.includes(mine.sandbox.validationToken))
    },
  )

  t.test('what happens to companies while it comes in', async (t) => {
    const { sandbox } = await open(t)
    /** Sends the case, but its body only when `meanwhile` is done. The import has begun by then. */
    const send = async (query: string, meanwhile: () => Promise<unknown>) => {
      const sending = request(`${sandbox.url}/_sandbox/import?add=true&${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', expect: '100-continue' },
      })
      sending.flushHeaders()
      await once(sending, 'continue')
      await meanwhile()
      sending.end(JSON.stringify(document))
      const [answer] = (await once(sending, 'response')) as [IncomingMessage]
      return { status: answer.statusCode, body: JSON.parse(await readText(answer)) }
    }
    const made: SandboxCompany[] = []
    const added = await send('new_company=true', async () => {
      made.push(await sandbox.createCompany())
    })
    const id = made[0]?.id as number
    t.match(added, { status: 200, body: { company_id: id + 1 } }, 'another one has its own id')
    t.match(await sandbox.agents({ companyId: id + 1 }), { total: 1 })
    t.match(await made[0]?.clock.now(), { mode: 'running' })
    const refused = await send(`company_id=${id}`, async () => made[0]?.delete())
    t.match(refused, { status: 409, body: { error: { message: /has been deleted meanwhile/ } } })
  })

  t.test('has nothing of the others', async (t) => {
    t.equal(document.agents.length, 1)
    t.equal(document.companies.length, 1)
    t.equal(Object.keys(document.images).length, 1, 'sent twice, and stored once')
    t.equal(document.callbacks.length, 2)
    t.strictSame([document.inbox, document.controls], [[], []])
    t.equal((await mine.sandbox.export({ agentId: id, companyId: 1 })).agents.length, 1)
    await refuses(t, mine.sandbox.export({ agentId: id, companyId: 99 }), 404, /no company 99/)
    await refuses(t, mine.sandbox.export({ agentId: 99 }), 404, /no agent 99/)
  })

  t.test('is there under a new id, and goes on to the same end', async (t) => {
    const { sandbox, api } = await open(t, { validationToken: 'of-the-colleague' })
    await api.newAgent(magic('9917'))
    const before = await sandbox.agents()
    const added = await sandbox.add(document)
    t.match(added, {
      company_id: 1,
      agents: [{ id: 2, was: id }],
      images: 1,
      missing_scenarios: [],
    })
    t.equal((await sandbox.agents()).total, before.total + 1)
    const agent = await sandbox.agent(2)
    t.strictSame(kept(agent), kept(original))
    const seqs = agent.history.map(({ seq }) => seq)
    t.strictSame(
      seqs,
      seqs.toSorted((a, b) => a - b),
    )
    t.equal(agent.callbacks.length, 2)
    for (const { id: callback } of agent.callbacks) {
      const { fields, agent_id } = await sandbox.callback(callback)
      t.equal(agent_id, 2)
      t.equal(fields.token, 'of-the-colleague', 'as it is resent')
      t.equal(JSON.parse(fields.data).agent_id, id, 'what was sent still names the old id')
    }
    for (const image of [agent.images.identity, agent.images.selfie]) {
      t.equal((await fetch(image?.url as string)).status, 200)
    }
    await api.repairPhoto(2)
    t.match(await sandbox.waitFor({ agentId: 2, kycStatus: 'APPROVED', callback: 'delivered' }), {
      scenario: { name: 'mine' },
    })
    const [latest] = (await sandbox.callbacks({ agentId: 2 })).items
    t.equal(JSON.parse((await sandbox.callback(latest?.id as number)).fields.data).agent_id, 2)
  })

  t.test(
    'is refused where a number is taken, and finds room in a company of its own',
    async (t) => {
      const count = (await mine.sandbox.agents()).total
      await refuses(
        t,
        mine.sandbox.add(document),
        409,
        new RegExp(
          `has agent ${id}, .+, with the identity number \\S+\\. Here agent ${id} of company 1 has that number already\\.`,
        ),
      )
      const phone = structuredClone(document) as unknown as { agents: [{ data: object }] }
      phone.agents[0].data = { ...phone.agents[0].data, identity_number: 'OTHER1' }
      await refuses(
        t,
        mine.sandbox.add(phone as never),
        409,
        /with the phone number \+62\d+\. Here agent/,
      )
      t.equal((await mine.sandbox.agents()).total, count, 'nothing has changed')
      const added = await mine.sandbox.add(document, { newCompany: true })
      const company = await mine.sandbox.company(added.company_id)
      t.equal((await company.agents()).total, 1)
      const { images } = await mine.sandbox.agent(added.agents[0]?.id as number)
      await company.delete()
      t.equal((await fetch(images.identity?.url as string)).status, 404)
      t.equal(
        (await fetch(original.images.identity?.url as string)).status,
        200,
        'each has its own',
      )
    },
  )

  t.test('is refused where its scenario takes another course', async (t) => {
    const { sandbox } = await open(t)
    await sandbox.addScenario({ name: 'mine', description: 'Another one.' })
    await refuses(t, sandbox.add(document), 409, /the one of that name here takes another course/)
    t.equal((await sandbox.agents()).total, 0)
    await sandbox.removeScenario('mine')
    await sandbox.add({ ...document, scenarios: [] }).then((added) => {
      t.strictSame(added.missing_scenarios, ['mine'])
    })
  })

  t.test('is there after a restart', async (t) => {
    const state = join(t.testdir(), 'state.json')
    const options = { port: 0, state, log: 'silent' } as const
    const first = await runSandbox(options)
    await new SandboxClient({ url: first.url }).add(document)
    const before = await new SandboxClient({ url: first.url }).agent(1)
    await first.close()
    const second = await runSandbox(options)
    t.teardown(() => second.close())
    const after = await new SandboxClient({ url: second.url }).agent(1)
    t.strictSame(kept(after), kept(before))
    t.equal(second.context.images.files().length, 1)
  })
})

t.test('what was scheduled is due after the same remaining time', async (t) => {
  const mine = await open(t, { callbackDelay: '1h' })
  await mine.sandbox.clock.freeze('2100-01-01T00:00:00Z')
  const checking = await mine.api.newAgent({ name: 'Checking' })
  await mine.api.upload(checking)
  await mine.api.selfie(checking)
  const late = await mine.api.newAgent({ ...magic('9404'), name: 'Late' })
  await mine.api.upload(late)
  await mine.api.selfie(late)
  await mine.sandbox.clock.advance('1h')
  const again = await mine.api.newAgent({ name: 'Again' })
  await mine.api.upload(again)
  await mine.api.selfie(again)
  await mine.sandbox.clock.advance('20m')

  const { url, next } = await receiver(t)
  const theirs = await open(t, { callbackUrl: url, validationToken: 'theirs' })
  await theirs.sandbox.clock.freeze('2030-01-01T00:00:00Z')
  for (const id of [late, again])
    await theirs.sandbox.add(await mine.sandbox.export({ agentId: id }))
  const { scheduled } = await theirs.sandbox.clock.now()
  t.strictSame(
    scheduled.map(({ what, due }) => [what, due]),
    [
      ['callback 1', '2030-01-01T00:40:00.000Z'],
      ['check 2', '2030-01-01T00:40:00.000Z'],
    ],
  )
  await theirs.sandbox.clock.advance('40m')
  const sent = await next(2)
  t.strictSame(sent.map(({ data }) => data?.agent_id).toSorted(), [1, 2], 'under the new ids')
  t.strictSame(
    sent.map(({ token }) => token),
    ['theirs', 'theirs'],
  )
})

t.test('so it is with every export, also where the clock of all companies has moved', async (t) => {
  const mine = await open(t, { callbackDelay: '1h' })
  const agentId = await mine.api.newAgent()
  await mine.api.upload(agentId)
  await mine.sandbox.clock.advance('10d')
  await mine.api.selfie(agentId)
  await mine.sandbox.clock.advance('40m')
  const ofCompany = await mine.sandbox.export({ companyId: 1 })
  const everything = await mine.sandbox.export()

  const theirs = await open(t)
  await theirs.sandbox.clock.freeze('2030-01-01T00:00:00Z')
  const dueOf = async (document: StateExport) => {
    const { company_id } = await theirs.sandbox.add(document, { newCompany: true })
    const company = await theirs.sandbox.company(company_id)
    return (await company.clock.now()).scheduled[0]?.due as string
  }
  for (const document of [await mine.sandbox.export({ agentId }), ofCompany, everything]) {
    const due = await dueOf(document)
    t.ok(due > '2030-01-01T00:00' && due <= '2030-01-01T00:20:00.000Z', due)
  }
  const { real_time: _, ...earlier } = everything
  t.ok((await dueOf(earlier)) > '2030-01-01T00:20', 'an earlier version did not say when it was')

  await theirs.sandbox.import(ofCompany)
  const { now } = await (await theirs.sandbox.company(1)).clock.now()
  t.ok(Date.parse(now) > Date.now() + 9 * 86_400_000, 'and a company keeps its clock')
})

t.test('a case with everything that an agent can have', async (t) => {
  const mine = await open(t)
  await mine.api.newAgent()
  const id = await mine.api.newAgent(magic('9817'))
  await mine.api.upload(id)
  await mine.api.selfie(id)
  await mine.sandbox.waitFor({ agentId: id, kycStatus: 'UPLOAD_IDENTITY_SELFIE_FAILED' })
  await mine.api.documents(id)
  await mine.sandbox.waitFor({ agentId: id, kycStatus: 'APPROVED' })
  const twice = await mine.api.decided(magic('9401'))
  await mine.sandbox.waitFor({ idle: true })
  await mine.sandbox.clock.freeze()
  const last = await mine.api.uploaded(magic('9406'))
  await mine.sandbox.clock.advance('5s')
  t.match((await mine.sandbox.agent(last)).history.at(-1), { type: 'fault-missed' })
  const waiting = await mine.api.newAgent(magic('9604'))
  await mine.api.upload(waiting)
  await mine.api.selfie(waiting)
  for (const data of ['no JSON', '{"agent_id":0}', 'null']) {
    await mine.sandbox.sendCallback({ agentId: waiting, data, after: '1h' })
  }
  const theirs = await open(t)
  const { now } = await mine.sandbox.clock.now()
  await theirs.sandbox.clock.freeze(now)
  for (const was of [id, twice, last, waiting]) {
    const { agents } = await theirs.sandbox.add(await mine.sandbox.export({ agentId: was }))
    const [before, after] = [
      await mine.sandbox.agent(was),
      await theirs.sandbox.agent(agents[0]?.id as number),
    ]
    t.strictSame(kept(after), kept(before))
    t.equal(after.documents.length, before.documents.length)
    for (const { url } of after.documents) t.equal((await fetch(url)).status, 200)
    t.strictSame(
      after.callbacks.map(({ kyc_status, state, repeats }) => [
        kyc_status,
        state,
        repeats !== null,
      ]),
      before.callbacks.map(({ kyc_status, state, repeats }) => [
        kyc_status,
        state,
        repeats !== null,
      ]),
    )
    t.equal(after.check?.due, before.check?.due, 'a check by hand has no time')
  }
})

t.test('the companies of a document that cannot become one', async (t) => {
  const { sandbox, api } = await open(t)
  const numbers = { identity_number: '3174055506980001', phone_number: '081234567890' }
  const decisions = [
    { kyc_status: 'APPROVED' },
    { kyc_status: 'REJECTED', rejected_reason_code: 17 },
  ] as const
  for (const decision of decisions) {
    const company = await sandbox.createCompany()
    await company.addScenario({ name: 'mine', description: 'x', kyc_decisions: [decision] })
    await company.next('mine')
    await api.of(company).newAgent(numbers)
  }
  const document = await sandbox.export()
  const [first, second] = document.agents as [never, StateExport['agents'][number]]
  const identity = { identity_number: '3174055506980002' }
  const phone = { phone_number: '+6281234567891' }
  const refused = async (edit: object, message: RegExp) => {
    const agents = [first, { ...second, data: { ...second.data, ...edit } }]
    await refuses(t, sandbox.add({ ...document, agents }, { newCompany: true }), 409, message)
    t.equal((await sandbox.companies()).total, 3, 'nothing has changed')
  }
  await refused(
    {},
    /has agent 2, .+ identity number 3174055506980001\. Its agent 1 has that number/,
  )
  await refused(identity, /has agent 2, .+ phone number .+\. Its agent 1 .+ Export each company by/)
  await refused(
    { ...identity, ...phone },
    /"mine", and the one of that name of another of its agents/,
  )
})

t.test('a document of several agents, and bad input', async (t) => {
  const { sandbox, api } = await open(t)
  const hanging = await receiver(t, null)
  const company = await sandbox.createCompany({ callbackUrl: hanging.url })
  await api.of(company).uploaded()
  await hanging.next(1)
  await sandbox.sendCallback({ companyId: company.id, data: 'no JSON', after: '1h' })
  const whole = await company.export()
  const added = await sandbox.add(whole, { newCompany: true })
  t.match((await sandbox.callbacks({ agentId: added.agents[0]?.id as number })).items, [
    { state: 'interrupted', error: /under way when its agent was exported/ },
  ])
  const post = (query: string, body: unknown = whole) =>
    sandbox.call('POST', '/import', Object.fromEntries(new URLSearchParams(query)), body)
  await refuses(t, post('company_id=1'), 400, /takes company_id and new_company only with add=true/)
  await refuses(t, post('add=true&company_id=1&new_company=true'), 400, /not both/)
  await refuses(t, post('add=maybe'), 400, /"add" must be true or false/)
  await refuses(t, post('add=true&company_id=99'), 404, /no company 99/)
  await refuses(t, post('add=true', { ...whole, agents: [], callbacks: [] }), 400, /has no agent/)
  await refuses(t, post('add=true', {}), 400, /is not a state of flip-kyc-sandbox/)
  const lost = await sandbox.add({ ...whole, images: {} } as StateExport, { newCompany: true })
  const { images } = await sandbox.agent(lost.agents[0]?.id as number)
  t.equal((await fetch(images.selfie?.url as string)).status, 404, 'a lost image stays lost')
  const odd = structuredClone(whole) as StateExport & { at: unknown }
  const [agent] = odd.agents as unknown as { check: unknown; callback_ids: number[] }[]
  Object.assign(agent as object, {
    kyc_status: 'PENDING',
    check: {
      kind: 'kyc',
      kyc_status: 'APPROVED',
      rejected_reason_code: null,
      by: 'scenario',
      due: LAST_INSTANT,
    },
    data: {
      ...(agent as never as { data: object }).data,
      identity_number: 'ODD1',
      phone_number: '+62811',
    },
  })
  odd.at = -LAST_INSTANT
  await sandbox.add(odd)
  t.match((await sandbox.clock.now()).scheduled.at(-1), { due: /^9999-12-31/ }, 'bounded')
})

t.test('the commands', async (t) => {
  const { sandbox, api } = await open(t)
  const at = { FLIP_SANDBOX_URL: sandbox.url }
  const id = await api.uploaded()
  const file = join(t.testdir(), 'case.json')
  writeFileSync(file, (await run(['export', '--agent', String(id)], at)).out)
  t.match(await run(['import', '--add', file], at), {
    code: 1,
    err: /Here agent 1 of company 1 has that number already\..+ with --company new\.$/,
  })
  t.match(await run(['import', '--add', '--company', 'new', file], at), {
    code: 0,
    out: 'Added to company 2: agent 1 is 2 here.',
  })
  t.match(
    JSON.parse((await run(['import', '--add', '--company', 'new', file, '--json'], at)).out),
    {
      company_id: 3,
    },
  )
  t.match(await run(['import', '--company', '2', file], at), { code: 2, err: /goes with --add/ })
  t.match(await run(['import', '--add', '--company', 'x', file], at), { code: 2, err: /not an id/ })
  t.match(await run(['import', file], at), {
    code: 1,
    err: /is the case of one agent, and an import replaces everything\. Nothing was changed\. Add it with add=true, or the command import --add\.$/,
  })
  const whole = join(t.testdir(), 'whole.json')
  writeFileSync(whole, (await run(['export', '--company', '1'], at)).out)
  t.match(await run(['import', whole], at), {
    out: 'Imported 1 company, 1 agent and 1 image, in the place of 3 agents.',
  })
})
