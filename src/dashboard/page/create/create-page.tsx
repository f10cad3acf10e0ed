import { useEffect, useRef, useState } from 'preact/hooks'
import { KYC_STATUSES } from '../../../kyc/agent.js'
import { put } from '../api.js'
import { useCompany } from '../companies.js'
import { t } from '../i18n/index.js'
import { go } from '../router.js'
import { attempt } from '../toast.js'
import { ScenarioPicker } from '../tools/scenario-picker.js'
import { createAgent, submit, upload } from './client.js'
import { Fill } from './fill-card.js'
import { FormFields } from './form-fields.js'
import { ImageDrop } from './image-drop.js'
import { sampleAgent } from './sample-data.js'
import { sampleCard, sampleSelfie } from './sample-images.js'

/** How far the form leads its agent. */
const GOALS = ['created', 'uploaded', 'submitted'] as const

/** Makes agents through the emulated API: many at once, or one by one's own data and images. */
export function CreatePage() {
  const company = useCompany()
  const [form, setForm] = useState(sampleAgent)
  const [card, setCard] = useState<Blob | null>(null)
  const [selfie, setSelfie] = useState<Blob | null>(null)
  const [scenario, setScenario] = useState('manual')
  const [goal, setGoal] = useState<(typeof GOALS)[number]>('uploaded')
  const [busy, setBusy] = useState(false)
  const ownImages = useRef(false)

  useEffect(() => {
    if (ownImages.current) return
    let current = true
    Promise.all([sampleCard(form), sampleSelfie(form)]).then(([front, face]) => {
      if (!current || ownImages.current) return
      setCard(front)
      setSelfie(face)
    })
    return () => {
      current = false
    }
  }, [form])

  const create = async (event: Event) => {
    event.preventDefault()
    setBusy(true)
    await attempt(async () => {
      const id = await createAgent(company, form)
      if (scenario !== '') await put(`/agents/${id}/scenario`, { scenario })
      if (goal !== 'created') {
        if (card !== null) await upload(company, id, form, card, false)
        if (selfie !== null) await upload(company, id, form, selfie, true)
      }
      if (goal === 'submitted') await submit(company, id)
      go({ page: 'agents', agent: String(id) })
    }, t('create.done'))
    setBusy(false)
  }
  const own = (set: (image: Blob) => void) => (image: Blob) => {
    ownImages.current = true
    set(image)
  }
  return (
    <div class="page">
      <Fill company={company} statuses={KYC_STATUSES.length} />
      <form class="card" onSubmit={create}>
        <header>
          <h2>{t('create.one')}</h2>
          <span class="space" />
          <button type="button" onClick={() => setForm(sampleAgent())}>
            {t('create.another-sample')}
          </button>
        </header>
        <p class="faint">{t('create.about')}</p>
        <FormFields form={form} onChange={setForm} />
        <div class="drops">
          <ImageDrop label={t('image.identity')} image={card} onImage={own(setCard)} />
          <ImageDrop label={t('image.selfie')} image={selfie} onImage={own(setSelfie)} />
        </div>
        <div class="columns broad">
          <ScenarioPicker
            company={company}
            value={scenario}
            onChange={setScenario}
            none={t('create.no-scenario')}
          />
          <label>
            {t('create.goal')}
            <select
              value={goal}
              onChange={({ currentTarget: { value } }) =>
                setGoal(GOALS.find((one) => one === value) ?? 'uploaded')
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
        <footer>
          <button type="submit" class="primary" disabled={busy}>
            {t('create.do')}
          </button>
        </footer>
      </form>
    </div>
  )
}
