import { createReadStream } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { buffer } from 'node:stream/consumers'
import FormData from 'form-data'
import { journey, LIVE } from './journey.mjs'

async function send({ method, url, headers, fields, file }) {
  if (file !== undefined) {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('image', createReadStream(file))
    return JSON.parse(await request(url, { method, headers: form.getHeaders(headers) }, form))
  }
  const body = fields && String(new URLSearchParams(fields))
  const type = fields && { 'content-type': 'application/x-www-form-urlencoded' }
  return JSON.parse(await request(url, { method, headers: { ...headers, ...type } }, body))
}

function request(url, options, body) {
  return new Promise((resolve, reject) => {
    const { request } = url.startsWith('https:') ? https : http
    const sent = request(url, options, async (response) => {
      const text = String(await buffer(response))
      if (response.statusCode === 200) resolve(text)
      else reject(new Error(`${options.method} ${url}: ${response.statusCode} ${text}`))
    })
    sent.on('error', reject)
    if (body instanceof FormData) body.pipe(sent)
    else sent.end(body)
  })
}

await journey(LIVE, { send, get: (url) => request(url, { method: 'GET' }) })
