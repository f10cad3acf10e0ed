import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { AgentsPage } from './agents/agents-page.js'
import { CallbacksPage } from './callbacks/callbacks-page.js'
import { InboxPage } from './callbacks/inbox-page.js'
import { CreatePage } from './create/create-page.js'
import { t } from './i18n/index.js'
import { RequestsPage } from './requests/requests-page.js'
import type { Page } from './router.js'
import type { TOOLS } from './tools/tools.js'
import { InquiriesPage } from './transfers/inquiries-page.js'
import { MoneyPage } from './transfers/money-page.js'
import { TransfersPage } from './transfers/transfers-page.js'

type Tools = typeof TOOLS

export const PAGE_VIEWS: Readonly<Record<Page, ComponentType>> = {
  agents: AgentsPage,
  create: CreatePage,
  transfers: TransfersPage,
  inquiries: InquiriesPage,
  money: MoneyPage,
  callbacks: CallbacksPage,
  inbox: InboxPage,
  requests: RequestsPage,
  scenarios: tool('scenarios'),
  clock: tool('clock'),
  faults: tool('faults'),
  coverage: tool('coverage'),
  drills: tool('drills'),
  companies: tool('companies'),
  data: tool('data'),
}

let tools: Tools | null = null

/** A page that is loaded when the first tool is opened. */
function tool(name: keyof Tools): ComponentType {
  return () => {
    const [state, show] = useState<'loading' | 'failed' | 'here'>('loading')
    useEffect(() => {
      if (tools !== null) return
      import('./tools/tools.js').then(
        (loaded) => {
          tools = loaded.TOOLS
          show('here')
        },
        () => show('failed'),
      )
    }, [])
    if (tools !== null) {
      const View = tools[name]
      return <View />
    }
    if (state !== 'failed') return null
    return (
      <p class="page" role="alert">
        {t('error.unreachable')}{' '}
        {/* Not every browser asks again for a module that did not come. */}
        <button type="button" onClick={() => location.reload()}>
          {t('again')}
        </button>
      </p>
    )
  }
}
