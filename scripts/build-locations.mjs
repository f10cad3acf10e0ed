// Makes the table of Indonesia's provinces, cities and districts from the package daerah-indonesia: a tenth of its size,
// and without the villages, which Flip does not list. The data is under the ODbL, so a notice goes beside it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const FILES = { province: 'provinsi', city: 'kabupaten', district: 'kecamatan' }

const NOTICE = `locations.json holds names and BPS codes of Indonesia's provinces, cities and districts.

It was made from the npm package daerah-indonesia (MIT, Copyright (c) 2021 futurist), whose underlying database is made
available under the Open Database License (ODbL): https://opendatacommons.org/licenses/odbl/1-0/. Any rights in
individual contents of the database are licensed under the Database Contents License:
https://opendatacommons.org/licenses/dbcl/1-0/.
`

/** Writes the table and its notice into a folder. */
export function writeLocations(folder) {
  const { resolve } = createRequire(import.meta.url)
  const rows = (name) =>
    JSON.parse(readFileSync(resolve(`daerah-indonesia/data/${name}.json`), 'utf8'))
  const table = Object.entries(FILES).map(([kind, name]) => [
    kind,
    rows(name).map(({ id, nama }) => [String(id), nama]),
  ])
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'locations.json'), JSON.stringify(Object.fromEntries(table)))
  writeFileSync(join(folder, 'locations-license.txt'), NOTICE)
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) writeLocations('dist')
