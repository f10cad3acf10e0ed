/** Shows an answer while it comes in: an event stream has no end. @returns its status; null: there was none */
export async function answerIn(
  output: HTMLElement,
  call: () => Promise<Response>,
): Promise<number | null> {
  const head = document.createElement('p')
  const body = document.createElement('pre')
  body.tabIndex = 0
  head.textContent = 'Sent…'
  output.replaceChildren(head)
  const begun = performance.now()
  try {
    const answer = await call()
    head.textContent = `${answer.status} ${answer.statusText}, ${Math.round(performance.now() - begun)} ms`
    const hint = answer.headers.get('sandbox-hint')
    if (hint !== null) output.append(paragraph(`Sandbox-Hint: ${hint}`))
    const type = answer.headers.get('content-type') ?? ''
    if (type.startsWith('image/')) {
      output.append(paragraph(`${type}, ${(await answer.blob()).size} bytes`))
      return answer.status
    }
    output.append(body)
    await readInto(body, answer)
    body.hidden = body.textContent === ''
    return answer.status
  } catch (error) {
    output.append(paragraph((error as Error).name === 'AbortError' ? 'Stopped.' : String(error)))
    return null
  }
}

async function readInto(body: HTMLElement, answer: Response): Promise<void> {
  const decoder = new TextDecoder()
  const reader = answer.body?.getReader()
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { done: true }
    if (done) break
    body.append(decoder.decode(value, { stream: true }))
  }
  try {
    body.textContent = JSON.stringify(JSON.parse(body.textContent ?? ''), null, 2)
  } catch {
    // No JSON: it stays as it came.
  }
}

function paragraph(text: string): HTMLElement {
  const made = document.createElement('p')
  made.textContent = text
  return made
}
