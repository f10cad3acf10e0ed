import type { SandboxEvent } from '../control/types.js'

/** The server-sent events of a stream, as they come. */
export async function* readEvents(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<SandboxEvent> {
  let text = ''
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + chunk).split('\n\n')
    text = blocks.pop() as string
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => splitField(line)))
      const type = fields.get('event')
      if (type === undefined) continue
      yield { type, id: fields.get('id') ?? null, data: JSON.parse(fields.get('data') ?? '{}') }
    }
  }
}

function splitField(line: string): [string, string] {
  const colon = line.indexOf(': ')
  return [line.slice(0, colon), line.slice(colon + 2)]
}
