import type { Definition } from './definition.js'
import { type Fault, findFault } from './fault.js'
import { Compile } from './typebox.js'

/** Looks at a value: null where it is as its definition says, else the first thing that is wrong. */
export type Checker = (value: unknown) => Fault | null

/**
 * Makes a checker of a definition. That is looked up and compiled when it is first used; what is wrong is looked for only once it is
 * known that something is.
 */
export function checker(definition: () => Definition): Checker {
  let compiled: { Check(value: unknown): boolean } | null = null
  return (value) => {
    compiled ??= Compile(definition())
    return compiled.Check(value) ? null : findFault(definition(), value, '')
  }
}
