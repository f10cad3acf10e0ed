import { request as post } from 'node:http'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyRequest } from 'fastify'

/**
 * The bare twin: the smallest Fastify that parses the same bodies and answers the same bytes. It checks
 * nothing, keeps nothing, and posts each callback over a connection of its own, as the sandbox must. What the
 * sandbox does beside this is what the bench measures.
 *
 * `node bare.js <callback url>` prints its URL once it listens.
 */
const [callbackUrl = ''] = process.argv.slice(2)
/** As many at a time as the sandbox lets a company have. */
const AT_A_TIME = 64

const app = Fastify()
await app.register(formbody)
await app.register(multipart)

let last = 0

/** Names of the places that the guide's sample gives as ids. */
const PLACE = {
  country_name: 'Indonesia',
  province_name: 'Aceh',
  city_name: 'Kabupaten Simeulue',
  district_name: 'Teupah Selatan',
}

/** Who sends a transfer. */
const SENDER = {
  sender_name: 'lalalalili',
  place_of_birth: null,
  date_of_birth: '04-06-1998',
  address: 'jakarta',
  sender_identity_type: 'nat_id',
  sender_identity_number: '1200000000100000',
  sender_country: 1,
  job: 'government_employee',
}

app.post('/big_sandbox_api/v2/agents', (request) => {
  const sent = request.body as Record<string, string>
  return {
    id: ++last,
    company_id: 1,
    name: sent['name'],
    identity_type: sent['identity_type'],
    identity_number: sent['identity_number'],
    birth_place: sent['birth_place'],
    birth_date: sent['birth_date'],
    gender: sent['gender'],
    country_id: 1,
    country_name: PLACE.country_name,
    province_id: 1,
    province_name: PLACE.province_name,
    city_id: 1,
    city_name: PLACE.city_name,
    district_id: 1,
    district_name: PLACE.district_name,
    address: sent['address'],
    residence_country_id: null,
    residence_country_name: '',
    residence_province_id: null,
    residence_province_name: '',
    residence_city_id: null,
    residence_city_name: '',
    residence_district_id: null,
    residence_district_name: '',
    residence_address: '',
    occupation: 'GOVERNMENT_EMPLOYEE',
    phone_number: sent['phone_number'],
    email: '',
    kyc_status: 'BASIC_DATA',
  }
})

app.post('/big_sandbox_api/v2/agent-disbursements', (request, reply) => {
  const sent = request.body as Record<string, string>
  const answer = {
    user_id: 1,
    amount: Number(sent['amount']),
    status: 'PENDING',
    reason: '',
    timestamp: '2026-11-23 09:48:58',
    bank_code: sent['bank_code'],
    account_number: sent['account_number'],
    recipient_name: '-',
    sender_bank: 'bri',
    remark: sent['remark'],
    receipt: '',
    time_served: '0000-00-00 00:00:00',
    bundle_id: 0,
    company_id: 1,
    recipient_city: 391,
    created_from: 'API',
    direction: sent['direction'],
    sender: SENDER,
    fee: 5000,
    beneficiary_email: '',
    idempotency_key: request.headers['idempotency-key'],
  }
  reply.type('application/json; charset=utf-8')
  return `{"id":123456700000${++last + 1_000_000},${JSON.stringify(answer).slice(1)}`
})

app.put('/kyc-sandbox/api/v1/users/:id/identities', async (request) => {
  const sent: Record<string, unknown> = {}
  for await (const part of request.parts()) {
    sent[part.fieldname] = part.type === 'file' ? await part.toBuffer() : part.value
  }
  if (sent['selfie'] === '1') later(request, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
  return {
    image_url: `${request.protocol}://${request.host}/_sandbox/images/0123456789abcdef01234567.jpg`,
  }
})

app.put('/kyc-sandbox/api/v1/users/:id/submit', (request) => {
  later(request, 'APPROVED')
  return { message: 'Submit success' }
})

/** Posts so many callbacks as fast as a loop can. */
app.post('/burst/:count', async (request) => {
  let left = Number((request.params as { count: string }).count)
  const lane = async () => {
    while (left-- > 0) await announce(left, 'APPROVED')
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, lane))
  return {}
})

function later(request: FastifyRequest, status: string): void {
  const id = Number((request.params as { id: string }).id)
  setImmediate(() => void announce(id, status))
}

async function announce(id: number, status: string): Promise<void> {
  const data = JSON.stringify({
    agent_id: id,
    agent_name: 'lalalalili',
    kyc_status: status,
    rejected_reason_code: null,
    rejected_reason: null,
    created_at: '2026-11-23 09:48:58',
    updated_at: '2026-11-23 09:48:58',
    submitted_at: '2026-11-23 09:48:58',
    verified_at: '2026-11-23 09:48:58',
  })
  const headers = { connection: 'close', 'content-type': 'application/x-www-form-urlencoded' }
  await new Promise<void>((resolve, reject) => {
    post(callbackUrl, { method: 'POST', agent: false, headers })
      .once('response', (response) => response.resume().once('end', resolve))
      .once('error', reject)
      .end(new URLSearchParams({ data, token: 'sandbox-validation-token' }).toString())
  })
}

const url = await app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`${JSON.stringify({ url })}\n`)
process.once('SIGTERM', () => process.exit(0))
