import { useState } from 'preact/hooks'
import { ArmDialog, ArmedNext } from '../agents/arm-next.js'
import { post, remove } from '../api.js'
import { useCompany } from '../companies.js'
import { sampleAgent } from '../create/sample-data.js'
import { sampleCard, sampleSelfie } from '../create/sample-images.js'
import { t } from '../i18n/index.js'
import { useKeys } from '../keyboard.js'
import { Count } from '../lists/filtered.js'
import { Search } from '../lists/search.js'
import { adjust, useRoute } from '../router.js'
import { attempt } from '../toast.js'
import type { Scenario } from '../types.js'
import { Copy } from '../ui/copy.js'
import { Choice, Dialog } from '../ui/dialog.js'
import { saveFile } from '../ui/save-file.js'
import { descriptionOf, useScenarios } from './scenario-picker.js'

/** The catalogue: what each scenario does, its magic number, and a button to arm it. */
export function ScenariosPage() {
  const company = useCompany()
  const { q = '' } = useRoute()
  const [arming, arm] = useState<string | null>(null)
  const [adding, add] = useState(false)
  const scenarios = useScenarios(company.id)
  useKeys({ '/': () => document.querySelector<HTMLInputElement>('.search input')?.focus() })
  const words = q.toLowerCase().split(/\s+/)
  const fits = (scenario: Scenario) => {
    const searched =
      `${scenario.name} ${descriptionOf(scenario)} ${scenario.magic_number}`.toLowerCase()
    return words.every((word) => searched.includes(word))
  }
  // Single scenarios first, because each family has 24.
  const ofFamily = ({ family }: Scenario) => Number(family !== null)
  const shown = scenarios.filter(fits).sort((a, b) => ofFamily(a) - ofFamily(b))
  return (
    <div class="page">
      <header class="filters">
        <Search
          label={t('scenarios.search')}
          value={q}
          onSearch={(text) => adjust({ q: text }, true)}
        />
        <Count n={shown.length} all={scenarios.length} filtered={q !== ''} />
        <button type="button" onClick={() => add(true)}>
          {t('scenarios.add')}
        </button>
        <ArmedNext company={company} />
      </header>
      <p class="faint">
        {t(company.magic_numbers === 'on' ? 'scenarios.magic' : 'scenarios.magic-off')}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard. */}
      <section class="table" tabIndex={0} aria-label={t('page.scenarios')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('scenario')}</th>
              <th scope="col">{t('actions')}</th>
              <th scope="col">{t('scenarios.number')}</th>
              <th scope="col">{t('scenarios.what')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((scenario) => (
              <Row key={scenario.name} scenario={scenario} onArm={() => arm(scenario.name)} />
            ))}
          </tbody>
        </table>
      </section>
      {arming !== null && (
        <ArmDialog company={company} scenario={arming} onClose={() => arm(null)} />
      )}
      {adding && <AddDialog onClose={() => add(false)} />}
    </div>
  )
}

function Row({ scenario, onArm }: { scenario: Scenario; onArm: () => void }) {
  const { id } = useCompany()
  const { name, magic_number, origin, family } = scenario
  return (
    <tr>
      <th scope="row" class="mono">
        {name} {origin !== 'shipped' && <span class="badge blue">{origin}</span>}
      </th>
      <td class="nowrap">
        <button type="button" class="quiet" aria-label={`${t('arm.do')}: ${name}`} onClick={onArm}>
          {t('arm.do')}
        </button>
        {family !== null && origin === 'shipped' && (
          <>
            <Picture outcome={name} label={t('image.identity')} draw={sampleCard} />
            <Picture outcome={name} label={t('image.selfie')} draw={sampleSelfie} />
          </>
        )}
        {origin === 'added' && (
          <button
            type="button"
            class="quiet"
            aria-label={`${t('remove')}: ${name}`}
            onClick={() => attempt(() => remove(`/scenarios/${name}`, { company_id: id }))}
          >
            {t('remove')}
          </button>
        )}
      </td>
      <td>
        {magic_number === null ? (
          <span class="faint">–</span>
        ) : (
          <span class="mono nowrap">
            …{magic_number}{' '}
            <Copy bare text={magic_number} label={`${t('copy')}: ${magic_number}`} />
          </span>
        )}
      </td>
      <td lang="en">{descriptionOf(scenario)}</td>
    </tr>
  )
}

/** Saves a sample picture that leads to this outcome, whatever the agent's number. */
function Picture(props: { outcome: string; label: string; draw: typeof sampleCard }) {
  const { outcome, label, draw } = props
  return (
    <button
      type="button"
      class="quiet"
      aria-label={`${label}: ${outcome}`}
      onClick={() =>
        attempt(async () => saveFile(await draw(sampleAgent(), outcome), `${outcome}.jpg`))
      }
    >
      {label}
    </button>
  )
}

const SAMPLE = `{
  "name": "slow-reject",
  "description": "REJECTED with reason 14 after ten seconds.",
  "match": { "name": "Slow*" },
  "kyc_decisions": [
    { "kyc_status": "REJECTED", "rejected_reason_code": 14, "after": "10s" }
  ]
}`

/** @throws {Error} in the page's language, with the browser's reason */
function parsed(text: string): object {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(t('scenarios.no-json', { fault: (error as Error).message }))
  }
}

function AddDialog({ onClose }: { onClose: () => void }) {
  const { id } = useCompany()
  const [text, setText] = useState(SAMPLE)
  const submit = async (event: Event) => {
    event.preventDefault()
    const work = async () => post('/scenarios', { ...parsed(text), company_id: id })
    if (await attempt(work, t('scenarios.added'))) onClose()
  }
  return (
    <Dialog title={t('scenarios.add')} onClose={onClose} wide>
      <form onSubmit={submit}>
        <p>{t('scenarios.add.about')}</p>
        <label>
          JSON
          <textarea
            rows={12}
            class="mono"
            spellcheck={false}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <Choice label={t('scenarios.add')} onClose={onClose} />
      </form>
    </Dialog>
  )
}
