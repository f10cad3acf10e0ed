import { assumed, documented, rulesOf } from './rule.js'

export const LISTS = rulesOf('Lists of locations', [
  documented(
    'lists.answer',
    ['R'],
    'Countries, provinces, cities and districts are lists of id and name under the name of the list.',
  ),
  documented(
    'lists.parent',
    ['R'],
    'Provinces of a country, cities of a province and districts of a city are asked for by country_id, province_id and city_id.',
  ),
  assumed(
    'lists.user-type',
    'user_type is needed in the query as elsewhere: 403 without it, 4002 for another value.',
  ),
  documented(
    'lists.null',
    ['R3'],
    'A parent that is the word null asks for all, as "Use null if not available" has it.',
  ),
  assumed('lists.unknown-parent', 'An unknown parent is 1002; an empty one asks for all.'),
  assumed('lists.whole', 'A list comes whole, without pages.'),
])
