import { post, remove, withQuery } from '../api.js'
import { useCompany } from '../companies.js'
import { number } from '../format.js'
import { t, worded } from '../i18n/index.js'
import { useResource } from '../lists/use-resource.js'
import { adjust, useRoute } from '../router.js'
import { attempt } from '../toast.js'
import type { CoverageGroup, CoverageItem, CoverageReport } from '../types.js'
import { ScopeChoice, useScope } from './scope.js'

/** What the calls have exercised, of what there is; one click arms what has not been tried. */
export function CoveragePage() {
  const scope = useScope()
  const never = useRoute()['never'] === '1'
  const { value, reload } = useResource<CoverageReport>(
    withQuery('/coverage', { company_id: scope.company_id }),
    () => true,
  )
  const clear = async () => {
    await attempt(() => remove('/coverage', { ...scope }), t('coverage.cleared'))
    reload()
  }
  return (
    <div class="page">
      <header class="filters">
        <ScopeChoice />
        <label class="inline">
          <input
            type="checkbox"
            checked={never}
            onChange={() => adjust({ never: never ? undefined : '1' }, true)}
          />
          {t('coverage.never-only')}
        </label>
        <span class="space" />
        <button type="button" onClick={clear}>
          {t('coverage.clear')}
        </button>
      </header>
      {value !== null && <Report report={value} never={never} />}
    </div>
  )
}

function Report({ report, never }: { report: CoverageReport; never: boolean }) {
  const { percent, covered, total, groups, unused, unlisted } = report
  return (
    <>
      <p role="status">
        <b>{number(percent)} %</b> {t('coverage.share', { covered, total })}
      </p>
      {unused.length > 0 && (
        <section class="card" aria-labelledby="unused">
          <h2 id="unused">{t('coverage.unused')}</h2>
          <ul class="plain">
            {unused.map(({ kind, name, times }) => (
              <li key={`${kind} ${name}`}>
                {worded('unused', kind)} <span class="mono">{name}</span> ×{times}
              </li>
            ))}
            {unlisted > 0 && <li>+{unlisted}</li>}
          </ul>
        </section>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard. */}
      <section class="table" tabIndex={0} aria-label={t('page.coverage')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('coverage.what')}</th>
              <th scope="col">{t('coverage.times')}</th>
              <th scope="col">{t('actions')}</th>
              <th scope="col">{t('coverage.about')}</th>
            </tr>
          </thead>
          {groups.map((group) => (
            <Group key={group.name} group={group} never={never} />
          ))}
        </table>
      </section>
    </>
  )
}

function Group({ group, never }: { group: CoverageGroup; never: boolean }) {
  const { name, covered, total, items } = group
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={4}>
          <b>{worded('group', name)}</b>{' '}
          <span class="faint">{t('list.of', { n: covered, all: total })}</span>
        </th>
      </tr>
      {items
        .filter(({ times }) => !never || times === 0)
        .map((item) => (
          <Row key={item.name} item={item} />
        ))}
    </tbody>
  )
}

function Row({ item: { name, about, times, scenario, fault } }: { item: CoverageItem }) {
  const { id: company_id } = useCompany()
  const arm = () =>
    attempt(
      () => post('/scenarios/next', { company_id, scenario }),
      t('arm.done', { scenario: scenario as string }),
    )
  const setFault = () =>
    attempt(
      () => post('/faults', { company_id, ...fault }),
      t('coverage.fault-set', { fault: name }),
    )
  return (
    <tr>
      <th scope="row" class="mono">
        {name}
      </th>
      <td>{times === 0 ? <span class="faint">–</span> : times}</td>
      <td class="nowrap">
        {(scenario ?? fault) !== null && (
          <button
            type="button"
            class="quiet"
            aria-label={`${t('arm.do')}: ${scenario ?? name}`}
            onClick={scenario === null ? setFault : arm}
          >
            {t('arm.do')}
          </button>
        )}
      </td>
      <td lang="en">{about}</td>
    </tr>
  )
}
