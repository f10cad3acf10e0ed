import { useEffect, useState } from 'preact/hooks'
import type { AddedAgents } from '../../src/control/types.js'
import { type Page, post, withQuery } from '../api.js'
import { useCell } from '../cell.js'
import { companies, loadCompanies, useCompany } from '../companies.js'
import { kilobytes, number } from '../format.js'
import { t } from '../i18n/index.js'
import { useResource } from '../lists/use-resource.js'
import { go } from '../router.js'
import { attempt, say } from '../toast.js'
import { Choice, Dialog } from '../ui/dialog.js'

interface Props {
  readonly file: File
  readonly onClose: () => void
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
          </dd>
        </div>
        <div>
          <dt>{t('import.comes')}</dt>
          <dd>
            {coming && t('import.counts', coming)}
            <span class="faint block">
              {file.name}, {kilobytes(file.size)}
            </span>
          </dd>
        </div>
      </dl>
      <p>{t('import.confirm')}</p>
      <Choice label={t('import.do')} onClose={onClose} onConfirm={confirm} />
    </Dialog>
  )
}

/** A larger file is not read by the page, only by the sandbox. */
const READ = 64 * 1024 * 1024

/** How many of each an export has; null until that is known, and when it is none. */
function useContents(file: File) {
  const [counts, setCounts] = useState<Record<'companies' | 'agents' | 'callbacks', string> | null>(
    null,
  )
  useEffect(() => {
    if (file.size > READ) return
    file.text().then((text) => {
      try {
        const { companies, agents, callbacks } = JSON.parse(text)
        setCounts({
          companies: number(companies.length),
          agents: number(agents.length),
          callbacks: number(callbacks.length),
        })
      } catch {
        // The sandbox says what is wrong with it.
      }
    })
  }, [file])
  return counts
}

/** Adds the agents of a file to the company on the page, or to a new one, which takes those whose numbers are taken. */
export function AddCase({ file, onClose }: Props) {
  const { id } = useCompany()
  const [fresh, setFresh] = useState(false)
  const add = () =>
    attempt(async () => {
      const to = fresh ? { new_company: 'true' } : { company_id: id }
      const path = withQuery('/import', { add: 'true', ...to })
      const added = await post<AddedAgents>(path, await file.text())
      await loadCompanies()
      const [first] = added.agents
      go({ page: 'agents', company: String(added.company_id), agent: String(first?.id) })
      say(t('case.added', { n: added.agents.length, company: added.company_id }))
    })
  return (
    <Dialog title={t('case.add')} onClose={onClose}>
      <p>{t('case.confirm', { file: file.name })}</p>
      <label>
        {t('case.to')}
        <select onChange={(event) => setFresh(event.currentTarget.value === 'new')}>
          <option value="">{t('company.named', { id })}</option>
          <option value="new">{t('case.new')}</option>
        </select>
      </label>
      <p class="faint">{t('case.taken')}</p>
      <Choice label={t('case.add')} onClose={onClose} onConfirm={add} good />
    </Dialog>
  )
}
