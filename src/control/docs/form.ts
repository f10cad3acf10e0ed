import { companyChoice, saysCompany } from './company.js'
import type { Parameter, Reader, Schema } from './document.js'
import { text } from './html.js'
import { fileInput, input } from './input.js'
import type { Placed } from './placed.js'
import type { Sent } from './sent.js'

/** The form that sends a call. The page's script knows the rest: the key, the token, a Request-ID, the ids that there are. */
export function formOf({ method, path, parameters }: Placed, sent: Sent, reader: Reader): string {
  const rows = parameters.map((one) => parameterInput(one, reader))
  const as = sent.flip
    ? `<p>With the key of <span class="company">the chosen company</span>.</p>`
    : ''
  return `<details class="try"><summary>Try it</summary><form data-method="${method}" data-path="${text(path)}" data-media="${sent.media ?? ''}" data-api="${sent.flip ? 'flip' : 'control'}">
${as}${choice(sent)}${rows.join('')}${bodyOf(sent, reader)}<p class="buttons"><button class="primary">Send ${method}</button><button type="button" class="stop" hidden>Stop</button></p><output></output></form></details>`
}

/** What the printed command has is filled in. */
function parameterInput(parameter: Parameter, reader: Reader): string {
  const { name, in: place, schema, example, 'x-latest': latest } = parameter
  if (name === 'Request-ID')
    return `<label>${name}<input name="${name}" data-in="${place}" placeholder="made for each call"></label>`
  if (saysCompany(parameter)) return companyChoice(parameter)
  const required = parameter.required === true
  const start = required || parameter['x-shown'] === true ? String(example) : ''
  return input(
    { name, place, schema: (schema ?? {}) as Schema, required, start, example, latest },
    reader,
  )
}

/** The examples to begin with. */
function choice({ bodies }: Sent): string {
  const options = bodies.flatMap(([title, body]) =>
    body === null
      ? []
      : [
          `<option value="${text(JSON.stringify('json' in body ? body.json : body.form))}">${text(title)}</option>`,
        ],
  )
  return options.length < 2
    ? ''
    : `<label>Begin with<select class="samples">${options.join('')}</select></label>`
}

function bodyOf({ media, bodies, fields }: Sent, reader: Reader): string {
  const [first] = bodies.map(([, body]) => body)
  if (media === 'application/json') {
    const json = first !== null && first !== undefined && 'json' in first ? first.json : {}
    const shown = JSON.stringify(json, null, 2)
    const rows = Math.min(shown.split('\n').length + 1, 16)
    return `<label>Body<textarea data-in="json" rows="${rows}" spellcheck="false">${text(shown)}</textarea></label>`
  }
  const form = first !== null && first !== undefined && 'form' in first ? first.form : {}
  return fields
    .map(({ name, file, schema }) =>
      file
        ? fileInput(name)
        : input(
            {
              name,
              place: 'field',
              schema,
              required: false,
              start: shownIn(form[name]),
              example: form[name],
            },
            reader,
          ),
    )
    .join('')
}

function shownIn(given: unknown): string {
  if (given === undefined) return ''
  return typeof given === 'string' ? given : JSON.stringify(given)
}
