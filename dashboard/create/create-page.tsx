import { useEffect, useState } from 'preact/hooks'
import { KYC_STATUSES } from '../../src/control/types.js'
import { get, post, put } from '../api.js'
import { cell, useCell } from '../cell.js'
import { useCompany } from '../companies.js'
import { type Key, t } from '../i18n/index.js'
import { go } from '../router.js'
import { messageOf, Refusal, refusal, say } from '../toast.js'
import { ScenarioPicker } from '../tools/scenario-picker.js'
import type { Agent } from '../types.js'
import { creation, FlipError, identityUpload, perform, selfieUpload, submission } from './client.js'
import { Fill } from './fill-card.js'
import { FormFields } from './form-fields.js'
import { ImageDrop } from './image-drop.js'
import { type AgentForm, sampleAgent } from './sample-data.js'
import { sampleCard, sampleSelfie } from './sample-images.js'

/** How far the form takes its agent. */
const GOALS = ['created', 'uploaded', 'submitted'] as const

interface Draft {
  readonly form: AgentForm
  /** Images of the user's own. */
  readonly card: Blob | null
  readonly selfie: Blob | null
  readonly scenario: string
  readonly goal: (typeof GOALS)[number]
}

const newDraft = (): Draft => ({
  form: sampleAgent(),
  card: null,
  selfie: null,
  scenario: 'manual',
  goal: 'uploaded',
})

/** What is in the form. It stays when the user leaves the page, until the agent is made. */
const draft = cell(newDraft())

/** Creates agents through the emulated API: many at once, or one with the user's own data and images. */
export function CreatePage() {
  const company = useCompany()
  const { form, card, selfie, scenario, goal } = useCell(draft)
  const change = (changes: Partial<Draft>) => draft.set({ ...draft.get(), ...changes })
  const samples = useSamples(form)
  const [busy, setBusy] = useState(false)
  const [faults, setFaults] = useState<FlipError['attributes']>({})
  useEffect(() => () => refusal.set(null), [])

  const create = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    setFaults({})
    refusal.set(null)
    let id: number | null = null
    let step: Key = 'create.do'
    let failed: string | null = null
    try {
      id = Number((await perform(company, creation(form))).id)
      step = 'scenario'
      if (scenario !== '') await put(`/agents/${id}/scenario`, { scenario })
      if (goal !== 'created') {
        step = 'image.identity'
        await perform(company, identityUpload(id, form, card))
        step = 'image.selfie'
        await perform(company, selfieUpload(id, form, selfie))
      }
      if (goal === 'submitted') {
        step = 'decide.accept'
        await acceptIfItWaits(id)
        step = 'next.submit'
        await perform(company, submission(id))
      }
    } catch (error) {
      const fields = error instanceof FlipError ? error.attributes : {}
      const known = Object.keys(fields).filter((name) => name in form)
      const told = known.length > 0 && known.length === Object.keys(fields).length
      const fault = told ? t('create.fields') : messageOf(error)
      failed = t('create.failed', { step: t(step), fault })
      setFaults(fields)
    }
    setBusy(false)
    if (id === null) return refusal.set({ text: failed ?? '', bad: true, lang: undefined })
    draft.set(newDraft())
    // Shows the agent, even if a later step failed.
    go({ page: 'agents', agent: String(id) })
    say(failed ?? t('create.done'), failed !== null)
  }
  return (
    <div class="page">
      <Fill company={company} statuses={KYC_STATUSES.length} />
      <form class="card" onSubmit={create}>
        <header>
          <h2>{t('create.one')}</h2>
          <span class="space" />
          <button type="button" onClick={() => change({ form: sampleAgent() })}>
            {t('create.another-sample')}
          </button>
        </header>
        <p class="faint">{t('create.about')}</p>
        <FormFields form={form} faults={faults} onChange={(form) => change({ form })} />
        <div class="drops">
          <ImageDrop
            label={t('image.identity')}
            own={card}
            sample={samples?.card}
            onImage={(card) => change({ card })}
          />
          <ImageDrop
            label={t('image.selfie')}
            own={selfie}
            sample={samples?.selfie}
            onImage={(selfie) => change({ selfie })}
          />
        </div>
        <div class="columns broad">
          <ScenarioPicker
            company={company}
            value={scenario}
            onChange={(scenario) => change({ scenario })}
            none={t('create.no-scenario')}
          />
          <label>
            {t('create.goal')}
            <select
              value={goal}
              onChange={({ currentTarget: { value } }) =>
                change({ goal: GOALS.find((one) => one === value) ?? 'uploaded' })
              }
            >
              {GOALS.map((one) => (
                <option key={one} value={one}>
                  {t(`create.goal.${one}`)}
                </option>
              ))}
            </select>
            <span class="faint small">
              {goal === 'submitted' && scenario === 'manual' ? t('create.manual-waits') : ''}
            </span>
          </label>
        </div>
        <Refusal />
        <footer>
          <button type="submit" class="primary" disabled={busy}>
            {t('create.do')}
          </button>
        </footer>
      </form>
    </div>
  )
}

/** Accepts the upload by hand if the scenario waits for that, because only an accepted upload can be submitted. */
async function acceptIfItWaits(id: number): Promise<void> {
  const { check } = await get<Agent>(`/agents/${id}`)
  if (check?.kind === 'upload' && check.due === null)
    await post(`/agents/${id}/decision`, { kyc_status: 'UPLOAD_IDENTITY_SELFIE_SUCCESS' })
}

/** The sample images of the person in the form, as they will be sent. */
function useSamples(form: AgentForm) {
  const [samples, setSamples] = useState<{ card: Blob; selfie: Blob } | null>(null)
  useEffect(() => {
    let current = true
    Promise.all([sampleCard(form), sampleSelfie(form)]).then(([card, selfie]) => {
      if (current) setSamples({ card, selfie })
    })
    return () => {
      current = false
    }
  }, [form])
  return samples
}
