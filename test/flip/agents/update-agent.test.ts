import t from 'tap'
import { AGENTS, open, someAgent } from '../../helpers/sandbox.js'

t.test('PUT /agents/:id', async (t) => {
  const { api } = await open(t)
  const update = (id: number | string, fields: Record<string, string>) =>
    api.form('PUT', `${AGENTS}/agents/${id}`, fields)

  t.test('accepts all attributes again, its own numbers included', async (t) => {
    const fields = someAgent()
    const id = await api.newAgent(fields)
    const { status, body } = await update(id, { ...fields, name: 'Renamed' })
    t.equal(status, 200)
    t.match(body, {
      id,
      name: 'Renamed',
      identity_number: fields['identity_number'],
      kyc_status: 'BASIC_DATA',
    })
  })

  t.test('frees the numbers it gives up', async (t) => {
    const fields = someAgent()
    const id = await api.newAgent(fields)
    t.equal((await update(id, someAgent())).status, 200)
    t.equal((await api.create(fields)).status, 200)
  })

  t.test(
    'refuses, in this order: no such agent, submitted already, failing attributes',
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
