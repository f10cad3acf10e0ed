import type { ComponentChildren } from 'preact'
import type { ChosenScenario } from '../../src/control/types.js'
import { t, worded } from '../i18n/index.js'

interface Props {
  readonly scenario: ChosenScenario
  readonly children?: ComponentChildren
}

/** Why a scenario is followed, in the page's language. */
export function reasonOf({ because }: ChosenScenario): string {
  const [, gone] = /^(.+) is gone$/.exec(because) ?? []
  if (gone !== undefined) return t('because.gone', { name: gone })
  return worded('because', because)
    .replaceAll(' matches ', ` ${t('because.matches')} `)
    .replaceAll(' and ', ` ${t('because.and')} `)
}

/** Which scenario something follows, and why. */
export function FollowedScenario({ scenario, children }: Props) {
  return (
    <p class="scenario-line">
      {t('scenario')} <b class="mono">{scenario.name}</b>
      <span class="faint"> – {reasonOf(scenario)}</span> {children}
    </p>
  )
}
