import { useState } from 'preact/hooks'
import { codeInFamily } from '../../src/control/types.js'
import { remove } from '../api.js'
import { sampleAgent } from '../create/sample-data.js'
import { sampleCard, sampleSelfie } from '../create/sample-images.js'
import { t } from '../i18n/index.js'
import { attempt } from '../toast.js'
import type { Scenario } from '../types.js'
import { Copy } from '../ui/copy.js'
import { saveFile } from '../ui/save-file.js'
import { reasonOf } from './scenario-picker.js'

/** A scenario alone, or the family that has one for each rejection reason. */
type Members = [Scenario, ...Scenario[]]

/** Puts the scenarios of a family together, where its first one is. */
export function inFamilies(scenarios: readonly Scenario[]): readonly Members[] {
  const families = new Map<string, Members>()
  for (const scenario of scenarios) {
    const key = scenario.family ?? scenario.name
    const members = families.get(key)
    if (members === undefined) families.set(key, [scenario])
    else members.push(scenario)
  }
  return [...families.values()]
}

interface RowProps {
  readonly scenario: Scenario
  /** What happens. */
  readonly what: string
  readonly onArm: (name: string) => void
}

function Row({ scenario, what, onArm }: RowProps) {
  const { name, magic_number, origin, family, company_id: owner } = scenario
  return (
    <li class="scenario">
      <b class="mono">
        {name} {origin !== 'shipped' && <span class="badge blue">{origin}</span>}
      </b>
      <span class="mono nowrap">
        {magic_number !== null && (
          <>
            …{magic_number}{' '}
            <Copy bare text={magic_number} label={`${t('copy')}: ${magic_number}`} />
          </>
        )}
      </span>
      <span class="what">
        <span lang="en">{what}</span>
        {family !== null && origin === 'shipped' && (
          <>
            {' '}
            <Picture outcome={name} label={t('image.identity')} draw={sampleCard} />
            <Picture outcome={name} label={t('image.selfie')} draw={sampleSelfie} />
          </>
        )}
      </span>
      <span class="does">
        <button
          type="button"
          class="quiet"
          aria-label={`${t('arm.do')}: ${name}`}
          onClick={() => onArm(name)}
        >
          {t('arm.do')}
        </button>
        {origin === 'added' && (
          <button
            type="button"
            class="quiet"
            aria-label={`${t('remove')}: ${name}`}
            onClick={() => attempt(() => remove(`/scenarios/${name}`, { company_id: owner }))}
          >
            {t('remove')}
          </button>
        )}
      </span>
    </li>
  )
}

/** Saves a sample picture that leads to this outcome, whatever the agent's number. */
function Picture(props: { outcome: string; label: string; draw: typeof sampleCard }) {
  const { outcome, label, draw } = props
  return (
    <button
      type="button"
      class="quiet small"
      aria-label={`${label}: ${outcome}`}
      onClick={() =>
        attempt(async () => saveFile(await draw(sampleAgent(), outcome), `${outcome}.jpg`))
      }
    >
      {label}
    </button>
  )
}

/** One line for a family, as in the terminal, with RR for the reason; and, when opened, one for each reason. */
export function Family(props: {
  readonly members: Members
  readonly open: boolean
  readonly onArm: RowProps['onArm']
}) {
  const { members, onArm } = props
  const [opened, show] = useState(false)
  const open = opened || props.open
  const [{ name, family, magic_number, description }] = members
  if (family === null) return <Row scenario={members[0]} what={description} onArm={onArm} />
  const reasons = t('scenarios.reasons', { n: members.length })
  const code = codeInFamily(name, family)
  const general = (text: string) => text.replaceAll(code, 'RR')
  return (
    <li class="family">
      <div class="scenario">
        <b class="mono">{family}</b>
        <span class="mono nowrap">{magic_number !== null && `…${general(magic_number)}`}</span>
        <span class="what" lang="en">
          {general(description)}
        </span>
        <span class="does">
          <button
            type="button"
            class="quiet"
            aria-expanded={open}
            aria-label={`${reasons}: ${family}`}
            onClick={() => show(!opened)}
          >
            {reasons}
          </button>
        </span>
      </div>
      {open && (
        <ul>
          {members.map((one) => (
            <Row key={one.name} scenario={one} what={reasonOf(one)} onArm={onArm} />
          ))}
        </ul>
      )}
    </li>
  )
}
