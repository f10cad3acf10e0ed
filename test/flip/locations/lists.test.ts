import t from 'tap'
import { KYC, open } from '../../helpers/sandbox.js'

t.test('the lists of locations (lists.answer)', async (t) => {
  const { api } = await open(t)
  const list = async (path: string) => (await api.get(`${KYC}/${path}`)).body

  t.test('countries: Indonesia first, then 248 others by name (locations.countries)', async (t) => {
    const { countries } = await list('countries?user_type=1')
    t.equal(countries.length, 249)
    t.strictSame(countries.slice(0, 2), [
      { id: 1, name: 'Indonesia' },
      { id: 2, name: 'Afghanistan' },
    ])
    t.strictSame(countries.at(-1), { id: 249, name: 'Zimbabwe' })
  })

  t.test(
    'provinces, cities and districts by the known ids (locations.first-ids, locations.depok), all of them (locations.numbering, lists.whole)',
    async (t) => {
      const { provinces } = await list('provinces?user_type=1')
      t.equal(provinces.length, 34)
      t.strictSame([provinces[0].name, provinces[11].name], ['Aceh', 'Jawa Barat'])
      const { cities } = await list('cities?user_type=1')
      t.equal(cities.length, 514)
      t.strictSame([cities[0].name, cities[183].name], ['Kabupaten Simeulue', 'Kota Depok'])
      t.ok(
        cities.some(({ name }: { name: string }) => name === 'Kota Batam'),
        'the broken name is mended (locations.names)',
      )
      const { districts } = await list('districts?user_type=1')
      t.equal(districts.length, 7215)
      t.strictSame([districts[0].name, districts[1233].name], ['Teupah Selatan', 'Sukmajaya'])
      const depok = await list('districts?user_type=1&city_id=184')
      t.notOk(
        depok.districts.some(({ id }: { id: number }) => id === 1234),
        'Sukmajaya stays where its code puts it (locations.sukmajaya)',
      )
    },
  )

  t.test('those of one parent (lists.parent)', async (t) => {
    t.equal((await list('provinces?user_type=1&country_id=1')).provinces.length, 34)
    t.equal(
      (await list('provinces?user_type=1&country_id=2')).provinces.length,
      0,
      'none beyond Indonesia (locations.only-indonesia)',
    )
    t.equal(
      (await list('provinces?user_type=1&country_id=')).provinces.length,
      34,
      'all, where the parent is empty (lists.unknown-parent)',
    )
    for (const path of [
      'provinces?user_type=1&country_id=null',
      'districts?user_type=1&city_id=null',
    ]) {
      const [name = ''] = path.split('?')
      t.strictSame(await list(path), await list(`${name}?user_type=1`), `${path} (lists.null)`)
    }
    const { cities } = await list('cities?user_type=1&province_id=12')
    t.ok(cities.every(({ name }: { name: string }) => /^(Kabupaten|Kota) /.test(name)))
    t.ok(cities.some(({ id }: { id: number }) => id === 184))
    const { districts } = await list('districts?user_type=1&city_id=1')
    t.strictSame(districts[0], { id: 1, name: 'Teupah Selatan' })
    t.ok(districts.length < 20)
  })

  t.test(
    'refuse a missing or other user_type (lists.user-type) and an unknown parent (lists.unknown-parent)',
    async (t) => {
      for (const [path, status, code] of [
        ['countries', 403, 403],
        ['countries?user_type=2', 422, 4002],
        ['provinces?user_type=1&country_id=x', 422, 1002],
        ['cities?user_type=1&province_id=35', 422, 1002],
        ['districts?user_type=1&city_id=9999999999', 422, 1002],
        ['cities?user_type=1&province_id=NULL', 422, 1002],
      ] as const) {
        const reply = await api.get(`${KYC}/${path}`)
        t.equal(reply.status, status, path)
        t.equal(reply.body.errors[0].code, code, path)
      }
    },
  )
})
