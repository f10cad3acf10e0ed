import { openAsBlob } from 'node:fs'
import got from 'got'
import { journey, LIVE } from './journey.mjs'

async function send({ method, url, headers, fields, file }) {
  if (file === undefined) return got(url, { method, headers, form: fields }).json()
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  body.append('image', await openAsBlob(file), file)
  return got(url, { method, headers, body }).json()
}

await journey(LIVE, { send, get: (url) => got(url).buffer() })
