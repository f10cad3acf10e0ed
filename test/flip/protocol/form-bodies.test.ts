import t from 'tap'
import { ENDPOINTS } from '../../../src/flip/routes.js'
import { card, png } from '../../helpers/images.js'
import { sendRaw } from '../../helpers/raw.js'
import { AGENTS, KYC, magic, open, someAgent } from '../../helpers/sandbox.js'

t.test('bodies', async (t) => {
  const { api, sandbox } = await open(t)
  const code = async (reply: ReturnType<typeof api.get>) => (await reply).body.errors?.[0].code

  t.test(
    'urlencoded, to every endpoint of the KYC host (bodies.kyc-host-urlencoded)',
    async (t) => {
      for (const { method, path } of ENDPOINTS.kyc.filter((one) => one.method !== 'GET')) {
        const reply = api.form(method, `${KYC}${path.replace(':id', '1')}`, { user_type: '2' })
        t.equal(await code(reply), 4002, `${method} ${path}: it has been read`)
      }
    },
  )

  t.test(
    'with parts that nobody asks for, which are ignored (bodies.undocumented-parts)',
    async (t) => {
      t.equal((await api.create({ favourite_colour: 'blue' })).status, 200)
      const id = await api.newAgent()
      t.equal((await api.upload(id, { favourite_colour: 'blue', passport: card() })).status, 200)
    },
  )

  t.test('and not the query, but on GET (bodies.query)', async (t) => {
    const query = new URLSearchParams(someAgent())
    t.equal(await code(api.form('POST', `${AGENTS}/agents?${query}`)), 1001)
    t.equal(await code(api.form('PUT', `${KYC}/users/1/submit?user_type=1`)), 403)
    t.equal((await api.get(`${KYC}/countries?user_type=1`)).status, 200)
  })

  t.test('as large and with as many parts as allowed, and one more (bodies.limits)', async (t) => {
    const form = (bytes: number) => ({ ...someAgent(), more: 'x'.repeat(bytes) })
    const room = 1_048_576 - new URLSearchParams(form(0)).toString().length
    t.equal((await api.form('POST', `${AGENTS}/agents`, form(room))).status, 200)
    t.equal((await api.form('POST', `${AGENTS}/agents`, form(room + 1))).status, 413)
    const parts = async (files: number, fields: number) => {
      const many = <T>(count: number, value: T) =>
        Array.from({ length: count }, (_, index) => [`p${index}`, value] as const)
      const sent = Object.fromEntries([
        ...many(files, card()),
        ...many(fields, 'x').map(([name, value]) => [`f${name}`, value]),
      ])
      return code(api.multipart('PUT', `${KYC}/users/999/submit`, { user_type: '1', ...sent }))
    }
    t.equal(await parts(20, 199), 1011)
    t.equal(await parts(21, 0), 413)
    t.equal(await parts(0, 200), 413)
  })

  t.test('whose text field is too long, which is cut off (bodies.long-fields)', async (t) => {
    const submit = (user_type: string) =>
      code(api.multipart('PUT', `${KYC}/users/1/submit`, { user_type }))
    t.equal(await submit(`${' '.repeat(65_535)}x`), 4002)
    t.equal(await submit(`${' '.repeat(65_536)}x`), 403, 'nothing but blanks is left')
  })

  t.test(
    'with the file part of an input that nobody filled: not sent (bodies.unfilled-file)',
    async (t) => {
      const id = await api.decided(magic('9911'), 'REJECTED')
      const field = (name: string, value: string) =>
        `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
      const file = (name: string, filename: string, bytes = '') =>
        `--x\r\nContent-Disposition: form-data; name="${name}"; filename="${filename}"\r\n\r\n${bytes}\r\n`
      const send = (...files: string[]) => {
        const body = `${field('user_type', '1')}${field('user_id', String(id))}${files.join('')}--x--\r\n`
        const head = [
          `POST ${KYC}/documents HTTP/1.1`,
          'Host: 127.0.0.1',
          `Authorization: ${api.authorization}`,
          'Request-ID: bigflip-E23CDB10-6684-11EF-8664-0800200C9A66',
          'Content-Type: multipart/form-data; boundary=x',
          `Content-Length: ${body.length}`,
        ]
        return sendRaw(sandbox.url, Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`, 'latin1'))
      }
      const filled = file('passport', 'card.png', png().toString('latin1'))
      t.match((await send(file('npwp', ''))).text, /"code":4013/)
      t.match((await send(file('npwp', 'card.png'), filled)).text, /"code":1001/, 'one with a name')
      t.equal((await send(file('npwp', ''), filled)).status, 200)
    },
  )
})
