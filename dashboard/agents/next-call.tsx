import { useState } from 'preact/hooks'
import { type Remedy, remediesOf } from '../../src/control/types.js'
import { useCompany } from '../companies.js'
import * as flip from '../create/client.js'
import { sendCall } from '../create/send-call.js'
import { flipCurl } from '../curl.js'
import { type Key, t } from '../i18n/index.js'
import { later } from '../later.js'
import { address, follow } from '../router.js'
import type { Agent } from '../types.js'
import { Copy } from '../ui/copy.js'

const SendTransfer = later('send')

type Next = readonly [Key, flip.FlipCall]

/** The calls that the application must make next, each with a button that sends it; or that no call helps. An approved agent can send money. */
export function NextCall({ agent, onDone }: { agent: Agent; onDone: () => void }) {
  const company = useCompany()
  const calls = nextCalls(agent, company.max_repairs)
  if (agent.kyc_status === 'APPROVED') return <NextMoney id={String(agent.id)} />
  if (calls === null) return null
  const send = async (call: flip.FlipCall) => {
    await sendCall(company, call)
    onDone()
  }
  return (
    <div class="next">
      <p>{t(calls.length > 0 ? 'next.call' : 'next.none')}</p>
      {calls.map(([label, call], index) => (
        <p key={label} class="buttons">
          <button type="button" class={index > 0 ? '' : 'primary'} onClick={() => send(call)}>
            {t(label)}
          </button>
          <Copy text={() => flipCurl(company, call)} label={t('copy.curl')} />
          <span class="mono small faint">
            {call.method} {call.path}
          </span>
        </p>
      ))}
    </div>
  )
}

function NextMoney({ id }: { id: string }) {
  const [sending, send] = useState(false)
  return (
    <div class="next">
      <p>{t('next.money')}</p>
      <p class="buttons">
        <button type="button" onClick={() => send(true)}>
          {t('transfers.send')}
        </button>
        <a href={address({ page: 'transfers', of: id })} onClick={follow}>
          {t('next.transfers')}
        </a>
      </p>
      {sending && <SendTransfer agent={id} onClose={() => send(false)} />}
    </div>
  )
}

/** @returns null when it is not the application's turn */
function nextCalls(agent: Agent, maxRepairs: number): readonly Next[] | null {
  const { id, data, kyc_status, repairs, rejected_reason_code: code } = agent
  const documents: Next = ['next.documents', flip.documentUpload(id, data)]
  const remedy = (one: Remedy): Next[] => {
    if (one === 'cx' || one === 'none') return []
    if (one === 'documents' || repairs >= maxRepairs) return [documents]
    return one === 'data'
      ? [['next.repair', flip.dataRepair(id, data)]]
      : one === 'photo'
        ? [['next.photo', flip.photoRepair(id, data)]]
        : [['next.face', flip.selfieRepair(id, data)]]
  }
  switch (kyc_status) {
    case 'BASIC_DATA':
    case 'UPLOAD_IDENTITY_FAILED':
      return [['next.identity', flip.identityUpload(id, data)]]
    case 'UPLOAD_IDENTITY_SUCCESS':
      return [['next.selfie', flip.selfieUpload(id, data)]]
    case 'UPLOAD_IDENTITY_SELFIE_SUCCESS':
      return [['next.submit', flip.submission(id)]]
    // Whatever the reason (kyc.documents.after-failed-upload).
    case 'UPLOAD_IDENTITY_SELFIE_FAILED':
      return [documents]
    default: {
      if (code === null) return null
      const found = remediesOf(code).flatMap(remedy)
      return found.filter(([label], at) => found.findIndex(([other]) => other === label) === at)
    }
  }
}
