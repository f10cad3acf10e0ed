import { readFileSync } from 'node:fs'
import type { LocationKind } from '../kyc/agent-attributes.js'
import { packageFile } from '../lib/package-files.js'
import { COUNTRIES } from './countries.js'

/** A place as Flip's lists show it. */
export interface Place {
  readonly id: number
  readonly name: string
}

/** A place with its BPS code, which says where it is. */
interface CodedPlace extends Place {
  readonly bps: string
}

const INDONESIA = 1

/** Names in the data that differ from Flip's (locations.names). */
const CORRECTED: Readonly<Record<string, string>> = { 'Kota B A T A M': 'Kota Batam' }
/** The reference's sample has this district in Kota Depok (locations.sukmajaya). */
const SUKMAJAYA: Place = { id: 1234, name: 'Sukmajaya' }

type Kind = 'province' | 'city' | 'district'

/** Made at build time by `scripts/build-locations.mjs`: BPS code and name of each place, in the order of the codes. */
const TABLE = packageFile('dist/locations.json')

/** How many digits of a place's BPS code are its parent's code. */
const PARENT_DIGITS = { city: 2, district: 4 } as const

let placesByKind: Readonly<Record<Kind, readonly CodedPlace[]>> | null = null

/** The places of a kind, numbered from 1 in the order of their BPS codes. They are read when they are first needed. */
function places(kind: Kind): readonly CodedPlace[] {
  placesByKind ??= readTable()
  return placesByKind[kind]
}

function readTable(): Readonly<Record<Kind, readonly CodedPlace[]>> {
  const table = JSON.parse(readFileSync(TABLE, 'utf8')) as Record<Kind, [string, string][]>
  const numbered = (kind: Kind) =>
    table[kind].map(
      ([bps, name], index): CodedPlace => ({
        id: index + 1,
        name: CORRECTED[name] ?? name,
        bps,
      }),
    )
  const districts = numbered('district').map((place) =>
    place.id === SUKMAJAYA.id ? { ...place, ...SUKMAJAYA } : place,
  )
  return { province: numbered('province'), city: numbered('city'), district: districts }
}

/** Every country; Indonesia is 1. */
export function countries(): readonly Place[] {
  return [
    { id: INDONESIA, name: 'Indonesia' },
    ...COUNTRIES.map((name, index) => ({ id: index + 2, name })),
  ]
}

/** The places of a kind: all of them, or those in one parent. */
export function placesIn(kind: Kind, parentId: number | null): Place[] {
  const all = places(kind)
  if (parentId === null) return all.map(bare)
  if (kind === 'province') return parentId === INDONESIA ? all.map(bare) : []
  const digits = PARENT_DIGITS[kind]
  const parent = places(kind === 'city' ? 'province' : 'city')[parentId - 1]?.bps
  return all.filter(({ bps }) => bps.slice(0, digits) === parent).map(bare)
}

function bare({ id, name }: CodedPlace): Place {
  return { id, name }
}

/** The name of a place; `""` for null or an unknown id. */
export function placeName(kind: LocationKind, id: number | null): string {
  if (id === null) return ''
  if (kind === 'country') return id === INDONESIA ? 'Indonesia' : (COUNTRIES[id - 2] ?? '')
  return places(kind)[id - 1]?.name ?? ''
}

export function isKnownPlace(kind: LocationKind, id: number): boolean {
  return placeName(kind, id) !== ''
}
