import { t } from '../i18n/index.js'
import { adjust } from '../router.js'

interface Props {
  readonly status: string | undefined
  readonly statuses: readonly string[]
}

/** A filter for one of Flip's statuses, which are not translated. */
export function StatusFilter({ status = '', statuses }: Props) {
  return (
    <select
      aria-label={t('agents.status')}
      value={status}
      onChange={(event) => adjust({ status: event.currentTarget.value })}
    >
      <option value="">{t('agents.every-status')}</option>
      {statuses.map((one) => (
        <option key={one}>{one}</option>
      ))}
    </select>
  )
}
