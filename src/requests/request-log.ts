import { ALL_COMPANIES } from '../kyc/company.js'
import { KeptTexts } from './kept-texts.js'
import type { LoggedFacts, LoggedRequest, LoggedTexts } from './logged-request.js'

/** How many bytes of a body are kept. */
export const BODY_KEPT = 8192
/** How many characters of a response's body are kept. A list of all districts has more. */
const RESPONSE_KEPT = 65_536
/** How many bytes all calls together may have. */
const MOST_BYTES = 32 * 1024 * 1024

/** Ends the first line of a kept call. */
const NEW_LINE = 10

/** The first line of a kept call. Its texts follow, one after the other. */
interface FirstLine {
  readonly facts: LoggedFacts
  /** How many characters each text has, but for the last one. */
  readonly lengths: readonly [head: number, body: number, responseHead: number]
}

/** The latest calls. Their number and size are limited; the oldest are removed first. */
export class RequestLog {
  readonly #kept: KeptTexts
  #lastId = 0
  /** Of each company that was cleared, the id of the latest call at that time. */
  readonly #forgotten = new Map<number | null, number>()
  readonly #subscribers = new Set<(facts: LoggedFacts) => void>()

  constructor(limit = 2000, mostBytes = MOST_BYTES) {
    this.#kept = new KeptTexts(limit, mostBytes)
  }

  add(given: Omit<LoggedFacts, 'id'>, texts: LoggedTexts): void {
    const facts: LoggedFacts = { id: ++this.#lastId, ...given }
    const { head, body, response_head } = texts
    const response = texts.response.slice(0, RESPONSE_KEPT)
    const first: FirstLine = { facts, lengths: [head.length, body.length, response_head.length] }
    this.#kept.push(`${JSON.stringify(first)}\n${head}${body}${response_head}${response}`)
    for (const tell of this.#subscribers) tell(facts)
  }

  newestFirst(fits: (facts: LoggedFacts) => boolean = () => true): LoggedRequest[] {
    const found: LoggedRequest[] = []
    for (const bytes of this.#kept.newestFirst()) {
      const end = bytes.indexOf(NEW_LINE)
      const { facts, lengths } = JSON.parse(bytes.toString('utf8', 0, end)) as FirstLine
      const isForgotten = facts.id <= (this.#forgotten.get(facts.company_id) ?? 0)
      if (!isForgotten && fits(facts))
        found.push({ ...facts, ...textsOf(bytes.toString('utf8', end + 1), lengths) })
    }
    return found
  }

  /** Forgets a company's calls, or all of them. A company's own are no longer shown, and give way like others. */
  clear(companyId: number): void {
    if (companyId === ALL_COMPANIES) this.#kept.clear()
    else this.#forgotten.set(companyId, this.#lastId)
    const oldest = this.#lastId - this.#kept.size + 1
    for (const [company, id] of this.#forgotten) if (id < oldest) this.#forgotten.delete(company)
  }

  subscribe(tell: (facts: LoggedFacts) => void): () => void {
    this.#subscribers.add(tell)
    return () => void this.#subscribers.delete(tell)
  }
}

function textsOf(text: string, [head, body, responseHead]: FirstLine['lengths']): LoggedTexts {
  const answer = head + body
  return {
    head: text.slice(0, head),
    body: text.slice(head, answer),
    response_head: text.slice(answer, answer + responseHead),
    response: text.slice(answer + responseHead),
  }
}
