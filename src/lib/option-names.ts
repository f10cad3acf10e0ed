/** How somebody writes an option, such as `https_port`: with the flag `--https-port`, or in code as `httpsPort`. */
export type NameOf = (key: string) => string

export const flagOf: NameOf = (key) => `--${key.replaceAll('_', '-')}`

export const camelCase: NameOf = (key) =>
  key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** A sentence that may name options. */
type Sentence = string | ((nameOf: NameOf) => string)

/** An error about options. Its message names them as flags. */
export class ErrorNamingOptions extends Error {
  /** The message with other names of the options. */
  readonly naming: (nameOf: NameOf) => string

  constructor(sentence: Sentence) {
    const naming = typeof sentence === 'string' ? () => sentence : sentence
    super(naming(flagOf))
    this.naming = naming
  }
}
