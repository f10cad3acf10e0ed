import t from 'tap'
import { DOCUMENT_KINDS } from '../../../src/kyc/agent.js'
import { card, png } from '../../helpers/images.js'
import { KYC, magic, open } from '../../helpers/sandbox.js'

t.test('POST /documents', async (t) => {
  const { api, sandbox } = await open(t)

  t.test(
    'accepts every kind, with and without a selfie, and answers one entry a part',
    async (t) => {
      const id = await api.decided(magic('9911'), 'REJECTED')
      const parts = DOCUMENT_KINDS.flatMap((kind) => [kind, `${kind}_selfie`])
      const { status, body } = await api.documents(
        id,
        Object.fromEntries(parts.map((part) => [part, card()])),
      )
      t.equal(status, 200)
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
        body.map(({ type, selfie }: { type: number; selfie: number }) => [type, selfie]),
        DOCUMENT_KINDS.flatMap((_, index) => [
          [index + 1, 0],
          [index + 1, 1],
        ]),
      )
      const served = await fetch(body[17].path)
      t.ok(Buffer.from(await served.arrayBuffer()).equals(png()))
      await api.settled(id, 'APPROVED')
      t.equal((await sandbox.agent(id)).documents.length, 18)
    },
  )

  t.test('accepts documents after a failed upload, whatever the reason', async (t) => {
    const id = await api.uploaded(magic('9810'), 'UPLOAD_IDENTITY_SELFIE_FAILED')
    t.equal((await api.documents(id)).status, 200)
    await api.settled(id, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
  })

  t.test('refuses, in this order', async (t) => {
    const id = await api.decided(magic('9912'), 'REJECTED')
    const fresh = await api.newAgent()
    const file = card()
    for (const [name, reply, status, code] of [
      ['user_type', await api.documents('x', { user_type: '' }), 403, 403],
      [
        'no user_id',
        await api.multipart('POST', `${KYC}/documents`, { user_type: '1' }),
        422,
        1001,
      ],
      ['user_id', await api.documents('x'), 422, 4003],
      ['the agent', await api.documents(99999), 404, 1011],
      ['no known part', await api.documents(id, { ktp: file }), 422, 4013],
      ['a part that is no file', await api.documents(id, { npwp: 'text' }), 422, 4013],
      [
        'an image that is none',
        await api.documents(id, { npwp: file, passport: card(Buffer.from('x')) }),
        422,
        4008,
      ],
      ['the status', await api.documents(fresh), 422, 4010],
      ['the reason', await api.documents(id), 422, 4006],
    ] as const) {
      t.equal(reply.status, status, name)
      t.equal(reply.body.errors[0].code, code, name)
    }
  })
})
