import type { CompanyDetail, CompanyInput } from '../client.js'
import { companySettings } from '../kyc/company.js'
import { camelCase, flagOf } from '../lib/option-names.js'
import { DEFAULT_OPTIONS, OPTIONS } from '../options/options.js'
import { optionsFromFlags } from '../options/sources.js'
import { formatDuration } from '../time/duration.js'
import { type Command, type Invocation, UsageError } from './command.js'
import { idOf } from './flag-values.js'
import { printList, printThing } from './print.js'
import { startFlags } from './start-options.js'
import { table } from './table.js'

const USAGE =
  'companies [<id> | add | delete <id>] [--callback-url http://…] [--scenario rejected-17]'

/** The options that each company has for itself. */
const SETTINGS = OPTIONS.filter(({ key }) => key in companySettings(DEFAULT_OPTIONS))

/** `companies`: lists them, shows one, makes one, or deletes one. */
export const companies: Command = {
  name: 'companies',
  usage: USAGE,
  about: 'Lists the companies; shows one, adds one with settings of its own, or deletes one.',
  flags: {
    ...startFlags(SETTINGS),
    'secret-key': ['<key>', 'API secret key (a random one)'],
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
        ...describeCompany(company),
        '',
        ...table(settingRows(company)),
      ])
    }
    if (action === 'add' && id === undefined) {
      const { settings } = await client.createCompany(settingsOf(flags))
      return printThing(invocation, settings, describeCompany)
    }
    if (action === 'delete' && id !== undefined) {
      await (await client.company(idOf(id))).delete()
      return printThing(invocation, {}, () => [`Company ${id} is gone.`])
    }
    throw new UsageError(`Write it as: flip-sandbox ${USAGE}`)
  },
}

function describeCompany(company: CompanyDetail): string[] {
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

/** The settings that `describeCompany` does not show, named as the flags that give them. */
function settingRows(company: CompanyDetail): string[][] {
  return SETTINGS.filter(({ key }) => !/_(url|key|token)$/.test(key)).map(({ key }) => [
    flagOf(key).slice(2),
    String(company[key as keyof CompanyDetail]),
  ])
}

function settingsOf(flags: Invocation['flags']): CompanyInput {
  const given = optionsFromFlags(flags)
  const settings = SETTINGS.flatMap(({ key, takes }) => {
    const value = given[key]
    if (value === undefined) return []
    const sent = takes === '<duration>' ? formatDuration(value as number) : value
    return [[camelCase(key), sent] as const]
  })
  return Object.fromEntries(settings)
}
