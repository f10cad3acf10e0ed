import t from 'tap'
import { DOCUMENT_KINDS } from '../../../src/kyc/agent.js'
import { REJECTION_REASON_CODES } from '../../../src/kyc/rejection-reasons.js'
import { card, png } from '../../helpers/images.js'
import { KYC, magic, open } from '../../helpers/sandbox.js'

t.test('POST /documents', async (t) => {
  const { api, sandbox } = await open(t)

  t.test(
    'accepts every kind, with and without a selfie (kyc.documents.parts), and answers one entry a part (kyc.documents.answer)',
    async (t) => {
      const id = await api.decided(magic('9911'), 'REJECTED')
      const parts = DOCUMENT_KINDS.flatMap((kind) => [kind, `${kind}_selfie`])
      const { status, body } = await api.documents(
        id,
        Object.fromEntries(parts.toReversed().map((part) => [part, card()])),
      )
      t.equal(status, 200, 'with 200 (errors.success)')
      t.equal(body.length, 18)
      t.strictSame(Object.keys(body[0]), [
        'id',
        'type',
        'selfie',
        'path',
        'created_at',
        'updated_at',
      ])
      t.strictSame(
        body.map(({ type, selfie }: { type: number; selfie: boolean }) => [type, selfie]),
        DOCUMENT_KINDS.flatMap(() => [
          [1, false],
          [1, true],
        ]),
        'as the type of user, and a boolean (kyc.documents.type, kyc.documents.selfie)',
      )
      for (const { created_at, updated_at } of body) t.equal(updated_at, created_at)
      const served = await fetch(body[17].path)
      t.ok(
        Buffer.from(await served.arrayBuffer()).equals(png()),
        'path serves the image (kyc.documents.values)',
      )
      await api.settled(id, 'APPROVED')
      const { documents } = await sandbox.agent(id)
      t.strictSame(
        documents.map(({ kind, selfie }) => (selfie ? `${kind}_selfie` : kind)),
        parts,
        'in the order of the list of kinds (kyc.documents.order)',
      )
    },
  )

  t.test(
    'accepts documents after a failed upload, whatever its reason (kyc.documents.after-failed-upload)',
    async (t) => {
      for (const reason of REJECTION_REASON_CODES) {
        const id = await api.uploaded(magic(`98${reason}`), 'UPLOAD_IDENTITY_SELFIE_FAILED')
        t.equal((await api.documents(id)).status, 200, `reason ${reason}`)
        await api.settled(id, 'APPROVED')
      }
    },
  )

  t.test(
    'leads from a failed upload to PENDING and the decision, without a submit and without another callback of the upload (status.remedy.after-failed-upload)',
    async (t) => {
      const company = await sandbox.createCompany({ callbackDelay: '1h' })
      await company.clock.freeze('2100-01-01T00:00:00Z')
      const own = api.of(company)
      const id = await own.newAgent(magic('9812'))
      await own.upload(id)
      await own.selfie(id)
      await company.clock.advance('1h')
      t.match(await sandbox.agent(id), {
        kyc_status: 'UPLOAD_IDENTITY_SELFIE_FAILED',
        submitted_at: null,
      })
      await own.documents(id)
      t.match(await sandbox.agent(id), {
        kyc_status: 'PENDING',
        rejected_reason_code: null,
        submitted_at: '2100-01-01T01:00:00.000Z',
      })
      t.equal((await own.submit(id)).body.errors[0].code, 4010)
      t.equal((await own.documents(id)).body.errors[0].code, 4010, 'once (status.not-allowed)')
      await company.clock.advance('1h')
      const { items } = await company.callbacks({ agentId: id })
      t.strictSame(items.map(({ kyc_status }) => kyc_status).sort(), [
        'APPROVED',
        'UPLOAD_IDENTITY_SELFIE_FAILED',
      ])
    },
  )

  t.test(
    'takes any kind, beside those that the reasons ask for (kyc.documents.asked-for, kyc.documents.any-kind)',
    async (t) => {
      for (const kind of ['family_card', 'npwp', 'bpjs_kesehatan', 'student_card']) {
        const id = await api.decided(magic('9911'), 'REJECTED')
        t.equal((await api.documents(id, { [kind]: card() })).status, 200, kind)
      }
    },
  )

  t.test(
    'accepts a part of an unknown name beside a known one (kyc.documents.other-parts)',
    async (t) => {
      const id = await api.decided(magic('9911'), 'REJECTED')
      const { status, body } = await api.documents(id, { npwp: card(), ktp: card() })
      t.strictSame([status, body.length], [200, 1])
    },
  )

  t.test('changes updated_at (status.times.updated-at.documents)', async (t) => {
    const company = await sandbox.createCompany()
    await company.clock.freeze('2100-01-01T00:00:00.123Z')
    const id = await api.of(company).decided(magic('9911'), 'REJECTED')
    await company.clock.advance('1h')
    const { body } = await api.of(company).documents(id)
    t.match(
      body,
      [{ created_at: '2100-01-01T08:00:00.123000000+07:00' }],
      'with nine digits of a second in the answer (values.time.documents)',
    )
    t.match(await sandbox.agent(id), { updated_at: '2100-01-01T01:00:00.123Z' })
  })

  t.test('refuses, in this order', async (t) => {
    const id = await api.decided(magic('9912'), 'REJECTED')
    const fresh = await api.newAgent()
    const helpless = await api.decided(magic('9603'), 'HELP')
    const file = card()
    for (const [name, reply, status, code] of [
      ['user_type (kyc.documents.user-id)', await api.documents('', { user_type: '' }), 403, 403],
      [
        'no user_id (kyc.documents.user-id)',
        await api.multipart('POST', `${KYC}/documents`, { user_type: '1' }),
        422,
        1001,
      ],
      ['user_id', await api.documents('x'), 422, 4003],
      ['the agent', await api.documents(99999), 404, 1011],
      [
        'no known part (kyc.documents.other-parts)',
        await api.documents(id, { ktp: file }),
        422,
        4013,
      ],
      [
        'a part that is no file (kyc.documents.other-parts)',
        await api.documents(id, { npwp: 'text' }),
        422,
        4013,
      ],
      [
        'an image that is none',
        await api.documents(id, { npwp: file, passport: card(Buffer.from('x')) }),
        422,
        4008,
      ],
      ['the status (status.not-allowed)', await api.documents(fresh), 422, 4010],
      ['HELP, too (status.help)', await api.documents(helpless), 422, 4010],
      ['the reason', await api.documents(id), 422, 4006],
    ] as const) {
      t.equal(reply.status, status, name)
      t.equal(reply.body.errors[0].code, code, name)
    }
  })
})
