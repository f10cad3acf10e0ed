/** An agent's attributes, as `POST /agents` takes them. */
export type AgentFields = Readonly<Record<string, string>>

const WOMEN =
  'Siti Dewi Putri Rina Wulan Indah Ratna Nurul Ayu Lestari Fitri Mega Yuni Sari Intan Kartika'.split(
    ' ',
  )
const MEN =
  'Budi Agus Joko Andi Rizky Bayu Eko Hendra Dimas Fajar Wahyu Arif Yusuf Bambang Teguh Galih'.split(
    ' ',
  )
// Their number has no divisor in common with twice the number of given names, so that 800 people have 800 names.
const FAMILIES =
  'Santoso Wijaya Rahayu Hidayat Nugroho Siregar Pratama Kusuma Setiawan Lubis Gunawan Saputra Wibowo Hartono Susanto Nasution Halim Permana Utomo Firmansyah Maulana Ramadhan Purnomo Suryadi Handoko'.split(
    ' ',
  )
const STREETS = 'Margonda Raya,Merdeka,Sudirman,Diponegoro,Kenanga,Melati'.split(',')
const OCCUPATIONS = ['entrepreneur', 'private_employee', 'government_employee', 'housewife']

/**
 * A person who does not exist. The same number gives the same person, and two numbers two identity and phone numbers.
 * @param number from 0 to 99,999,999
 */
export function sampleAgent(number: number): AgentFields {
  const of = (values: readonly string[], step = 1) =>
    values[Math.floor(number / step) % values.length] as string
  const female = number % 2 === 0
  const given = of(female ? WOMEN : MEN, 2)
  const family = of(FAMILIES)
  const serial = String(number).padStart(8, '0')
  return {
    name: `${given} ${family}`,
    identity_type: 'ktp',
    // The fourth digit from the end is 0, which no magic number has.
    identity_number: `32760${serial.slice(0, 5).padStart(7, '1')}0${serial.slice(5)}`,
    birth_date: `${two(1 + (number % 28))}-${two(1 + (number % 12))}-${1970 + (number % 30)}`,
    birth_place: 'Depok',
    country_id: '1',
    province_id: '12',
    city_id: '184',
    district_id: '1234',
    address: `Jl. ${of(STREETS)} No. ${1 + (number % 200)}`,
    gender: female ? 'female' : 'male',
    occupation: of(OCCUPATIONS),
    phone_number: `0812${serial}`,
  }
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
