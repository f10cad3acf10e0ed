import type { Definition } from './definition.js'
import { findProblem, type Problem } from './problem.js'
import { Compile } from './typebox.js'

/** Checks a value. @returns the first thing that is wrong; null when nothing is */
export type Checker = (value: unknown) => Problem | null

/**
 * Makes a checker from a definition, which is compiled when the checker is first used. The compiled check only says
 * whether something is wrong; what it is, is looked for then.
 */
export function checker(definition: () => Definition): Checker {
  let compiled: { Check(value: unknown): boolean } | null = null
  return (value) => {
    compiled ??= Compile(definition())
    return compiled.Check(value) ? null : findProblem(definition(), value, '')
  }
}
