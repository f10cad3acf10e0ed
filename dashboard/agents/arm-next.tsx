import { useState } from 'preact/hooks'
import { post, remove } from '../api.js'
import { t } from '../i18n/index.js'
import { attempt } from '../toast.js'
import { ScenarioPicker } from '../tools/scenario-picker.js'
import type { Company } from '../types.js'
import { Choice, Dialog } from '../ui/dialog.js'
import { useKeptFocus } from '../ui/use-kept-focus.js'

/** Which scenarios the company's next agents will follow, with buttons to add one and to disarm them. */
export function ArmedNext({ company }: { company: Company }) {
  const [open, setOpen] = useState(false)
  const { armed } = company
  const box = useKeptFocus<HTMLDivElement>()
  return (
    <div class="armed" ref={box} tabIndex={-1}>
      {armed.length === 0 ? (
        <button type="button" class="quiet" onClick={() => setOpen(true)}>
          {t('arm')}
        </button>
      ) : (
        <p class="notice">
          {t('armed')}{' '}
          <b>{armed.map(({ scenario, times }) => `${scenario} ×${times}`).join(', ')}</b>{' '}
          <button type="button" class="quiet" onClick={() => setOpen(true)}>
            {t('arm.another')}
          </button>
          <button
            type="button"
            class="quiet"
            onClick={() =>
              attempt(
                () => remove('/scenarios/next', { company_id: company.id }),
                t('arm.taken-back'),
              )
            }
          >
            {t('take-back')}
          </button>
        </p>
      )}
      {open && <ArmDialog company={company} onClose={() => setOpen(false)} />}
    </div>
  )
}

/** Lets the user choose the scenario of the next agents. */
export function ArmDialog(props: { company: Company; scenario?: string; onClose: () => void }) {
  const { company, onClose } = props
  const [scenario, setScenario] = useState(props.scenario ?? 'manual')
  const [times, setTimes] = useState(1)
  const submit = async (event: Event) => {
    event.preventDefault()
    const body = { company_id: company.id, scenario, times }
    if (await attempt(() => post('/scenarios/next', body), t('arm.done', { scenario }))) onClose()
  }
  return (
    <Dialog title={t('arm')} onClose={onClose}>
      <form onSubmit={submit}>
        <p>{t('arm.about')}</p>
        <ScenarioPicker company={company} value={scenario} onChange={setScenario} />
        <label>
          {t('arm.times')}
          <input
            type="number"
            min={1}
            max={1000}
            value={times}
            onInput={(event) => setTimes(event.currentTarget.valueAsNumber || 1)}
          />
        </label>
        <Choice label={t('arm.do')} onClose={onClose} />
      </form>
    </Dialog>
  )
}
