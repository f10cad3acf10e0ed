import { t } from '../i18n/index.js'
import type { DrillReport } from '../types.js'
import { Copy } from '../ui/copy.js'

const TONES = { passed: 'green', warned: 'amber', unknown: 'grey', failed: 'red' } as const

/** What a run of drills has found out, with what to do. */
export function DrillResults({ counts, drills, not_judged, url }: DrillReport) {
  return (
    <section class="card" aria-labelledby="results">
      <h2 id="results">{t('drills.counts', { ...counts })}</h2>
      <p class="mono faint">{url}</p>
      <ol class="plain">
        {drills.map(({ name, verdict, says, remedy }) => (
          <li key={name}>
            <span class={`badge ${TONES[verdict]}`}>{t(`verdict.${verdict}`)}</span>{' '}
            <b class="mono">{name}</b> <span lang="en">{says}</span>
            {remedy !== null && (
              <p>
                {t('drills.remedy')} <span lang="en">{remedy}</span>{' '}
                <Copy bare text={remedy} label={t('drills.copy', { name })} />
              </p>
            )}
          </li>
        ))}
      </ol>
      {not_judged.length > 0 && (
        <>
          <h3>{t('drills.not-judged')}</h3>
          <ul class="plain" lang="en">
            {not_judged.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
