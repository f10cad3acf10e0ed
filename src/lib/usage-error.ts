/** What the user gave cannot be used. The message says what is wrong with it, and what to write. */
export class UsageError extends Error {}
