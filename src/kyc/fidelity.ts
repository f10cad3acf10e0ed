/** The parts of Flip's contract that a rule can belong to, in their order. */
export const SECTIONS = [
  ['1', 'Paths'],
  ['2', 'Authentication'],
  ['3', 'Request-ID'],
  ['4', 'Bodies'],
  ['5', 'Errors and the order of checks'],
  ['6', 'Values'],
  ['7.1', 'POST /agents'],
  ['7.2', 'GET /agents/:id'],
  ['7.3', 'PUT /agents/:id'],
  ['7.4', 'PUT /users/:id/identities'],
  ['7.5', 'PUT /users/:id/submit'],
  ['7.6', 'PUT /users/:id/repair'],
  ['7.7', 'PUT /users/:id/repairPhoto and repairSelfie'],
  ['7.8', 'POST /documents'],
  ['7.9', 'Lists of locations'],
  ['7.10', 'GET /general/maintenance'],
  ['8', 'KYC status'],
  ['9', 'Rejection reasons and their remedies'],
  ['10', 'Callbacks'],
  ['11', 'Locations'],
] as const

export type Section = (typeof SECTIONS)[number][0]

/** `G`: Flip's integration guide. `R`: Flip's API reference. */
export type Source = 'G' | 'R'

/**
 * One rule of the emulated API, and how sure it is. Each file ends with the rows that it implements; where the
 * dashboard shares the file, they come from a `@__PURE__` call, so that its bundle leaves them out.
 */
export interface FidelityRow {
  readonly section: Section
  /** One plain sentence. */
  readonly rule: string
  readonly basis: 'documented' | 'contradictory' | 'assumed'
  /** Who says so; nobody, where it is assumed. */
  readonly sources: readonly Source[]
  /** Where the sources contradict each other or themselves: what the sandbox does. */
  readonly chosen: string | null
}

/** A rule that a source states or shows. */
export function documented(
  section: Section,
  sources: readonly Source[],
  rule: string,
): FidelityRow {
  return { section, rule, basis: 'documented', sources, chosen: null }
}

/** A point on which the sources disagree, and what was chosen. */
export function contradictory(
  section: Section,
  sources: readonly Source[],
  rule: string,
  chosen: string,
): FidelityRow {
  return { section, rule, basis: 'contradictory', sources, chosen }
}

/** A decision of the sandbox where no source says anything. */
export function assumed(section: Section, rule: string): FidelityRow {
  return { section, rule, basis: 'assumed', sources: [], chosen: null }
}
