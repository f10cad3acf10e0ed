import type { AddedAgents, ImportCounts, SandboxEvent, StateExport } from '../control/types.js'
import type { AddTo, EventsFrom, ExportScope, InCompany } from './inputs.js'
import { readEvents } from './read-events.js'
import { withoutAnswer } from './sandbox-error.js'
import { snakeCase } from './snake-case.js'
import { TransferCalls } from './transfer-calls.js'

/** The calls of the control API that are about the whole state. */
export class StateCalls extends TransferCalls {
  /** Empties one company, or all. Nothing that was scheduled before happens after it. */
  async reset(scope: InCompany = {}): Promise<void> {
    return this.call('POST', '/reset', snakeCase(scope))
  }

  /** The whole state, one company or one agent, with images and scenarios: what `import` and `add` take. */
  async export(scope: ExportScope = {}): Promise<StateExport> {
    return this.call('GET', '/export', snakeCase(scope))
  }

  /**
   * The same as text, piece by piece, for states that are too large to hold.
   * @throws {SandboxError} also when the connection ends before the text does
   */
  async *exportText(scope: ExportScope = {}): AsyncGenerator<string> {
    const { body } = await this.send('GET', '/export', snakeCase(scope), undefined)
    if (body !== null) yield* this.#whole(body.pipeThrough(new TextDecoderStream()))
  }

  /**
   * Replaces the whole state by an exported one.
   * @param document an export, or its bytes as a stream
   */
  import(document: StateExport | ReadableStream<Uint8Array>): Promise<ImportCounts> {
    return this.call('POST', '/import', {}, document)
  }

  /**
   * Adds the agents of an export to what is here, under new ids. What was scheduled is due after the same remaining time.
   * `add(await colleague.export({ agentId: 12 }))`
   * @throws {SandboxError} 409 when a number is taken, or a scenario of the same name takes another course
   */
  async add(
    document: StateExport | ReadableStream<Uint8Array>,
    to: AddTo = {},
  ): Promise<AddedAgents> {
    return this.call('POST', '/import', { add: true, ...snakeCase(to) }, document)
  }

  /**
   * Server-sent events as they happen, one for each change.
   * @throws {SandboxError} also when the connection is lost; `lastEventId` goes on where it was
   */
  async *events({
    lastEventId,
    signal,
    ...scope
  }: InCompany & EventsFrom = {}): AsyncGenerator<SandboxEvent> {
    const { body } = await this.send('GET', '/events', snakeCase(scope), undefined, {
      headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
      signal: signal ?? null,
    })
    if (body !== null) yield* this.#whole(readEvents(body))
  }

  /** A stream to its end. @throws {SandboxError} when the connection ends before it does */
  async *#whole<T>(stream: AsyncIterable<T>): AsyncGenerator<T> {
    try {
      yield* stream
    } catch (error) {
      throw withoutAnswer(this.url, error)
    }
  }
}
