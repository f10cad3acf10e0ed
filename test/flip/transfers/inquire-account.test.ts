import t from 'tap'
import { receiver } from '../../helpers/receiver.js'
import { open } from '../../helpers/sandbox.js'
import { codes, INQUIRY, inquire } from '../../helpers/transfers.js'

t.test('POST /disbursement/bank-account-inquiry', async (t) => {
  const { url, received, next } = await receiver(t)
  const { api, sandbox } = await open(t, { inquiryCallbackUrl: url })

  t.test(
    'answers what it knows at once, without a callback (transfers.inquiry.known)',
    async (t) => {
      t.strictSame((await inquire(api, '5465327020', { inquiry_key: 'Ab1' })).body, {
        bank_code: 'bca',
        account_number: '5465327020',
        account_holder: 'PT Fliptech Lentera IP',
        status: 'SUCCESS',
        inquiry_key: 'Ab1',
      })
      t.match((await inquire(api, '1232123123212')).body, {
        account_holder: '',
        status: 'INVALID_ACCOUNT_NUMBER',
        inquiry_key: '',
      })
      t.equal(received.length, 0)
    },
  )

  t.test('answers any other with PENDING, and calls back (transfers.inquiry.first)', async (t) => {
    const reply = await inquire(api, '0123', { inquiry_key: 'first' })
    t.match(reply.body, { status: 'PENDING', account_holder: '', account_number: '0123' })
    const [callback] = await next(1)
    t.strictSame(
      callback?.data,
      {
        bank_code: 'bca',
        account_number: '0123',
        account_holder: 'Dewi Lestari',
        status: 'SUCCESS',
        inquiry_key: 'first',
      },
      '(transfers.inquiry.answer, transfers.callbacks.inquiry)',
    )
    await sandbox.waitFor({ idle: true })
    const again = await inquire(api, '0123', { inquiry_key: 'second' })
    t.match(
      again.body,
      { status: 'SUCCESS', account_holder: 'Dewi Lestari', inquiry_key: 'second' },
      'and is known then (transfers.inquiry.cached)',
    )
    t.equal(
      (await inquire(api, '0123', { bank_code: 'bni' })).body.status,
      'PENDING',
      'at one bank',
    )
    await sandbox.waitFor({ idle: true })
    t.equal(received.length, 2)
  })

  t.test('has other results by magic numbers (transfers.inquiry.statuses)', async (t) => {
    for (const [account, status] of [
      ['9201', 'INVALID_ACCOUNT_NUMBER'],
      ['9202', 'SUSPECTED_ACCOUNT'],
      ['9203', 'BLACK_LISTED'],
      ['9204', 'FAILED'],
      ['9205', 'CLOSED'],
    ] as const) {
      await inquire(api, account)
      await sandbox.waitFor({ idle: true })
      const [item] = (await sandbox.inquiries({ status })).items
      t.match(item, { account_number: account, status, due: null }, status)
    }
    await inquire(api, '9206')
    t.match((await sandbox.inquiries({ status: 'PENDING' })).items, [{ account_number: '9206' }])
  })

  t.test('follows no scenario that asks for an agent', async (t) => {
    await sandbox.addScenario({
      name: 'of-budi',
      description: 'Whoever is called Budi.',
      match: { account_number: '45', name: 'Budi' },
      inquiry: { status: 'CLOSED' },
    })
    await inquire(api, '45')
    await sandbox.waitFor({ idle: true })
    t.match((await sandbox.inquiries()).items[0], { status: 'SUCCESS', scenario: null })
  })

  t.test('asks again after FAILED, and never else (transfers.inquiry.failed)', async (t) => {
    const { total } = await sandbox.inquiries()
    t.equal((await inquire(api, '9204')).body.status, 'PENDING')
    await sandbox.waitFor({ idle: true })
    t.equal((await inquire(api, '9205')).body.status, 'CLOSED')
    t.equal((await sandbox.inquiries()).total, total)
  })

  t.test('refuses what is wrong (transfers.inquiry.attributes)', async (t) => {
    t.strictSame(codes(await api.form('POST', INQUIRY)), [
      ['account_number', 1001],
      ['bank_code', 1001],
    ])
    const key = 'k'.repeat(255)
    t.equal((await inquire(api, '15', { inquiry_key: key })).status, 200)
    t.strictSame(
      codes(await inquire(api, '15', { inquiry_key: `${key}k` })),
      [['inquiry_key', 1024]],
      '(transfers.inquiry.key)',
    )
    const wrong = { bank_code: 'x', inquiry_key: '8a6e0804-2bd0' }
    t.strictSame(codes(await inquire(api, '1-2', wrong)), [
      ['account_number', 1020],
      ['bank_code', 1033],
      ['inquiry_key', 2004],
    ])
  })

  t.test(
    'waits for a person where disbursements are manual (transfers.inquiry.manual)',
    async (t) => {
      const company = await sandbox.createCompany({ disbursements: 'manual' })
      await inquire(api.of(company), '77')
      const [waiting] = (await sandbox.inquiries({ companyId: company.id })).items
      t.match(waiting, { status: 'PENDING', due: null })
      t.match(await sandbox.decideInquiry(waiting?.id ?? 0, 'SUSPECTED_ACCOUNT'), {
        status: 'SUSPECTED_ACCOUNT',
        account_holder: 'Maya Sari',
      })
    },
  )
})
