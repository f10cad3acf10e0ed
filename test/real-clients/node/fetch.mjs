import { openAsBlob } from 'node:fs'
import { journey, TEST } from './journey.mjs'

async function send({ method, url, headers, fields = {}, file }) {
  const body = file === undefined ? new URLSearchParams() : new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  if (file !== undefined) body.append('image', await openAsBlob(file), file)
  const response = await fetch(url, { method, headers, ...(method !== 'GET' && { body }) })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`)
  return JSON.parse(text)
}

async function get(url) {
  const { ok, status } = await fetch(url)
  if (!ok) throw new Error(`${url}: ${status}`)
}

await journey(TEST, { send, get })
