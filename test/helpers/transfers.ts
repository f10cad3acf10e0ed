import { randomUUID } from 'node:crypto'
import { AGENTS, type Api, type Reply } from './sandbox.js'

export const V3 = '/big_sandbox_api/v3'
export const DISBURSEMENTS = `${AGENTS}/agent-disbursements`
export const INQUIRY = `${AGENTS}/disbursement/bank-account-inquiry`

/** A transfer that is accepted, from this agent. */
export function someTransfer(
  agentId: number | string,
  fields: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    agent_id: String(agentId),
    account_number: '1122333301',
    amount: '10000',
    bank_code: 'bni',
    direction: 'DOMESTIC_SPECIAL_TRANSFER',
    ...fields,
  }
}

/** Sends money. @param headers null leaves a header out */
export function transfer(
  api: Api,
  agentId: number | string,
  fields: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
  path = DISBURSEMENTS,
): Promise<Reply> {
  return api.send('POST', path, {
    body: new URLSearchParams(someTransfer(agentId, fields)),
    headers: { 'idempotency-key': randomUUID(), ...headers },
  })
}

/** The digits of the first id in an answer, as they came. */
export function idIn({ text }: Pick<Reply, 'text'>): string {
  return /"id":(\d+)/.exec(text)?.[1] ?? ''
}

/** A transfer that was accepted; its id. */
export async function transferred(
  api: Api,
  agentId: number,
  fields: Readonly<Record<string, string>> = {},
): Promise<string> {
  return idIn(await transfer(api, agentId, fields))
}

/** What is refused: attribute and code of each error. */
export function codes({ body }: Reply): [string, number][] {
  return (body.errors ?? []).map(({ attribute, code }: { attribute: string; code: number }) => [
    attribute,
    code,
  ])
}

/** Asks for an account. */
export function inquire(
  api: Api,
  account: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  return api.form('POST', INQUIRY, { account_number: account, bank_code: 'bca', ...fields })
}
