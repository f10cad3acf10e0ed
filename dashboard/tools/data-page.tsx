import { useState } from 'preact/hooks'
import { post } from '../api.js'
import { t } from '../i18n/index.js'
import { attempt } from '../toast.js'
import { Choice, Dialog } from '../ui/dialog.js'
import { AddCase } from './add-case.js'
import { Import } from './import.js'
import { saveState } from './save-export.js'
import { ScopeChoice, useScope } from './scope.js'

/** Export, import and reset of the state. */
export function DataPage() {
  const scope = useScope()
  const [resetting, reset] = useState(false)
  const [file, setFile] = useState<File | null>(null)
  const [found, setCase] = useState<File | null>(null)
  return (
    <div class="page halves">
      <section class="card" aria-labelledby="export">
        <h2 id="export">{t('export')}</h2>
        <p class="faint">{t('export.about')}</p>
        <div class="buttons">
          <button type="button" onClick={() => attempt(() => saveState(scope.company_id))}>
            {t('export.do')}
          </button>
          <ScopeChoice />
        </div>
      </section>
      <section class="card" aria-labelledby="import">
        <h2 id="import">{t('import')}</h2>
        <p class="faint">{t('import.about')}</p>
        <FileField label={t('import.file')} onFile={setFile} />
      </section>
      <section class="card" aria-labelledby="case">
        <h2 id="case">{t('case.add')}</h2>
        <p class="faint">{t('case.about')}</p>
        <FileField label={t('case.file')} onFile={setCase} />
      </section>
      <section class="card" aria-labelledby="reset">
        <h2 id="reset">{t('reset')}</h2>
        <p class="faint">{t('reset.about')}</p>
        <div class="buttons">
          <button type="button" class="danger" onClick={() => reset(true)}>
            {t('reset.do')}
          </button>
          <ScopeChoice />
        </div>
      </section>
      {resetting && <Reset company_id={scope.company_id} onClose={() => reset(false)} />}
      {file !== null && <Import file={file} onClose={() => setFile(null)} />}
      {found !== null && <AddCase file={found} onClose={() => setCase(null)} />}
    </div>
  )
}

function FileField({ label, onFile }: { label: string; onFile: (file: File | null) => void }) {
  return (
    <label class="file">
      {label}
      <input
        type="file"
        accept="application/json,.json"
        onChange={({ currentTarget }) => {
          onFile(currentTarget.files?.[0] ?? null)
          // So that the same file can be chosen again.
          currentTarget.value = ''
        }}
      />
    </label>
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
