import { useEffect, useId, useState } from 'preact/hooks'
import type { KycStatus, RejectionReasonCode, Remedy } from '../../src/control/types.js'
import { REJECTION_REASON_CODES, reasonText, remediesOf } from '../../src/control/types.js'
import { t } from '../i18n/index.js'
import { Dialog } from '../ui/dialog.js'

interface Props {
  readonly to: KycStatus
  readonly onChoose: (code: number) => void
  readonly onClose: () => void
}

/** Lets the user choose one of Flip's 24 reasons. They can be searched by code, text or remedy. */
export function ReasonDialog({ to, onChoose, onClose }: Props) {
  const [text, setText] = useState('')
  /** The row that Enter takes; none until the user searches or presses an arrow key. */
  const [at, setAt] = useState(-1)
  const id = useId()
  const words = text.toLowerCase().split(/\s+/)
  /** After a failed upload only documents help (kyc.documents.after-failed-upload). */
  const remedies = (code: RejectionReasonCode): readonly Remedy[] =>
    to === 'UPLOAD_IDENTITY_SELFIE_FAILED' ? ['documents'] : remediesOf(code)
  const found = REJECTION_REASON_CODES.map((code) => ({
    code,
    reason: reasonText(code),
    remedy: remedies(code)
      .map((remedy) => t(`remedy.${remedy}`))
      .join(t('or')),
  })).filter((row) => {
    const searched = `${row.code} ${row.reason} ${row.remedy}`.toLowerCase()
    return words.every((word) => searched.includes(word))
  })
  const marked = found[Math.min(at, found.length - 1)]
  useEffect(
    () => document.getElementById(`${id}${marked?.code}`)?.scrollIntoView({ block: 'nearest' }),
    [marked?.code],
  )
  return (
    <Dialog title={t('reason.title', { to })} onClose={onClose} wide>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (marked !== undefined) onChoose(marked.code)
        }}
      >
        <input
          type="search"
          aria-controls={id}
          aria-activedescendant={marked && `${id}${marked.code}`}
          aria-label={t('reason.search')}
          placeholder={t('reason.search')}
          value={text}
          onInput={({ currentTarget: { value } }) => {
            setText(value)
            setAt(value.trim() === '' ? -1 : 0)
          }}
          onKeyDown={(event) => {
            const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
            if (by === undefined) return
            event.preventDefault()
            setAt(Math.max(0, Math.min(found.length - 1, at + by)))
          }}
        />
      </form>
      <ul id={id} class="reasons" aria-label={t('reasons')}>
        {found.map(({ code, reason, remedy }) => (
          <li key={code}>
            <button
              type="button"
              id={`${id}${code}`}
              class={code === marked?.code ? 'marked' : ''}
              onClick={() => onChoose(code)}
            >
              <b>{code}</b>
              <span lang="en">{reason}</span>
              <span class="faint small">{t('reason.remedy', { remedy })}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p>{t('reason.none')}</p>}
    </Dialog>
  )
}
