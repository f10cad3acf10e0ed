import { RULES } from '../../src/rules/all.js'

const AREAS: ReadonlySet<string> = new Set(RULES.map(({ id }) => id.split('.')[0] as string))

/** A rule's id as it was cited. */
export interface Citation {
  readonly text: string
  /** Fits the rules that are meant: one, or all of a table where a part is filled in for each row. */
  readonly pattern: RegExp
}

/** Of agents and kyc the second part belongs to the area; `kyc.localhost` is the name of a host. */
const AREA_ALONE = /^(agents|kyc)\.[^.]*$/
const ID = /^[a-z][a-z-]*(\.(\*|[a-z0-9*]+(-[a-z0-9*]+)*))+$/

/**
 * The ids that a source text cites. They stand in parentheses, as in `(kyc.submit.message, errors.hint)`; a string
 * that is an id and nothing else counts as well, for tables whose rows name their rules.
 */
export function citations(source: string, where: 'comments' | 'strings'): Citation[] {
  const pieces = source.split('\n').flatMap(where === 'comments' ? commentOf : stringsOf)
  return pieces
    .map((piece) => piece.replace(/\$\{[^}]*\}/g, '*'))
    .flatMap((piece) => [
      ...(where === 'strings' ? [piece] : []),
      ...[...piece.matchAll(/\(([^()]+)\)/g)].flatMap(([, list]) => (list as string).split(', ')),
    ])
    .filter((text) => ID.test(text) && !AREA_ALONE.test(text))
    .filter((text) => AREAS.has(text.split('.')[0] as string))
    .map((text) => ({
      text,
      pattern: new RegExp(`^${text.replaceAll('.', '\\.').replaceAll('*', '[a-z0-9-]+')}$`),
    }))
}

function commentOf(line: string): string[] {
  const [comment] = /^\s*\*.*|\/\*.*|\/\/.*/.exec(line) ?? []
  return comment === undefined ? [] : [comment]
}

function stringsOf(line: string): string[] {
  if (/^\s*(\*|\/\*|\/\/)/.test(line)) return []
  const strings = /'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g
  return [...line.matchAll(strings)].map(
    ([, single, double, template]) => single ?? double ?? template ?? '',
  )
}
