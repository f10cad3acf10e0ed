import { useState } from 'preact/hooks'
import type { KycStatus } from '../../../kyc/agent.js'
import { REJECTION_REASON_CODES, reasonText, remediesOf } from '../../../kyc/rejection-reasons.js'
import { t } from '../i18n/index.js'
import { Dialog } from '../ui/dialog.js'

interface Props {
  readonly to: KycStatus
  readonly onChoose: (code: number) => void
  readonly onClose: () => void
}

/** Flip's 24 reasons: searched by code, text or remedy, chosen by a click or by Enter. */
export function ReasonDialog({ to, onChoose, onClose }: Props) {
  const [text, setText] = useState('')
  const words = text.toLowerCase().split(/\s+/)
  const found = REJECTION_REASON_CODES.map((code) => ({
    code,
    reason: reasonText(code),
    remedy: remediesOf(code)
      .map((remedy) => t(`remedy.${remedy}`))
      .join(t('or')),
  })).filter((row) => {
    const searched = `${row.code} ${row.reason} ${row.remedy}`.toLowerCase()
    return words.every((word) => searched.includes(word))
  })
  const first = found[0]
  return (
    <Dialog title={t('reason.title', { to })} onClose={onClose} wide>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (first !== undefined) onChoose(first.code)
        }}
      >
        <input
          type="search"
          autofocus
          aria-label={t('reason.search')}
          placeholder={t('reason.search')}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </form>
      <ul class="reasons" aria-label={t('reasons')}>
        {found.map(({ code, reason, remedy }) => (
          <li key={code}>
            <button type="button" onClick={() => onChoose(code)}>
              <b>{code}</b>
              <span lang="en">{reason}</span>
              <span class="faint small">{t('reason.remedy', { remedy })}</span>
            </button>
          </li>
        ))}
      </ul>
      {first === undefined && <p>{t('reason.none')}</p>}
    </Dialog>
  )
}
