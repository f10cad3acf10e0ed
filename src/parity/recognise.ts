import type { Host } from '../flip/protocol/hosts.js'
import { type Answer, send } from './answer.js'
import { at } from './json.js'
import { Ended } from './play.js'
import { requestOf } from './request.js'
import type { Target } from './target.js'

/** The first call of each host, and what the answer must have. */
const FIRST_CALLS = [
  { call: 'GET kyc /countries?user_type=1', has: 'countries' },
  { call: 'GET agents /general/maintenance', has: 'maintenance' },
] as const

/** Makes sure that both addresses are Flip's, or a sandbox's, and take the key. @throws {Ended} */
export async function recognise(target: Target): Promise<void> {
  for (const { call, has } of FIRST_CALLS) {
    const request = await requestOf({ call }, target, new Map())
    const answer = await send(request, target).catch(() => {
      throw new Ended(
        `${request.url.host} does not answer. Check the address, and that this machine may call it.`,
      )
    })
    const host = call.split(' ')[1] as Host
    if (answer.status === 401) throw new Ended(refused(request.url.host))
    if (answer.status >= 500)
      throw new Ended(
        `${request.url.host} answered ${answer.status} to the first call. Try again later.`,
      )
    if (at(answer.body, has) === undefined)
      throw new Ended(
        `${target.urls[host]} is not Flip's API: it answered ${kindOf(answer)} to ${call}. Check --${host}-url.`,
      )
  }
}

function refused(host: string): string {
  return `${host} does not take the key (401). Take the API secret key of test mode, and check that Flip has this machine's address on its whitelist.`
}

function kindOf({ status, headers, body }: Answer): string {
  const type = body === undefined ? (headers.get('content-type') ?? 'no type') : 'other JSON'
  return `${status} with ${type}`
}
