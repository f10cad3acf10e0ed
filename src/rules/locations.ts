import { assumed, contradictory, documented, rulesOf } from './rule.js'

export const LOCATIONS = rulesOf('Locations', [
  documented(
    'locations.first-ids',
    ['G'],
    'Country 1 is Indonesia, province 1 Aceh, city 1 Kabupaten Simeulue, district 1 Teupah Selatan.',
  ),
  documented('locations.depok', ['R'], 'Province 12 is Jawa Barat, city 184 is Kota Depok.'),
  assumed(
    'locations.numbering',
    'All 34 provinces, 514 cities and 7,215 districts are numbered from 1 in the order of their BPS codes, which fits every number that is documented.',
  ),
  assumed(
    'locations.names',
    'Names are those of the package daerah-indonesia; "Kota B A T A M" is corrected.',
  ),
  contradictory(
    'locations.sukmajaya',
    ['R'],
    "The reference's sample has district 1234 Sukmajaya in city 184; by the BPS codes neither name nor place fit.",
    'District 1234 is named Sukmajaya, and stays where its code puts it in the lists.',
  ),
  assumed(
    'locations.any-known-id',
    'Every known id is taken: whether a district lies in its city, a city in its province, a province in its country is not checked.',
  ),
  assumed(
    'locations.only-indonesia',
    'Only Indonesia has provinces; the list of any other country is empty.',
  ),
  assumed(
    'locations.countries',
    'The countries beyond Indonesia are the ISO 3166 names in alphabetical order, numbered from 2.',
  ),
])
