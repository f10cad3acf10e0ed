import type { Passing, Returning } from '../helpers/rewriting-proxy.js'

type Change<A extends readonly unknown[]> = ((...passing: A) => void) | undefined

/** A sandbox with one difference, made by a proxy in front of it. */
export interface Mutant {
  readonly name: string
  /** The rules that become different, and no others. */
  readonly rules: readonly string[]
  readonly request?: Change<[request: Passing]>
  readonly answer?: Change<[answer: Returning, request: Passing]>
  /** Changes the JSON of a callback, or the fields of its form. */
  readonly callback?: (data: Record<string, unknown>) => unknown
  readonly callbackRequest?: Change<[request: Passing]>
}

type Entry = { attribute?: string; code: unknown; message: string }

const onKyc = ({ path }: Passing) => path.startsWith('/kyc')
const onAgents = (request: Passing) => !onKyc(request)
const calls = (method: string, path: RegExp) => (request: Passing) =>
  request.method === method && path.test(request.path)
const creates = calls('POST', /\/agents$/)
const updates = calls('PUT', /\/agents\//)
const reads = calls('GET', /\/agents\/\d/)
const aboutAgents = (request: Passing) => onAgents(request) && /\/agents(\/|$)/.test(request.path)

/** Changes every error of a list. */
function errors(change: (error: Entry, request: Passing) => void): Mutant['answer'] {
  return ({ body }, request) => {
    for (const error of body.errors ?? []) change(error, request)
  }
}

function message(from: string, to: string, where = (_: Passing) => true): Mutant['answer'] {
  return errors((error, request) => {
    if (where(request) && error.message === from) error.message = to
  })
}

function code(from: number, to: number): Mutant['answer'] {
  return errors((error, request) => {
    if (onKyc(request) && error.code === from) error.code = to
  })
}

function status(from: number, to: number, where: (request: Passing) => boolean): Mutant['answer'] {
  return (answer, request) => {
    if (where(request) && answer.status === from) answer.status = to
  }
}

/** Changes the body of the successes of a call. */
function success(
  where: (request: Passing) => boolean,
  // biome-ignore lint/suspicious/noExplicitAny: changed in every way
  change: (body: any, request: Passing) => void,
): Mutant['answer'] {
  return ({ status: is, body }, request) => {
    if (is === 200 && where(request)) change(body, request)
  }
}

function reversed(body: Record<string, unknown>): void {
  for (const [key, value] of Object.entries(body).reverse()) {
    delete body[key]
    body[key] = value
  }
}

/** Changes the text of what is sent. */
function sent(
  where: (request: Passing) => boolean,
  from: string | RegExp,
  to: string,
): Mutant['request'] {
  return (request) => {
    if (!where(request)) return
    const text = request.body.toString('latin1').replace(from, to)
    request.body = Buffer.from(text, 'latin1')
  }
}

const UUID = 'bigflip-2c5ea4c0-4067-4fe9-8bad-9b1deb4d3b7d'

export const MUTANTS: readonly Mutant[] = [
  // Texts
  {
    name: 'another text of 1011',
    rules: ['errors.code-1011'],
    answer: message('Agent ID is not found', 'Agent ID not found'),
  },
  {
    name: 'another text of 2001',
    rules: ['errors.code-2001'],
    answer: message('Param attribute characters is invalid', 'Too long'),
  },
  {
    name: 'the message of 2001 without its bound',
    rules: ['errors.agents-host.bound', 'errors.agents-host.code-2001'],
    answer: errors((error) => {
      error.message = error.message.replace(/ at (least|most) \d+ /, ' ')
    }),
  },
  {
    name: 'another text of 1001 on the KYC host',
    rules: ['errors.code-1001', 'errors.two-lists'],
    answer: message('Attribute payload is empty', 'Empty', onKyc),
  },
  {
    name: 'another text of 4010',
    rules: ['errors.code-4010'],
    answer: message('Invalid agent status', 'Invalid status'),
  },
  {
    name: 'another text of 2002',
    rules: ['errors.agents-host.code-2002'],
    answer: message('The related attribute is duplicated', 'Duplicate'),
  },
  {
    name: 'another text of an agent that is not there',
    rules: ['agents.get.unknown'],
    answer: ({ body }, request) => {
      if (reads(request) && body.message === 'Agent not found') body.message = 'Agent is not found'
    },
  },
  {
    name: 'another text of an unknown page',
    rules: ['errors.agents-host.unknown-path'],
    answer: ({ body }) => {
      if (body.message === 'Page not found.') body.message = 'Page not found'
    },
  },
  {
    name: 'another text of a wrong key on the KYC host',
    rules: ['auth.refusal-kyc-host', 'errors.code-401', 'errors.kyc-host.order'],
    answer: message('Invalid Auth', 'Unauthorized'),
  },
  {
    name: 'another name of a wrong key on the agents host',
    rules: ['auth.refusal-agents-host'],
    answer: ({ status: is, body }, request) => {
      if (is === 401 && onAgents(request)) body.name = 'Forbidden'
    },
  },
  {
    name: 'another text of a submit',
    rules: ['kyc.submit.message'],
    answer: success(calls('PUT', /submit$/), (body) => {
      body.message = 'KYC submission success'
    }),
  },
  // Codes
  {
    name: 'another code than 4004',
    rules: [
      'errors.code-4004',
      'errors.kyc-host.order',
      'kyc.identities.attributes',
      'kyc.identities.order',
      'values.to-the-letter',
    ],
    answer: code(4004, 4005),
  },
  {
    name: 'another code than 4012',
    rules: ['errors.code-4012'],
    answer: code(4012, 2002),
  },
  {
    name: 'another code than 4007',
    rules: ['errors.code-4007', 'kyc.identities.image.order', 'kyc.identities.image.two-megabytes'],
    answer: code(4007, 4008),
  },
  {
    name: 'another code of a wrong gender',
    rules: ['agents.create.gender', 'values.occupation.taken'],
    answer: errors((error) => {
      if (error.attribute === 'gender' && error.code === 1041) error.code = 1002
    }),
  },
  {
    name: 'one code for every wrong birth date',
    rules: [
      'agents.create.birth-date',
      'agents.create.birth-date.today',
      'errors.agents-host.cases',
    ],
    answer: errors((error) => {
      if (error.code === 1040) error.code = 1039
    }),
  },
  {
    name: 'another value of the field code',
    rules: ['errors.agents-host.payload'],
    answer: ({ body }, request) => {
      if (aboutAgents(request) && body.code === 'VALIDATION_ERROR') body.code = 'INVALID'
    },
  },
  // Statuses
  {
    name: '422 for an agent that is not there, on the KYC host',
    rules: ['errors.kyc-host.status'],
    answer: (answer) => {
      if (answer.body.errors?.[0]?.code === 1011) answer.status = 422
    },
  },
  {
    name: '401 without user_type',
    rules: ['bodies.query', 'errors.kyc-host.status', 'paths.kyc-host'],
    answer: status(403, 401, onKyc),
  },
  {
    name: '400 for mistakes in the payload',
    rules: [
      'agents.create.unique',
      'agents.update.all-again',
      'agents.update.too-late',
      'agents.update.until-submission',
      'errors.agents-host.payload',
    ],
    answer: status(422, 400, aboutAgents),
  },
  {
    name: '405 for an unknown method',
    rules: ['errors.unknown-method'],
    answer: status(404, 405, ({ method }) => ['PATCH', 'OPTIONS'].includes(method)),
  },
  // Shapes
  {
    name: 'the keys of a new agent in another order',
    rules: ['agents.create.answer'],
    answer: success(creates, reversed),
  },
  {
    name: 'the keys of an agent in another order',
    rules: ['agents.get.answer'],
    answer: success(reads, reversed),
  },
  {
    name: 'an id that is a text',
    rules: ['agents.create.answer'],
    answer: success(creates, (body) => {
      body.id = String(body.id)
    }),
  },
  {
    name: 'no company_id in an agent',
    rules: ['agents.get.answer'],
    answer: success(reads, (body) => {
      delete body.company_id
    }),
  },
  {
    name: 'another key in the answer to an update',
    rules: ['agents.update.answer'],
    answer: success(updates, (body) => {
      body.updated_at = 'now'
    }),
  },
  {
    name: 'codes that are texts, on the KYC host',
    rules: ['errors.kyc-host.shape'],
    answer: errors((error, request) => {
      if (onKyc(request)) error.code = String(error.code)
    }),
  },
  {
    name: 'another key in the errors of the KYC host',
    rules: ['errors.kyc-host.shape', 'paths.shape-of-unknown'],
    answer: errors((error, request) => {
      if (onKyc(request)) Object.assign(error, { title: 'Error' })
    }),
  },
  {
    name: 'attributes in another order',
    rules: ['errors.agents-host.every-attribute'],
    answer: ({ body }, request) => {
      if (aboutAgents(request)) body.errors?.reverse()
    },
  },
  {
    name: 'an image_url that is a path',
    rules: ['kyc.identities.answer'],
    answer: success(onKyc, (body) => {
      if ('image_url' in body) body.image_url = new URL(body.image_url).pathname
    }),
  },
  {
    name: 'maintenance as a text',
    rules: ['maintenance.answer'],
    answer: success(calls('GET', /maintenance$/), (body) => {
      body.maintenance = String(body.maintenance)
    }),
  },
  {
    name: 'ids of a list that are texts',
    rules: ['lists.answer'],
    answer: success(calls('GET', /countries/), (body) => {
      for (const entry of body.countries) entry.id = String(entry.id)
    }),
  },
  // Values
  {
    name: 'a time as RFC 3339',
    rules: ['agents.get.answer', 'values.time.agents-host'],
    answer: success(reads, (body) => {
      body.created_at = `${body.created_at.replace(' ', 'T')}+07:00`
    }),
  },
  {
    name: 'a time in UTC',
    rules: ['values.time.agents-host'],
    answer: success(reads, (body) => {
      const at = Date.parse(`${body.created_at.replace(' ', 'T')}+07:00`)
      body.created_at = new Date(at).toISOString().slice(0, 19).replace('T', ' ')
    }),
  },
  {
    name: 'an occupation in small letters',
    rules: ['values.occupation.answered'],
    answer: success(creates, (body) => {
      body.occupation = body.occupation.toLowerCase()
    }),
  },
  {
    name: 'a phone number as it was sent',
    rules: ['values.phone-number.zero'],
    answer: success(creates, (body) => {
      body.phone_number = body.phone_number.replace('+62', '0')
    }),
  },
  {
    name: 'another first status',
    rules: ['agents.create.status'],
    answer: success(creates, (body) => {
      body.kyc_status = 'REGISTERED'
    }),
  },
  {
    name: 'null for an email that is not there',
    rules: ['agents.create.answer', 'agents.update.optional-cleared', 'values.absent.email'],
    answer: success(
      (request) => creates(request) || updates(request),
      (body) => {
        body.email ||= null
      },
    ),
  },
  {
    name: 'null for no reason',
    rules: ['agents.get.answer', 'agents.get.reason'],
    answer: success(reads, (body) => {
      body.rejected_reason ||= null
    }),
  },
  {
    name: 'the number of the status ACTIVE',
    rules: ['agents.get.answer', 'agents.get.status'],
    answer: success(reads, (body) => {
      body.status = 10
    }),
  },
  {
    name: 'names without the blanks around them',
    rules: ['values.blanks-kept'],
    answer: success(updates, (body) => {
      body.name = body.name.trim()
    }),
  },
  {
    name: 'an image that was uploaded at once under a new name',
    rules: ['kyc.identities.image.same-bytes'],
    answer: success(onKyc, (body) => {
      if ('image_url' in body) body.image_url += `?${Math.random()}`
    }),
  },
  {
    name: 'an identity image that changes no status',
    rules: ['status.upload.identity-image'],
    answer: success(reads, (body) => {
      if (body.kyc_status === 'UPLOAD_IDENTITY_SUCCESS') body.kyc_status = 'BASIC_DATA'
    }),
  },
  {
    name: 'the word null as a parent that is not known',
    rules: ['lists.null'],
    answer: (answer, { path }) => {
      if (!path.endsWith('=null')) return
      answer.status = 422
      answer.body = { errors: [{ code: 1002, message: 'Param attribute is invalid' }] }
    },
  },
  {
    name: 'another name of a city in the lists',
    rules: ['lists.parent', 'locations.depok'],
    answer: success(calls('GET', /cities/), (body) => {
      for (const city of body.cities) city.name = city.name.replace('Kota Depok', 'KOTA DEPOK')
    }),
  },
  {
    name: 'lists in pages of a hundred',
    rules: [
      'lists.answer',
      'lists.whole',
      'locations.countries',
      'locations.depok',
      'locations.names',
      'locations.numbering',
      'locations.sukmajaya',
    ],
    answer: success(onKyc, (body) => {
      for (const list of Object.values(body)) if (Array.isArray(list)) list.splice(100)
      if ('cities' in body) body.next = 2
    }),
  },
  // Headers
  {
    name: 'no charset in the Content-Type',
    rules: ['errors.accept-header'],
    answer: (answer) => {
      answer.headers = { ...answer.headers, 'content-type': 'application/json' }
    },
  },
  {
    name: 'a 401 without WWW-Authenticate',
    rules: ['auth.challenge'],
    answer: ({ headers }) => {
      delete headers['www-authenticate']
    },
  },
  // What is taken
  {
    name: 'any Request-ID that begins with bigflip-',
    rules: ['request-id.strict'],
    request: ({ headers }) => {
      if (headers['request-id'] === 'bigflip-32487iweurwer44534') headers['request-id'] = UUID
    },
  },
  {
    name: 'lists without a Request-ID',
    rules: ['request-id.missing'],
    request: ({ method, headers }) => {
      if (method === 'GET') headers['request-id'] ??= UUID
    },
  },
  {
    name: 'the word basic in small letters refused',
    rules: ['auth.spelling'],
    request: ({ headers }) => {
      if (headers.authorization?.startsWith('basic')) headers.authorization = 'none'
    },
  },
  {
    name: 'a hyphen in a name taken',
    rules: ['agents.create.name', 'errors.agents-host.code-2004'],
    request: sent(onAgents, 'name=Contoh-Uji', 'name=Contoh'),
  },
  {
    name: 'an address of seven letters refused',
    rules: ['agents.create.address.shortest'],
    request: sent(onAgents, 'address=jakarta', 'address='),
  },
  {
    name: 'phone numbers compared as they were sent',
    rules: ['values.phone-number.compared'],
    request: sent(creates, /phone_number=%2B62\d/, 'phone_number=%2B629'),
  },
  {
    name: 'identity numbers compared without their case',
    rules: ['agents.create.unique.compared'],
    request: sent(creates, 'identity_number=xa', 'identity_number=XA'),
  },
  {
    name: 'a slash at the end of a path taken',
    rules: ['paths.case-and-slash'],
    request: (request) => {
      request.path = request.path.replace(/\/(?=\?|$)/, '')
    },
  },
  {
    name: 'JSON taken on the KYC host',
    rules: ['bodies.other-types', 'errors.code-415'],
    request: (request) => {
      if (!onKyc(request) || request.headers['content-type'] !== 'application/json') return
      const form = new URLSearchParams(JSON.parse(request.body.toString()))
      request.headers['content-type'] = 'application/x-www-form-urlencoded'
      request.body = Buffer.from(form.toString())
    },
  },
  // Orders
  {
    name: 'the id in the path checked before user_type',
    rules: ['errors.kyc-host.order'],
    answer: (answer, { path }) => {
      if (path.includes('/users/abc/') && answer.status === 403)
        answer.body = { errors: [{ code: 400, message: 'Invalid user ID' }] }
    },
  },
  {
    name: "the agent's own number taken in a repair",
    rules: ['kyc.repair.own-number'],
    answer: ({ body }, request) => {
      if (
        /repair$/.test(request.path) &&
        /identity_number"\r\n\r\n99\d+0001\r\n/.test(String(request.body))
      )
        body.errors[0].code = 4012
    },
  },
  // Callbacks
  {
    name: 'the keys of a callback in another order',
    rules: ['callbacks.keys', 'callbacks.keys.of-samples'],
    callback: (data) => Object.fromEntries(Object.entries(data).reverse()),
  },
  {
    name: 'empty texts for no reason, in a callback',
    rules: ['callbacks.no-reason'],
    callback: (data) => ({ ...data, rejected_reason: '' }),
  },
  {
    name: 'the time of the submit in the first callback',
    rules: ['callbacks.times'],
    callback: (data) => ({ ...data, submitted_at: data['created_at'] }),
  },
  {
    name: 'a callback with times in another format',
    rules: ['values.time.agents-host'],
    callback: (data) => ({ ...data, updated_at: '2026-11-27T10:00:00+07:00' }),
  },
  {
    name: 'a callback without a token',
    rules: ['callbacks.form'],
    callbackRequest: sent(() => true, /&token=.*/, ''),
  },
  {
    name: 'a callback with blanks as %20',
    rules: ['callbacks.encoding'],
    callbackRequest: sent(() => true, /\+/g, '%20'),
  },
]
