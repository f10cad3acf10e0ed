import { useEffect } from 'preact/hooks'
import { t } from './i18n/index.js'
import { address, follow, PAGES, useRoute } from './router.js'
import { Icon } from './ui/icons.js'

export function Navigation({ onHelp }: { onHelp: () => void }) {
  const { page } = useRoute()
  // On a narrow screen the links are in one line, which is longer than the screen.
  useEffect(
    () =>
      document
        .querySelector('nav [aria-current]')
        ?.scrollIntoView({ block: 'nearest', inline: 'center' }),
    [page],
  )
  return (
    <nav aria-label={t('navigation')}>
      <ul>
        {PAGES.map((one) => (
          <li key={one}>
            <a
              href={address({ page: one })}
              onClick={follow}
              aria-current={one === page ? 'page' : undefined}
            >
              <Icon name={one} />
              {t(`page.${one}`)}
            </a>
          </li>
        ))}
      </ul>
      <p class="nav-foot">
        <a href="docs">{t('docs')}</a>
        <button type="button" class="quiet" onClick={onHelp}>
          {t('help')}{' '}
          <span class="key" aria-hidden="true">
            ?
          </span>
        </button>
      </p>
    </nav>
  )
}
