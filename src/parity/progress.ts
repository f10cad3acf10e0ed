import { existsSync, renameSync, writeFileSync } from 'node:fs'
import type { Host } from '../flip/protocol/hosts.js'
import { checker } from '../lib/check.js'
import { type Static, Type } from '../lib/definition.js'
import { sentence } from '../lib/problem.js'
import { readJson } from '../lib/read-json.js'
import { VERSION } from '../lib/version.js'
import { newSeries } from './people.js'

const PlayedCall = Type.Closed({
  agent: Type.Boolean(),
  unmet: Type.Nullable(Type.String()),
  kept: Type.Each(Type.String()),
  observations: Type.Array(
    Type.Closed({ rule: Type.String(), aspect: Type.String(), seen: Type.String() }),
  ),
})

const Progress = Type.Closed({
  sandbox: Type.String(),
  urls: Type.Closed({ agents: Type.String(), kyc: Type.String() }),
  series: Type.String({ pattern: '^\\d{6}$', mustBe: 'six digits' }),
  calls: Type.Each(PlayedCall),
  lost: Type.Each(Type.Integer({ minimum: 0 })),
})

/** What the file of a run has. */
type Progress = Static<typeof Progress>
/** What is remembered of a call that was answered. */
export type PlayedCall = Static<typeof PlayedCall>

/** The calls that were answered, by probe and place. */
export interface Memory {
  /** How many agents they have made at the most. */
  readonly agents: number
  /** How many agents of a person may have been made without an answer. */
  lost(person: string): number
  /** No answer came to the call that makes this person's agent. */
  lose(person: string): void
  get(key: string): PlayedCall | undefined
  set(key: string, played: PlayedCall): void
}

const check = checker(() => Progress)

/** Calls of one run alone. */
export class ShortMemory implements Memory {
  readonly #calls: Map<string, PlayedCall>
  readonly #lost: Map<string, number>

  constructor({ calls = {}, lost = {} }: Partial<Pick<Progress, 'calls' | 'lost'>> = {}) {
    this.#calls = new Map(Object.entries(calls))
    this.#lost = new Map(Object.entries(lost))
  }

  get agents(): number {
    const made = [...this.#calls.values()].filter(({ agent }) => agent).length
    return [...this.#lost.values()].reduce((sum, lost) => sum + lost, made)
  }

  protected get remembered(): Pick<Progress, 'calls' | 'lost'> {
    return { calls: Object.fromEntries(this.#calls), lost: Object.fromEntries(this.#lost) }
  }

  lost(person: string): number {
    return this.#lost.get(person) ?? 0
  }

  lose(person: string): void {
    this.#lost.set(person, this.lost(person) + 1)
  }

  get(key: string): PlayedCall | undefined {
    return this.#calls.get(key)
  }

  set(key: string, played: PlayedCall): void {
    this.#calls.set(key, played)
  }
}

/** Calls of this run and the ones before it, in a file that only its owner can read. */
export class ProgressFile extends ShortMemory {
  readonly series: string
  readonly #head: Omit<Progress, 'calls' | 'lost'>

  /** @throws {Error} */
  constructor(
    readonly file: string,
    urls: Readonly<Record<Host, string>>,
  ) {
    const earlier = existsSync(file) ? readProgress(file, urls) : null
    super(earlier ?? {})
    this.series = earlier?.series ?? newSeries()
    this.#head = { sandbox: VERSION, urls, series: this.series }
  }

  override set(key: string, played: PlayedCall): void {
    super.set(key, played)
    this.#write()
  }

  override lose(person: string): void {
    super.lose(person)
    this.#write()
  }

  #write(): void {
    const text = JSON.stringify({ ...this.#head, ...this.remembered }, null, 1)
    try {
      writeFileSync(`${this.file}.new`, text, { mode: 0o600 })
      renameSync(`${this.file}.new`, this.file)
    } catch (error) {
      throw new Error(
        `What the run has reached cannot be written to ${this.file} (${(error as Error).message}). Name a file in a folder that exists with --progress.`,
      )
    }
  }
}

function readProgress(file: string, urls: Readonly<Record<Host, string>>): Progress {
  const remedy = 'Move it away to begin again with new agents.'
  const document = readJson(file, (why) => new Error(`${file} cannot be read (${why}). ${remedy}`))
  const problem = check(document)
  if (problem !== null)
    throw new Error(`${file} cannot be used: ${sentence(problem, 'it')}. ${remedy}`)
  const progress = document as Progress
  if (progress.sandbox !== VERSION)
    throw new Error(
      `${file} was written by version ${progress.sandbox}, this is ${VERSION}. ${remedy}`,
    )
  if (progress.urls.agents !== urls.agents || progress.urls.kyc !== urls.kyc)
    throw new Error(`${file} is about other addresses. ${remedy}`)
  return progress
}
