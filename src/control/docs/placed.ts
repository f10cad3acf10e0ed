import type { Operation, Parameter } from './document.js'

/** An operation, with where it stands in its document. */
export interface Placed {
  readonly id: string
  readonly method: string
  /** With the prefix of its first server. */
  readonly path: string
  /** The same call under the prefixes of its other servers. */
  readonly otherPaths: readonly string[]
  readonly operation: Operation
  /** Those of its path, and its own. */
  readonly parameters: readonly Parameter[]
  /** Whether the sandbox answers it; a callback goes to the application instead. */
  readonly answered: boolean
}

/** Where the sandbox is, and with which key of Flip's the examples call it. */
export interface Target {
  readonly address: string
  readonly secretKey: string
}
