/** A text that is JSON already, for what `JSON.stringify` cannot write, such as whole numbers of 19 digits. */
export class JsonText {
  constructor(readonly text: string) {}
}

/** The JSON of a body, whichever form it has. */
export function jsonOf(body: unknown): string {
  return body instanceof JsonText ? body.text : JSON.stringify(body)
}
