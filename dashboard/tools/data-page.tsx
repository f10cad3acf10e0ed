import { useState } from 'preact/hooks'
import { post, send, withQuery } from '../api.js'
import { loadCompanies } from '../companies.js'
import { number } from '../format.js'
import { t } from '../i18n/index.js'
import { attempt } from '../toast.js'
import { Choice, Dialog } from '../ui/dialog.js'
import { saveFile } from '../ui/save-file.js'
import { ScopeChoice, useScope } from './scope.js'

/** Export, import and reset of the state. */
export function DataPage() {
  const scope = useScope()
  const [resetting, reset] = useState(false)
  const [file, setFile] = useState<File | null>(null)
  return (
    <div class="page">
      <header class="filters">
        <ScopeChoice />
      </header>
      <section class="card" aria-labelledby="export">
        <h2 id="export">{t('export')}</h2>
        <p class="faint">{t('export.about')}</p>
        <button type="button" onClick={() => attempt(() => download(scope.company_id))}>
          {t('export.do')}
        </button>
      </section>
      <section class="card" aria-labelledby="import">
        <h2 id="import">{t('import')}</h2>
        <p class="faint">{t('import.about')}</p>
        <label class="file">
          {t('import.file')}
          <input
            type="file"
            accept="application/json,.json"
            onChange={(event) => {
              setFile(event.currentTarget.files?.[0] ?? null)
              event.currentTarget.value = ''
            }}
          />
        </label>
      </section>
      <section class="card" aria-labelledby="reset">
        <h2 id="reset">{t('reset')}</h2>
        <p class="faint">{t('reset.about')}</p>
        <button type="button" class="danger" onClick={() => reset(true)}>
          {t('reset.do')}
        </button>
      </section>
      {resetting && <Reset company_id={scope.company_id} onClose={() => reset(false)} />}
      {file !== null && <Import file={file} onClose={() => setFile(null)} />}
    </div>
  )
}

async function download(company_id: number | undefined): Promise<void> {
  const answer = await send('GET', withQuery('/export', { company_id }))
  const whose = company_id === undefined ? '' : `-company-${company_id}`
  saveFile(await answer.blob(), `flip-sandbox${whose}.json`)
}

function Import({ file, onClose }: { file: File; onClose: () => void }) {
  const confirm = async () => {
    const work = async () => {
      await post('/import', await file.text())
      await loadCompanies()
    }
    if (await attempt(work, t('import.done'))) onClose()
  }
  return (
    <Dialog title={t('import')} onClose={onClose}>
      <p>{t('import.confirm', { file: file.name, size: number(file.size) })}</p>
      <Choice label={t('import.do')} onClose={onClose} onConfirm={confirm} />
    </Dialog>
  )
}

function Reset({ company_id, onClose }: { company_id: number | undefined; onClose: () => void }) {
  const confirm = async () => {
    if (await attempt(() => post('/reset', { company_id }), t('reset.done'))) onClose()
  }
  const whose = company_id === undefined ? t('scope.all') : t('company.named', { id: company_id })
  return (
    <Dialog title={t('reset')} onClose={onClose}>
      <p>{t('reset.confirm', { whose })}</p>
      <Choice label={t('reset.do')} onClose={onClose} onConfirm={confirm} />
    </Dialog>
  )
}
