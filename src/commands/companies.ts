import type { CompanyDetail, CompanyInput } from '../client.js'
import { type Command, UsageError } from './command.js'
import { idOf, numberOf, printList, printThing, wordOf } from './print.js'
import { table } from './table.js'

const USAGE =
  'companies [<id> | add | delete <id>] [--callback-url http://…] [--scenario rejected-17]'
const ON_OFF = ['on', 'off'] as const
const REQUEST_ID = ['strict', 'lenient'] as const
const TRANSACTION_IDS = ['long', 'small'] as const
const DISBURSEMENTS = ['auto', 'manual'] as const
const REASON_CODE = ['documented', 'integer', 'string'] as const

/** `companies`: lists them, shows one, makes one, or deletes one. */
export const companies: Command = {
  name: 'companies',
  usage: USAGE,
  about: 'Lists the companies; shows one, adds one with settings of its own, or deletes one.',
  flags: {
    'callback-url': ['<url>', 'where its callbacks go'],
    'callback-delay': ['<duration>', 'how long each of its checks takes'],
    scenario: ['<scenario>', 'scenario of its agents that match no other one'],
    'magic-numbers': ['on|off', 'whether an identity number can choose a scenario'],
    'max-repairs': ['<number>', 'accepted repairs per agent before 4011'],
    'request-id': ['strict|lenient', 'whether a Request-ID must be bigflip-<uuid>'],
    'reason-code-type': [REASON_CODE.join('|'), 'type of rejected_reason_code in callbacks'],
    'disbursement-callback-url': ['<url>', 'where its callbacks about transfers go'],
    'inquiry-callback-url': ['<url>', 'where its callbacks about account inquiries go'],
    'bank-status-callback-url': ['<url>', 'where its callbacks about banks go'],
    'disbursement-delay': ['<duration>', 'how long each of its transfers and inquiries takes'],
    balance: ['<rupiah>', 'what it begins with, and has again after a reset'],
    'transaction-ids': [TRANSACTION_IDS.join('|'), 'whether ids of its transfers have 19 digits'],
    disbursements: [
      DISBURSEMENTS.join('|'),
      'whether its transfers and inquiries end by themselves',
    ],
    'secret-key': ['<key>', 'its API secret key (a random one)'],
    'validation-token': ['<token>', 'the token that its callbacks carry'],
  },
  words: [0, 2],
  goesWith: (_flag, [verb]) => (verb === 'add' ? null : 'add'),
  async run(invocation) {
    const { client, words, flags } = invocation
    const [action, id] = words
    if (action === undefined) {
      return printList(invocation, await client.companies({ limit: 1000 }), 'No companies.', [
        ['id', (company) => String(company.id)],
        ['scenario', ({ scenario }) => scenario],
        ['agents', ({ agents }) => String(agents)],
        ['callbacks to', ({ callback_url }) => callback_url ?? 'inbox'],
        // Last, because it is long.
        ['API secret key', ({ secret_key }) => secret_key],
      ])
    }
    if (/^\d+$/.test(action) && id === undefined) {
      const { settings } = await client.company(idOf(action))
      return printThing(invocation, settings, (company) => [
        ...describe(company),
        '',
        ...table(settingRows(company, Object.keys(this.flags ?? {}))),
      ])
    }
    if (action === 'add' && id === undefined) {
      const { settings } = await client.createCompany(settingsOf(flags))
      return printThing(invocation, settings, describe)
    }
    if (action === 'delete' && id !== undefined) {
      await (await client.company(idOf(id))).delete()
      return printThing(invocation, {}, () => [`Company ${id} is gone.`])
    }
    throw new UsageError(`Write it as: flip-sandbox ${USAGE}`)
  },
}

function describe(company: CompanyDetail): string[] {
  const { callback_url, disbursement_callback_url, inquiry_callback_url } = company
  const own = (about: string, url: string | null) => (url === null ? [] : [[about, url]])
  return [
    `Company ${company.id}`,
    ...table([
      ['API secret key', company.secret_key],
      ['Authorization', company.authorization],
      ['Validation token', company.validation_token],
      ['Callbacks go to', callback_url ?? "the sandbox's own inbox"],
      ...own('of transfers to', disbursement_callback_url),
      ...own('of inquiries to', inquiry_callback_url),
      ...own('of banks to', company.bank_status_callback_url),
    ]),
  ]
}

/** The settings that `describe` does not show, named as the flags that give them. */
function settingRows(company: CompanyDetail, flags: readonly string[]): string[][] {
  return flags
    .filter((flag) => !/-(url|key|token)$/.test(flag))
    .map((flag) => [flag, String(company[flag.replaceAll('-', '_') as keyof CompanyDetail])])
}

type Flags = Readonly<Record<string, string | boolean | undefined>>

function settingsOf(flags: Flags): CompanyInput {
  const text = (name: string) => flags[name] as string | undefined
  const given = {
    callbackUrl: text('callback-url'),
    callbackDelay: text('callback-delay'),
    scenario: text('scenario'),
    magicNumbers: wordOf(flags, 'magic-numbers', ON_OFF),
    maxRepairs: numberOf(flags, 'max-repairs'),
    requestId: wordOf(flags, 'request-id', REQUEST_ID),
    reasonCodeType: wordOf(flags, 'reason-code-type', REASON_CODE),
    disbursementCallbackUrl: text('disbursement-callback-url'),
    inquiryCallbackUrl: text('inquiry-callback-url'),
    bankStatusCallbackUrl: text('bank-status-callback-url'),
    disbursementDelay: text('disbursement-delay'),
    balance: numberOf(flags, 'balance'),
    transactionIds: wordOf(flags, 'transaction-ids', TRANSACTION_IDS),
    disbursements: wordOf(flags, 'disbursements', DISBURSEMENTS),
    secretKey: text('secret-key'),
    validationToken: text('validation-token'),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}
