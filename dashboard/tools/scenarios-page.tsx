import { useState } from 'preact/hooks'
import { ArmDialog, ArmedNext } from '../agents/arm-next.js'
import { post } from '../api.js'
import { useCompany } from '../companies.js'
import { t } from '../i18n/index.js'
import { useKeys } from '../keyboard.js'
import { Count } from '../lists/filtered.js'
import { Search } from '../lists/search.js'
import { adjust, useRoute } from '../router.js'
import { attempt } from '../toast.js'
import type { Scenario } from '../types.js'
import { Choice, Dialog } from '../ui/dialog.js'
import { useKeptFocus } from '../ui/use-kept-focus.js'
import { descriptionOf, useScenarios } from './scenario-picker.js'
import { Family, inFamilies } from './scenario-rows.js'

/** The catalogue: what each scenario does, its magic number, and a button to arm it. */
export function ScenariosPage() {
  const company = useCompany()
  const list = useKeptFocus<HTMLUListElement>()
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
  const shown = scenarios.filter(fits)
  return (
    <div class="page">
      <header class="filters">
        <Search
          label={t('scenarios.search')}
          value={q}
          onSearch={(text) => adjust({ q: text }, true)}
        />
        <Count
          n={shown.length}
          all={scenarios.length}
          filtered={q !== ''}
          loading={scenarios.length === 0}
        />
        <button type="button" onClick={() => add(true)}>
          {t('scenarios.add')}
        </button>
        <ArmedNext company={company} />
      </header>
      <p class="faint">
        {t(company.magic_numbers === 'on' ? 'scenarios.magic' : 'scenarios.magic-off')}
      </p>
      <ul class="card catalogue" aria-label={t('page.scenarios')} ref={list} tabIndex={-1}>
        {inFamilies(shown).map((members) => (
          <Family key={members[0].name} members={members} open={q !== ''} onArm={arm} />
        ))}
      </ul>
      {arming !== null && (
        <ArmDialog company={company} scenario={arming} onClose={() => arm(null)} />
      )}
      {adding && <AddDialog onClose={() => add(false)} />}
    </div>
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
