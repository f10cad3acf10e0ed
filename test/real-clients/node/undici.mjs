import { openAsBlob } from 'node:fs'
import { FormData, request } from 'undici'
import { journey, TEST } from './journey.mjs'

async function send({ method, url, headers, fields, file }) {
  if (file === undefined) {
    const type = fields && { 'content-type': 'application/x-www-form-urlencoded' }
    const body = fields && String(new URLSearchParams(fields))
    return read(await request(url, { method, headers: { ...headers, ...type }, body }))
  }
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  body.append('image', await openAsBlob(file), file)
  return read(await request(url, { method, headers, body }))
}

async function read({ statusCode, body }) {
  const text = await body.text()
  if (statusCode !== 200) throw new Error(`${statusCode} ${text}`)
  return JSON.parse(text)
}

async function get(url) {
  const { statusCode, body } = await request(url)
  await body.dump()
  if (statusCode !== 200) throw new Error(`${url}: ${statusCode}`)
}

await journey(TEST, { send, get })
