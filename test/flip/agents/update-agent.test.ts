import t from 'tap'
import { AGENTS, magic, open, someAgent } from '../../helpers/sandbox.js'

t.test('PUT /agents/:id', async (t) => {
  const { api, sandbox } = await open(t)
  const update = (id: number | string, fields: Record<string, string>) =>
    api.form('PUT', `${AGENTS}/agents/${id}`, fields)

  t.test(
    'accepts all attributes again, its own numbers included (agents.update.all-again, agents.update.own-numbers)',
    async (t) => {
      const fields = someAgent()
      const created = (await api.create(fields)).body
      const { id } = created
      const { status, body } = await update(id, { ...fields, name: 'Renamed' })
      t.equal(status, 200)
      t.strictSame(Object.keys(body), Object.keys(created), 'its keys (agents.update.answer)')
      t.match(body, {
        id,
        name: 'Renamed',
        identity_number: fields['identity_number'],
        kyc_status: 'BASIC_DATA',
      })
    },
  )

  t.test('frees the numbers it gives up', async (t) => {
    const fields = someAgent()
    const id = await api.newAgent(fields)
    t.equal((await update(id, someAgent())).status, 200)
    t.equal((await api.create(fields)).status, 200)
  })

  t.test('clears what is optional and left out (agents.update.optional-cleared)', async (t) => {
    const fields = someAgent()
    const id = await api.newAgent({ ...fields, email: 'a@b.id', residence_city_id: '184' })
    const { body } = await update(id, fields)
    t.match(body, { email: '', residence_city_id: null, residence_city_name: '' })
  })

  t.test(
    'keeps status, images and scenario, in the middle of the upload check (agents.update.keeps)',
    async (t) => {
      const fields = someAgent(magic('9604'))
      const id = await api.uploaded(fields, 'UPLOAD_IDENTITY_SELFIE_PROGRESS')
      const before = await sandbox.agent(id)
      t.equal((await update(id, someAgent())).status, 200)
      const after = await sandbox.agent(id)
      t.not(after.data.identity_number, before.data.identity_number)
      t.equal(after.kyc_status, 'UPLOAD_IDENTITY_SELFIE_PROGRESS')
      t.strictSame([after.images, after.scenario], [before.images, before.scenario])
    },
  )

  t.test(
    'refuses, in this order: no such agent, submitted already, failing attributes (agents.update.until-submission, agents.update.too-late)',
    async (t) => {
      t.equal((await update(999, {})).body.message, 'Agent not found')
      const submitted = await api.decided()
      const late = await update(submitted, {})
      t.equal(late.status, 422)
      t.strictSame(late.body, {
        code: 'VALIDATION_ERROR',
        errors: [
          { attribute: 'kyc_status', code: 1092, message: 'Agent is not allowed to update' },
        ],
      })
      const failed = await api.uploaded(magic('9814'), 'UPLOAD_IDENTITY_SELFIE_FAILED')
      t.equal((await update(failed, someAgent(magic('9814')))).status, 200)
      await api.documents(failed)
      const pending = await update(failed, someAgent())
      t.equal(pending.body.errors[0].code, 1092, 'PENDING by documents too')
      const id = await api.newAgent()
      const other = someAgent()
      await api.create(other)
      const { body } = await update(id, { ...other, name: '' })
      t.match(
        body.errors.map(({ attribute, code }: { attribute: string; code: number }) => [
          attribute,
          code,
        ]),
        [
          ['name', 1001],
          ['identity_number', 2002],
          ['phone_number', 2002],
        ],
      )
    },
  )
})
