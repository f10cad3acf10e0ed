import { ErrorNamingOptions } from '../lib/option-names.js'

/**
 * The disk cannot be written, so nothing was changed. The call may be repeated. The message is one sentence that says what
 * is wrong and what to do.
 */
export class StorageError extends Error {}

/** The state cannot be used: it is damaged, from a newer version, or in use by another sandbox. */
export class StateError extends ErrorNamingOptions {}

/** The state cannot be used here, because something here stands against it. */
export class StateConflict extends StateError {}

/** @param silent the lock, where what answers behind it does not say that it is a sandbox */
export function heldByAnother(stateFile: string, silent: string | null = null): StateError {
  const unless =
    silent === null ? '' : ` If there is none, another program has its port now: remove ${silent}.`
  return new StateError(
    (nameOf) =>
      `The state file ${stateFile} is held by another running sandbox. Stop that one, or start with another ${nameOf('state')}.${unless}`,
  )
}

/** The operating system's error, in words. */
export function diskFault(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'there is no space left; free some and repeat the call'
    case 'ENOENT':
      return 'its folder is gone; start the sandbox again'
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return 'it cannot be written; make it writable and repeat the call'
    default:
      return `the disk answered ${code ?? 'an error'}; correct that and repeat the call`
  }
}
