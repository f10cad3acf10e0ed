import { type Page, withQuery } from './api.js'
import { useCell } from './cell.js'
import { companies, useCompany } from './companies.js'
import { useClock, useNow } from './company-clock.js'
import { clockTime, fullTime, ZONE } from './format.js'
import { speak, t } from './i18n/index.js'
import { useResource } from './lists/use-resource.js'
import { connection } from './live.js'
import { language, nextTheme, theme } from './preferences.js'
import { address, follow, go, useRoute } from './router.js'
import { signOut, token } from './session.js'
import { attempt } from './toast.js'
import { Icon } from './ui/icons.js'

/** Always visible: that this is a sandbox, the company, its time, and whether the page is live. */
export function TopBar({ onHelp }: { onHelp: () => void }) {
  const other = language.get() === 'en' ? 'id' : 'en'
  return (
    <header class="bar">
      <strong class="mark">
        <b>SANDBOX</b> {t('mark.rest')}
      </strong>
      <CompanySwitch />
      <Trouble />
      <span class="space" />
      <ClockFace />
      <Connection />
      <ThemeButton />
      <button
        type="button"
        class="quiet"
        aria-label={`${other.toUpperCase()} – ${t('language.other')}`}
        lang={other}
        onClick={() => attempt(() => speak(other))}
      >
        {other.toUpperCase()}
      </button>
      {useCell(token) !== null && (
        <button type="button" class="quiet" onClick={signOut}>
          {t('sign-out')}
        </button>
      )}
      {/* Where the navigation is one line, its foot would be far away. */}
      <a class="narrow" href="docs" aria-label={t('docs')} title={t('docs')}>
        <Icon name="docs" />
      </a>
      <button
        type="button"
        class="quiet bare narrow"
        aria-label={t('help')}
        title={t('help')}
        onClick={onHelp}
      >
        <Icon name="help" />
      </button>
    </header>
  )
}

function CompanySwitch() {
  const all = useCell(companies) ?? []
  const { id } = useCompany()
  const { page, company: named = String(id) } = useRoute()
  return (
    <>
      <select
        aria-label={t('company.switch')}
        value={id}
        // What was chosen on the page belongs to the other company.
        onChange={(event) => go({ page, company: event.currentTarget.value })}
      >
        {all.map((company) => (
          <option key={company.id} value={company.id}>
            {t('company.named', { id: company.id })}
          </option>
        ))}
      </select>
      {named !== String(id) && (
        <span class="badge red" role="alert">
          {t('company.gone', { id: named })}{' '}
          <a href={address({ page, company: String(id) })} onClick={follow} aria-label={t('close')}>
            ×
          </a>
        </span>
      )}
    </>
  )
}

/** Reminds the user of maintenance and faults, so that nobody looks for the mistake elsewhere. */
function Trouble() {
  const { id } = useCompany()
  const { value: maintenance } = useResource<{ maintenance: boolean }>(
    withQuery('/maintenance', { company_id: id }),
    ({ type }) => type === 'maintenance-set',
  )
  const own = useFaults(id)
  const all = useFaults(undefined)
  const on = [
    maintenance?.maintenance && t('maintenance'),
    own + all > 0 && `${t('page.faults')}: ${own + all}`,
  ].filter(Boolean)
  const scope = own === 0 && all > 0 ? 'all' : undefined
  return on.length === 0 ? null : (
    <a class="badge amber" href={address({ page: 'faults', scope })} onClick={follow}>
      {on.join(' · ')}
    </a>
  )
}

function useFaults(company_id: number | undefined): number {
  const { value } = useResource<Page<unknown>>(
    withQuery('/faults', { company_id }),
    ({ type }) => type === 'faults-set' || type === 'fault-added' || type === 'fault-removed',
  )
  return value?.total ?? 0
}

function ClockFace() {
  const now = useNow()
  const clock = useClock()
  const frozen = clock?.mode === 'frozen'
  const moved = !frozen && (clock?.ahead_ms ?? 0) > 0
  const state = frozen ? t('clock.frozen') : moved ? t('clock.ahead') : ''
  return (
    <a
      class={frozen || moved ? 'clock moved' : 'clock'}
      href={address({ page: 'clock' })}
      onClick={follow}
      title={`${fullTime(now)} – ${t('clock.zone')}`}
    >
      <Icon name="clock" />
      {clockTime(now)} {ZONE} {state}
    </a>
  )
}

function Connection() {
  const state = useCell(connection)
  return (
    <span class={`connection ${state}`} role="status">
      {t(`live.${state}`)}
    </span>
  )
}

function ThemeButton() {
  const name = useCell(theme)
  const label = t('theme', { theme: t(`theme.${name}`) })
  return (
    <button type="button" class="quiet bare" aria-label={label} title={label} onClick={nextTheme}>
      <Icon name={name} />
    </button>
  )
}
