import t from 'tap'
import { AGENTS, open } from '../../helpers/sandbox.js'
import { codes, DISBURSEMENTS, idIn, transfer, transferred, V3 } from '../../helpers/transfers.js'

t.test('GET /agent-disbursements/:id', async (t) => {
  const { api, sandbox } = await open(t)
  const agent = await api.decided()
  const created = await transfer(api, agent)
  const id = idIn(created)
  await sandbox.waitFor({ disbursementId: id, status: 'DONE' })

  t.test('answers a transfer as it is now', async (t) => {
    const reply = await api.get(`${DISBURSEMENTS}/${id}`)
    t.equal(idIn(reply), id, 'with all digits of its id (transfers.ids.long)')
    t.match(
      reply.body,
      { status: 'DONE', receipt: `https://flip.id/receipts/${id}.png` },
      '(transfers.get.answer, transfers.object.receipt)',
    )
    t.match(reply.body.time_served, /^20\d\d-/, '(transfers.object.time-served)')
    t.strictSame(Object.keys(reply.body), Object.keys(created.body))
    t.equal((await api.get(`${DISBURSEMENTS}/000${id}`)).status, 200)
  })

  t.test('does not find what is not there (transfers.get.unknown)', async (t) => {
    const company = await sandbox.createCompany()
    for (const [one, unknown] of [
      [api, '1'],
      [api, 'x'],
      [api, '9'.repeat(50)],
      [api.of(company), id],
    ] as const) {
      const reply = await one.get(`${DISBURSEMENTS}/${unknown}`)
      t.strictSame(reply.body, {
        name: 'Not Found',
        message: 'Agent disbursement not found',
        status: 404,
      })
      t.match(reply.hint, /no transfer with that id/)
    }
  })

  t.test('says so where a client has rounded the id (transfers.get.rounded)', async (t) => {
    await transferred(api, agent)
    const hint = new RegExp(`but ${id}: the client has read`)
    for (const [client, rounded] of [
      ['JavaScript', String(Number(id))],
      ['Go', Number(id).toExponential()],
      ['Java', Number(id).toExponential(17).replace('e+', 'E')],
    ] as const) {
      t.not(rounded, id)
      const path = `${DISBURSEMENTS}/${encodeURIComponent(rounded)}`
      t.match(await api.get(path), { status: 404, hint }, `${client}: ${rounded}`)
    }
    const lookedUp = await api.get(`${V3}/get-disbursement?id=${BigInt(Number(id))}`)
    t.match(lookedUp, { status: 422, hint })
    const nobodys = '1234567000000099789'
    for (const other of [
      nobodys,
      String(Number(nobodys)),
      '1234567000000099999',
      '1.5e+18',
      '1.25e+01',
      '1.25e+18x',
    ]) {
      const reply = await api.get(`${DISBURSEMENTS}/${other}`)
      t.match(reply, { status: 404, hint: /no transfer with that id/ }, other)
    }
  })

  t.test(
    'refuses paths that do not exist, and says where it is (transfers.paths.hints)',
    async (t) => {
      for (const [method, path, hint] of [
        ['POST', `${AGENTS}/agent-disbursement`, /did you mean POST \S+v2\/agent-disbursements\?/],
        ['GET', `${V3}/agent-disbursement/1`, /did you mean GET \S+v3\/agent-disbursements\/:id\?/],
        [
          'POST',
          `${V3}/disbursement/bank-account-inquiry`,
          /did you mean POST \/big_sandbox_api\/v2\/disbursement\/bank-account-inquiry\?/,
        ],
        [
          'GET',
          `${AGENTS}/get-disbursement?id=1`,
          /did you mean GET \/big_sandbox_api\/v3\/get-disbursement\?/,
        ],
        ['GET', '/api/v2/get-disbursement', /did you mean GET \/api\/v3\/get-disbursement\?/],
      ] as const)
        t.match(await api.send(method, path), { status: 404, hint }, path)
    },
  )

  t.test('GET /get-disbursement', async (t) => {
    const look = (query: string) => api.get(`${V3}/get-disbursement?${query}`)
    t.equal(idIn(await look(`id=${id}`)), id, '(transfers.lookup.answer)')
    const key = created.body.idempotency_key
    t.equal(idIn(await look(`idempotency-key=${key}`)), id)
    t.equal(idIn(await look(`id=&idempotency-key=${key}`)), id, '(errors.blank-value)')
    t.strictSame(codes(await look('id=7')), [['id', 1072]], '(transfers.lookup.unknown)')
    t.strictSame(codes(await look('id=x')), [['id', 1072]])
    for (const [query, hint] of [
      ['idempotency-key=none', /send the key of the create, with the same API secret key/],
      ['', /Send id or idempotency-key in the query/],
    ] as const) {
      const reply = await look(query)
      t.strictSame(codes(reply), [['idempotency-key', 1073]])
      t.match(reply.hint, hint)
    }
  })
})

t.test('GET /agent-disbursements', async (t) => {
  const { api, sandbox } = await open(t)
  const list = (query = '') => api.get(`${DISBURSEMENTS}?${query}`)
  const empty = { total_data: 0, data_per_page: 20, total_page: 0, page: 1, data: [] }
  t.strictSame((await list()).body, empty, 'is empty at first (transfers.list.answer)')
  const agent = await api.decided()
  const other = await api.decided()
  const ids = [
    await transferred(api, agent, { amount: '30000' }),
    await transferred(api, agent, { account_number: '9110' }),
    await transferred(api, other, { account_number: '9101', amount: '20000' }),
  ]
  await sandbox.waitFor({ disbursementId: ids[2] as string, status: 'CANCELLED' })
  const found = async (query: string) =>
    [...(await list(query)).text.matchAll(/"id":(\d+)/g)].map(([, id]) => ids.indexOf(id as string))

  t.test('sorts', async (t) => {
    t.strictSame(await found(''), [0, 1, 2], '(transfers.list.order)')
    for (const [sort, order] of [
      ['id', [0, 1, 2]],
      ['-id', [2, 1, 0]],
      ['amount', [1, 2, 0]],
      ['-amount', [0, 2, 1]],
      ['status', [2, 0, 1]],
      ['-status', [1, 0, 2]],
    ] as const)
      t.strictSame(await found(`sort=${sort}`), order, `${sort} (transfers.list.sort)`)
    t.strictSame(codes(await list('sort=name')), [['sort', 1041]])
  })

  t.test('does not look for a key, and says what does (transfers.list.by-key)', async (t) => {
    for (const name of ['idempotency_key', 'idempotency-key']) {
      const reply = await list(`${name}=none`)
      t.match(reply, { status: 200, body: { total_data: 3 } })
      t.match(reply.hint, /GET \/v3\/get-disbursement\?idempotency-key=/)
    }
    t.equal((await list()).hint, null)
  })

  t.test('is at the path of Money Transfer too (transfers.list.of-money-transfer)', async (t) => {
    const there = (query: string) => api.get(`${AGENTS}/disbursement${query}`)
    t.equal((await there('')).text, (await list()).text)
    t.match((await there('')).hint, /The list of agents' transfers is GET \/agent-disbursements/)
    t.match((await there('?idempotency_key=none')).hint, /GET \/v3\/get-disbursement\?/)
    t.strictSame(codes(await there('?page=0')), [['page', 1032]])
    t.match(await api.get(`${V3}/disbursement`), { status: 404 })
  })

  t.test('filters (transfers.list.filters)', async (t) => {
    t.strictSame(await found(`agent_id=${agent}`), [0, 1])
    t.strictSame(await found('status=PENDING'), [1])
    t.strictSame(await found('amount=20000'), [2])
    t.strictSame(await found(`id=${ids[0]}`), [0])
    t.strictSame(await found('id=1'), [])
    t.strictSame(codes(await list('agent_id=x')), [['agent_id', 1020]])
    t.strictSame(await found('undefined'), [0, 1, 2], '(transfers.list.unknown-parameters)')
  })

  t.test('has pages (transfers.list.pages)', async (t) => {
    t.match((await list('pagination=2')).body, { total_data: 3, data_per_page: 2, total_page: 2 })
    t.strictSame(await found('pagination=2&page=2'), [2])
    t.strictSame(await found('page=1000000000'), [])
    t.strictSame(
      codes(await list('pagination=0&page=x')),
      [
        ['pagination', 1032],
        ['page', 1032],
      ],
      '(transfers.code-1032)',
    )
  })

  t.test('has those that are alike in the order of their making', async (t) => {
    ids.push(await transferred(api, agent, { account_number: '9110' }))
    t.strictSame(await found('sort=-amount&amount=10000'), [1, 3])
  })

  t.test('knows its company alone', async (t) => {
    const company = await sandbox.createCompany()
    t.strictSame((await api.of(company).get(DISBURSEMENTS)).body, empty)
  })
})
