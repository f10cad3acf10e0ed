import { randomInt, randomUUID } from 'node:crypto'
import {
  type AgentDetail,
  type KycStatus,
  type Sandbox,
  type SandboxCompany,
  type StartOptions,
  startSandbox,
} from '../../src/index.js'
import { card } from './images.js'
import './openapi.js'

/** The part of tap's `t` that the helpers need. */
export interface Teardown {
  teardown(end: () => unknown): void
}

/** A sandbox of the test's own, closed at its end. */
export async function open(
  t: Teardown,
  options: StartOptions = {},
): Promise<{ sandbox: Sandbox; api: Api }> {
  const sandbox = await startSandbox(options)
  t.teardown(() => sandbox.close())
  return { sandbox, api: new Api(sandbox, sandbox.authorization) }
}

/** What came back from the emulated API. */
export interface Reply {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any
  readonly hint: string | null
  /** The body as it came, for numbers that JavaScript rounds. */
  readonly text: string
  readonly headers: Headers
}

/** What each part of a hint begins with: where several attributes fail, their names. */
export function hinted({ hint }: Reply): (string | undefined)[] {
  return (hint ?? '').split('; ').map((part) => part.split(' ')[0])
}

export type Fields = Readonly<Record<string, string | Blob>>

export const AGENTS = '/big_sandbox_api/v2'
export const KYC = '/kyc-sandbox/api/v1'

/** The guide's create sample. */
export const GUIDE_SAMPLE = {
  name: 'lalalalili',
  identity_type: 'ktp',
  identity_number: '1243564789875643',
  birth_date: '04-06-1998',
  birth_place: 'jakarta',
  country_id: '1',
  province_id: '1',
  city_id: '1',
  district_id: '1',
  address: 'jakarta',
  gender: 'female',
  occupation: 'government_employee',
  phone_number: '085674563456',
} as const

/** A valid agent that collides with no other and hits no magic number, unless asked to. */
export function someAgent(fields: Readonly<Record<string, string>> = {}): Record<string, string> {
  const number = String(randomInt(10 ** 11))
  return {
    ...GUIDE_SAMPLE,
    identity_number: `1${number.padStart(11, '0')}0001`,
    phone_number: `08${number.padStart(11, '0')}`,
    ...fields,
  }
}

/** The same, its number ending in a magic number. */
export function magic(ending: string): Record<string, string> {
  return { identity_number: `1${String(randomInt(10 ** 11)).padStart(11, '0')}${ending}` }
}

/** Flip's API as an application calls it, with one company's key. */
export class Api {
  constructor(
    readonly sandbox: Sandbox,
    readonly authorization: string,
  ) {}

  of(company: SandboxCompany): Api {
    return new Api(this.sandbox, company.authorization)
  }

  async send(method: string, path: string, init: RequestInit = {}): Promise<Reply> {
    const response = await fetch(this.sandbox.url + path, {
      ...init,
      method,
      headers: {
        authorization: this.authorization,
        'request-id': `bigflip-${randomUUID()}`,
        ...(init.headers as Record<string, string> | undefined),
      },
    })
    const text = await response.text()
    return {
      status: response.status,
      body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
      hint: response.headers.get('sandbox-hint'),
      text,
      headers: response.headers,
    }
  }

  get(path: string): Promise<Reply> {
    return this.send('GET', path)
  }

  /** An urlencoded body. */
  form(
    method: string,
    path: string,
    fields: Readonly<Record<string, string>> = {},
  ): Promise<Reply> {
    return this.send(method, path, { body: new URLSearchParams(fields) })
  }

  /** A multipart body. */
  multipart(method: string, path: string, fields: Fields = {}): Promise<Reply> {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.append(name, value)
    return this.send(method, path, { body })
  }

  create(fields: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return this.form('POST', `${AGENTS}/agents`, someAgent(fields))
  }

  upload(id: number | string, fields: Fields = {}): Promise<Reply> {
    return this.multipart('PUT', `${KYC}/users/${id}/identities`, {
      user_type: '1',
      identity_type: '1',
      image: card(),
      ...fields,
    })
  }

  selfie(id: number | string, fields: Fields = {}): Promise<Reply> {
    return this.upload(id, { selfie: '1', ...fields })
  }

  submit(
    id: number | string,
    fields: Readonly<Record<string, string>> = { user_type: '1' },
  ): Promise<Reply> {
    return this.form('PUT', `${KYC}/users/${id}/submit`, fields)
  }

  repair(id: number | string, fields: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return this.form('PUT', `${KYC}/users/${id}/repair`, { user_type: '1', ...fields })
  }

  repairPhoto(id: number | string, fields: Fields = {}): Promise<Reply> {
    const form = { user_type: '1', image: card(), ...fields }
    return this.multipart('PUT', `${KYC}/users/${id}/repairPhoto`, form)
  }

  repairSelfie(id: number | string, fields: Fields = {}): Promise<Reply> {
    const form = { user_type: '1', image: card(), ...fields }
    return this.multipart('PUT', `${KYC}/users/${id}/repairSelfie`, form)
  }

  documents(id: number | string, fields: Fields = { npwp: card() }): Promise<Reply> {
    return this.multipart('POST', `${KYC}/documents`, {
      user_id: String(id),
      user_type: '1',
      ...fields,
    })
  }

  /** A new agent's id. */
  async newAgent(fields: Readonly<Record<string, string>> = {}): Promise<number> {
    return (await this.create(fields)).body.id
  }

  /** An agent whose images have been checked. */
  async uploaded(
    fields: Readonly<Record<string, string>> = {},
    kycStatus: KycStatus = 'UPLOAD_IDENTITY_SELFIE_SUCCESS',
  ): Promise<number> {
    const id = await this.newAgent(fields)
    await this.upload(id)
    await this.selfie(id)
    await this.settled(id, kycStatus)
    return id
  }

  /** An agent that has been submitted and decided. */
  async decided(
    fields: Readonly<Record<string, string>> = {},
    kycStatus: KycStatus = 'APPROVED',
  ): Promise<number> {
    const id = await this.uploaded(fields)
    await this.submit(id)
    await this.settled(id, kycStatus)
    return id
  }

  settled(agentId: number, kycStatus: KycStatus): Promise<AgentDetail> {
    return this.sandbox.waitFor({ agentId, kycStatus })
  }
}
