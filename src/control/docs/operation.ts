import { basicAuthorization } from '../../kyc/company.js'
import { withCompany } from './company.js'
import { curl } from './curl.js'
import type { Body, Operation, Parameter, Reader, Referable, Response, Schema } from './document.js'
import { fieldList, insideOf, nested } from './fields.js'
import { formOf } from './form.js'
import { groupedBy } from './grouped-by.js'
import { code, line, paragraphs, sample, text } from './html.js'
import type { Placed, Target } from './placed.js'
import { type Sent, sentBy } from './sent.js'
import { typeOf } from './types.js'

/** The section of one operation: examples and the form to try it, and beside them what it takes and answers. */
export function operationSection(placed: Placed, reader: Reader, target: Target): string {
  const { id, method, path, otherPaths, operation, parameters, answered } = placed
  const { summary = id, description, requestBody, responses = {}, callbacks = {} } = operation
  const body = requestBody === undefined ? null : reader.resolve(requestBody)
  const sent = sentBy(placed, body, reader)
  const others = otherPaths.map((other) => ` or ${code(other)}`).join('')
  const caused = Object.keys(callbacks).map(
    (name) => `<a href="#${reader.anchor(name)}">${text(name)}</a>`,
  )
  return `<section class="operation" id="${reader.anchor(id)}">
<h4><a href="#${reader.anchor(id)}">${text(summary)}</a></h4>
<p class="call"><span class="method ${method.toLowerCase()}">${method}</span> ${code(path)}${others}</p>
${paragraphs(description)}
<div class="columns"><div class="aside">${examples(placed, sent, responses, reader, target)}${answered ? formOf(placed, sent, reader) : ''}</div><div>
${parameters.length === 0 ? '' : `<h5>Parameters</h5>${fieldList(parameters.map(parameterField), reader)}`}
${body === null ? '' : bodyPart(body, reader)}
${caused.length === 0 ? '' : `<p>Causes the callback ${caused.join(', ')}.</p>`}
<h5>${answered ? 'Answers' : 'What your application answers'}</h5>${Object.entries(responses)
    .map(([status, response]) => answer(status, response, reader))
    .join('')}</div></div></section>`
}

function parameterField({ name, in: place, required, schema, description }: Parameter) {
  return {
    name,
    schema: (schema ?? {}) as Schema,
    notes: [`in the ${place}`, ...(required === true ? ['required'] : [])],
    description,
  }
}

function bodyPart({ content, description }: Body, reader: Reader): string {
  // Two media types often have the same schema, which is shown once.
  const bySchema = groupedBy(Object.entries(content), ([, { schema }]) => JSON.stringify(schema))
  const parts = [...bySchema.values()].map((same) => {
    const media = same.map(([name]) => code(name)).join(' or ')
    const { schema = {} } = (same[0] as (typeof same)[number])[1]
    return `<p class="media">${media}</p>${paragraphs(reader.whole(schema as Schema).description)}${insideOf(schema as Schema, reader)}`
  })
  return `<h5>Body</h5>${paragraphs(description)}${parts.join('')}`
}

function answer(status: string, referred: Referable<Response>, reader: Reader): string {
  const { description, content = {}, headers = {} } = reader.resolve(referred)
  const media = Object.entries(content).map(([name, one]) => {
    const schema = one.schema as Schema | undefined
    const shown = reader
      .examples(one)
      .map(
        ([title, example]) =>
          `<figure><figcaption>${text(title)}</figcaption>${sample(example)}</figure>`,
      )
    const type = schema === undefined ? '' : `: ${typeOf(schema, reader)}`
    return `<p class="media">${code(name)}${type}</p>${schema === undefined ? '' : nested(schema, reader)}${shown.join('')}`
  })
  const fields = Object.entries(headers).map(([name, header]) => {
    const { schema = {}, description } = reader.resolve(header)
    return { name, schema: schema as Schema, notes: ['header'], description }
  })
  const head = `${code(status)} ${line(description)}`
  const inside = fieldList(fields, reader) + media.join('')
  return inside === ''
    ? `<div class="answer"><p>${head}</p></div>`
    : `<details class="answer"><summary>${head}</summary>${inside}</details>`
}

/** How it is called, and what a success looks like. */
function examples(
  { method, path }: Placed,
  sent: Sent,
  responses: NonNullable<Operation['responses']>,
  reader: Reader,
  target: Target,
): string {
  const calls = sent.bodies.map(([title, body]) => {
    const command = curl({ method, ...sent.head(path, target), body })
    const named = body !== null && 'json' in body && Object(body.json).company_id !== undefined
    const shown = withCompany(withKey(sample(command), target), named)
    return `<figure><figcaption>${text(title)}</figcaption>${shown}</figure>`
  })
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'))
  const { content = {} } = success === undefined ? {} : reader.resolve(success[1])
  const [first] = Object.values(content).flatMap((one) => reader.examples(one))
  const answered =
    first === undefined
      ? ''
      : `<figure><figcaption>Answer ${success?.[0]}</figcaption>${sample(first[1])}</figure>`
  return calls.join('') + answered
}

/** Marks the key: the page's script puts that of the chosen company there. */
function withKey(shown: string, { secretKey }: Target): string {
  const key = text(basicAuthorization(secretKey))
  return shown.replace(key, `<span class="authorization">${key}</span>`)
}
