import { type Page, post } from '../api.js'
import { useCell } from '../cell.js'
import { companies, loadCompanies } from '../companies.js'
import { number, size } from '../format.js'
import { t } from '../i18n/index.js'
import { useResource } from '../lists/use-resource.js'
import { attempt } from '../toast.js'
import { Choice, Dialog } from '../ui/dialog.js'
import { useContents } from './use-contents.js'

interface Props {
  readonly file: File
  readonly onClose: () => void
}

/** More companies than these are only counted. */
const SHOWN = 10

/** Says that a file cannot be read. */
export function NoExport() {
  return (
    <p class="notice bad" role="alert">
      {t('import.unreadable')}
    </p>
  )
}

/** Replaces the whole state by a file. Says before what goes and what comes. */
export function Import({ file, onClose }: Props) {
  const here = useCell(companies) ?? []
  const { value: callbacks } = useResource<Page<unknown>>('/callbacks?limit=1', () => false)
  const coming = useContents(file)
  const confirm = async () => {
    const work = async () => {
      await post('/import', await file.text())
      await loadCompanies()
    }
    if (await attempt(work, t('import.done'))) onClose()
  }
  return (
    <Dialog title={t('import')} onClose={onClose}>
      <dl class="fields one">
        <div>
          <dt>{t('import.goes')}</dt>
          <dd>
            {t('import.counts', {
              companies: number(here.length),
              agents: number(here.reduce((sum, { agents }) => sum + agents, 0)),
              callbacks: number(callbacks?.total ?? 0),
            })}
            <span class="faint block">
              {here
                .slice(0, SHOWN)
                .map(({ id }) => t('company.named', { id }))
                .join(', ')}
              {here.length > SHOWN && ` ${t('clock.more', { n: number(here.length - SHOWN) })}`}
            </span>
          </dd>
        </div>
        <div>
          <dt>{t('import.comes')}</dt>
          <dd>
            {coming != null &&
              t('import.counts', {
                companies: number(coming.companies.length),
                agents: number(coming.agents.length),
                callbacks: number(coming.callbacks.length),
              })}
            <span class="faint block">
              {file.name}, {size(file.size)}
            </span>
          </dd>
        </div>
      </dl>
      {coming === null ? <NoExport /> : <p>{t('import.confirm')}</p>}
      <Choice
        label={t('import.do')}
        onClose={onClose}
        onConfirm={confirm}
        disabled={coming === null}
      />
    </Dialog>
  )
}
