import { createReadStream } from 'node:fs'
import axios from 'axios'
import FormData from 'form-data'
import { journey, TEST } from './journey.mjs'

async function send({ method, url, headers, fields, file }) {
  if (file === undefined) {
    const data = fields && new URLSearchParams(fields)
    return (await axios({ method, url, headers, data })).data
  }
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  data.append('image', createReadStream(file))
  return (await axios({ method, url, headers: data.getHeaders(headers), data })).data
}

await journey(TEST, { send, get: (url) => axios.get(url, { responseType: 'arraybuffer' }) })
