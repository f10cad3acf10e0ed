import { useEffect, useState } from 'preact/hooks'
import { useCell } from './cell.js'
import { companies, loadCompanies, useCompany, watchCompanies } from './companies.js'
import { watchClock } from './company-clock.js'
import { Help } from './help.js'
import { t } from './i18n/index.js'
import { useKeys } from './keyboard.js'
import { goLive } from './live.js'
import { Navigation } from './navigation.js'
import { PAGE_VIEWS } from './pages.js'
import { language } from './preferences.js'
import { useRoute } from './router.js'
import { signInWanted, token } from './session.js'
import { SignIn } from './sign-in.js'
import { messageOf, Toasts } from './toast.js'
import { TopBar } from './top-bar.js'

/** The whole page: a sign-in when a token is needed, else top bar, navigation and the page in the address. */
export function App() {
  // Renders every text again; what was typed stays.
  useCell(language)
  const wanted = useCell(signInWanted)
  const given = useCell(token)
  return (
    <div class="app">
      {wanted ? <SignIn /> : <Sandbox key={given} />}
      <Toasts />
    </div>
  )
}

function Sandbox() {
  const all = useCell(companies)
  const [error, setError] = useState<string | null>(null)
  const load = () => loadCompanies().catch((reason) => setError(messageOf(reason)))
  useEffect(() => {
    let end = () => {}
    load().then(() => {
      if (signInWanted.get()) return
      const ends = [watchCompanies(), goLive()]
      end = () => ends.forEach((stop) => void stop())
    })
    return () => end()
  }, [])
  if (all !== null) return <Shell />
  return (
    <main class="centre">
      <h1>{t('mark')}</h1>
      {error === null ? (
        <p>{t('loading')}</p>
      ) : (
        <p role="alert">
          {error}{' '}
          <button type="button" onClick={load}>
            {t('again')}
          </button>
        </p>
      )}
    </main>
  )
}

function Shell() {
  const { page } = useRoute()
  const { id } = useCompany()
  const [help, setHelp] = useState(false)
  const tongue = useCell(language)
  useKeys({ '?': () => setHelp(true) })
  useEffect(() => watchClock(id), [id])
  useEffect(() => {
    document.title = `${t(`page.${page}`)} · SANDBOX`
  }, [page, tongue])
  const View = PAGE_VIEWS[page]
  return (
    <>
      <a class="skip" href="#main">
        {t('skip')}
      </a>
      <TopBar onHelp={() => setHelp(true)} />
      <Navigation onHelp={() => setHelp(true)} />
      <main id="main" tabIndex={-1}>
        <h1 class="unseen">{t(`page.${page}`)}</h1>
        <View key={`${page} ${id}`} />
      </main>
      {help && <Help onClose={() => setHelp(false)} />}
    </>
  )
}
