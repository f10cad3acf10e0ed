/** A call, as it goes over the wire. */
export interface Call {
  readonly method: string
  readonly url: string
  readonly headers: readonly string[]
  /** The body: JSON, or the fields of a form. */
  readonly body: Body | null
}

export type Body =
  | { readonly json: unknown }
  | {
      readonly form: Readonly<Record<string, unknown>>
      readonly multipart: boolean
      /** The fields that are files. */
      readonly files: readonly string[]
    }

/** The `curl` command that makes a call. */
export function curl({ method, url, headers, body }: Call): string {
  const start = `curl ${method === 'GET' ? '' : `-X ${method} `}${quoted(url)}`
  return [start, ...headers.map((header) => `-H ${header}`), ...bodyOf(body)].join(' \\\n  ')
}

/** A word of a shell command. */
export function quoted(word: string): string {
  return /^[\w./:-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

function bodyOf(body: Body | null): readonly string[] {
  if (body === null) return []
  if ('json' in body) {
    const short = JSON.stringify(body.json)
    const json = short.length > 60 ? JSON.stringify(body.json, null, 2) : short
    return ["-H 'Content-Type: application/json'", `-d ${quoted(json)}`]
  }
  const { form, multipart, files } = body
  return Object.entries(form).map(([name, value]) => {
    if (files.includes(name)) return `-F ${quoted(`${name}=@${name}.png`)}`
    const word = quoted(`${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    return multipart ? `-F ${word}` : `--data-urlencode ${word}`
  })
}
