import type { ComponentChildren } from 'preact'
import type { ChosenScenario } from '../../src/control/types.js'
import { t, worded } from '../i18n/index.js'

interface Props {
  readonly scenario: ChosenScenario
  readonly children?: ComponentChildren
}

/** Which scenario something follows, and why. */
export function FollowedScenario({ scenario, children }: Props) {
  return (
    <p class="scenario-line">
      {t('scenario')} <b class="mono">{scenario.name}</b>
      <span class="faint"> – {worded('because', scenario.because)}</span> {children}
    </p>
  )
}
