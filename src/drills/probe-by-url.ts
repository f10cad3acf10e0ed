import { kindOfId, NOUNS, type SubjectId, withId } from './address.js'
import { LONGEST_VIEW, NoView, type Probe } from './view.js'

/** A probe that asks the application by `GET`. A 404 is a view too: nothing is known there. */
export function probeUrl(url: string): Probe {
  return async (id, signal) => {
    const { status, type, text } = await ask('GET', url, id, signal)
    if (status === 404 || status === 410) return String(status)
    if (status !== 200)
      throw new NoView(
        status === 401 || status === 403 || (status >= 300 && status < 400)
          ? `The probe answers ${status}, as a page behind a login does; let it answer without one.`
          : `The probe answers ${status}; let it answer 200 with what the application knows, or 404.`,
      )
    if (isHtml(type, text))
      throw new NoView(
        'The probe answers HTML, a page for people; name an address that answers JSON or plain text.',
      )
    return text
  }
}

/** Makes an agent or a transfer known to the application by a `POST` without a body. */
export function registerUrl(url: string): Probe {
  return async (id, signal) => {
    const { status, text } = await ask('POST', url, id, signal)
    if (status >= 200 && status < 300) return text
    throw new NoView(
      `The application could not be told of ${NOUNS[kindOfId(id)]} (${status}); let ${url} answer 200 to a POST.`,
    )
  }
}

interface Answer {
  readonly status: number
  readonly type: string
  readonly text: string
}

async function ask(
  method: string,
  url: string,
  id: SubjectId,
  signal: AbortSignal,
): Promise<Answer> {
  const address = withId(url, id)
  try {
    const response = await fetch(address, { method, redirect: 'manual', signal })
    const type = response.headers.get('content-type') ?? ''
    return { status: response.status, type, text: await beginningOf(response) }
  } catch (error) {
    throw new NoView(
      `${address} cannot be reached (${reasonOf(error as Error)}); correct it, or start the application.`,
    )
  }
}

function isHtml(type: string, text: string): boolean {
  return /\bhtml\b/.test(type) || /^\s*<(!doctype|html)/i.test(text)
}

function reasonOf({ cause, message: usual }: Error): string {
  const { code, message = usual } = Object(cause) as { code?: string; message?: string }
  return code ?? message
}

/** As much of the body as is compared. */
async function beginningOf({ body }: Response): Promise<string> {
  let text = ''
  for await (const piece of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += piece
    if (text.length > LONGEST_VIEW) break
  }
  return text
}
