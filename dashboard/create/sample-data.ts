/** Realistic data of people who do not exist. */
export interface AgentForm {
  name: string
  identity_type: string
  identity_number: string
  birth_date: string
  birth_place: string
  country_id: string
  province_id: string
  city_id: string
  district_id: string
  address: string
  gender: string
  occupation: string
  phone_number: string
  email: string
}

/** The data that sample images and repairs need. An agent's own data has it, too. */
export type Person = Readonly<
  Pick<
    AgentForm,
    | 'name'
    | 'identity_type'
    | 'identity_number'
    | 'birth_date'
    | 'birth_place'
    | 'address'
    | 'gender'
  >
>

const WOMEN = 'Siti Dewi Putri Rina Wulan Indah Ratna Nurul Ayu Fitri'.split(' ')
const MEN = 'Budi Agus Joko Andi Rizky Bayu Eko Hendra Dimas Fajar Wahyu Arif Yusuf Bambang'.split(
  ' ',
)
const FAMILIES =
  'Santoso Wijaya Rahayu Hidayat Nugroho Siregar Wulandari Pratama Kusuma Setiawan Lubis Gunawan'.split(
    ' ',
  )
const STREETS = 'Margonda Raya,Merdeka,Sudirman,Diponegoro,Kenanga,Melati'.split(',')
export const OCCUPATIONS = [
  'housewife',
  'entrepreneur',
  'private_employee',
  'government_employee',
  'foundation_board',
  'indonesian_migrant_worker',
  'company',
  'others',
] as const

/** Places whose ids go together: Kota Depok in Jawa Barat, with the district of the reference's sample. */
const PLACE = { country_id: '1', province_id: '12', city_id: '184', district_id: '1234' }
const PLACE_NAMES: Readonly<Record<string, string>> = {
  country_id: 'Indonesia',
  province_id: 'Jawa Barat',
  city_id: 'Kota Depok',
  district_id: 'Sukmajaya',
}

/** The name of a place of the sample; `''` for any other value. The page does not know them all. */
export function placeName(attribute: string, id: string): string {
  const known = PLACE_NAMES[attribute]
  return known !== undefined && PLACE[attribute as keyof typeof PLACE] === id ? known : ''
}
const BIRTH_PLACES = 'Depok,Bandung,Medan,Surabaya,Makassar,Semarang'.split(',')

/** Goes on with each sample, so that as many in a row as there are given names have other names. */
let turn = below(1e4)

/** A person who does not exist. Each call gives another one. */
export function sampleAgent(): AgentForm {
  turn++
  const female = turn % 2 === 0
  const given = inTurn(female ? WOMEN : MEN, turn >> 1)
  const family = inTurn(FAMILIES, turn)
  const [day, month, year] = [1 + below(28), 1 + below(12), 1965 + below(38)]
  const born = two(female ? day + 40 : day) + two(month) + two(year % 100)
  // Not magic: magic numbers end in 9 and three more digits.
  const serial = String(1000 + below(8000))
  return {
    name: `${given} ${family}`,
    identity_type: 'ktp',
    identity_number: `32760${1 + below(9)}${born}${serial}`,
    birth_date: `${two(day)}-${two(month)}-${year}`,
    birth_place: pick(BIRTH_PLACES),
    ...PLACE,
    address: `Jl. ${pick(STREETS)} No. ${1 + below(200)} RT 0${1 + below(9)}/RW 0${1 + below(9)}`,
    gender: female ? 'female' : 'male',
    occupation: pick(OCCUPATIONS),
    phone_number: `08${pick(['12', '13', '21', '56', '57', '78'])}${String(below(1e8)).padStart(8, '0')}`,
    email: `${given}.${family}${below(1000)}@example.com`.toLowerCase(),
  }
}

function below(limit: number): number {
  return Math.floor(Math.random() * limit)
}

function pick<T>(values: readonly T[]): T {
  return values[below(values.length)] as T
}

function inTurn<T>(values: readonly T[], at: number): T {
  return values[at % values.length] as T
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
