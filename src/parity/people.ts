import { randomInt } from 'node:crypto'
import type { Probe } from './definitions.js'

/** Makes the numbers of one account's people differ from those of all earlier ones. */
export function newSeries(): string {
  return String(randomInt(10 ** 6)).padStart(6, '0')
}

/** The names of everybody whom the probes name, in an order of their own. */
export function peopleOf(probes: readonly Probe[]): readonly string[] {
  const named = probes.flatMap(({ calls }) => calls.flatMap(({ person }) => person ?? []))
  return [...new Set(named)].sort()
}

/**
 * The numbers of a made-up person, which nobody else has, by the names that placeholders use. No identity number begins
 * with 99, which is no province, and no phone number with 08000; the last four digits are no magic number of the sandbox.
 * @param place the person's place among all
 * @param lost how many agents of this person were made at the most without an answer, so that their numbers are taken
 */
export function numbersOf(
  person: string,
  place: number,
  series: string,
  lost: number,
): Readonly<Record<string, string>> {
  const own = series + twoDigits(place) + twoDigits(lost)
  return {
    [`${person}.identity_number`]: `99${own}0001`,
    [`${person}.phone_number`]: `08000${own}`,
    // The phone number without the 0 before it.
    [`${person}.national_number`]: `8000${own}`,
  }
}

function twoDigits(number: number): string {
  return String(number % 100).padStart(2, '0')
}

/** What a person sends to `POST /agents`, with placeholders for the numbers. */
export function attributesOf(person: string): Readonly<Record<string, string>> {
  return {
    name: 'Contoh Uji',
    identity_type: 'ktp',
    identity_number: `{${person}.identity_number}`,
    birth_date: '04-06-1998',
    birth_place: 'Jakarta',
    country_id: '1',
    province_id: '12',
    city_id: '184',
    district_id: '1234',
    address: 'Jalan Contoh 12',
    gender: 'female',
    occupation: 'entrepreneur',
    phone_number: `{${person}.phone_number}`,
  }
}
