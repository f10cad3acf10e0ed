import { t } from './i18n/index.js'
import { Dialog } from './ui/dialog.js'

const KEYS = [
  ['/', 'key.search'],
  ['j', 'key.next'],
  ['k', 'key.previous'],
  ['a', 'key.approve'],
  ['r', 'key.reject'],
  ['?', 'key.help'],
  ['Esc', 'key.escape'],
] as const

export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={t('help')} onClose={onClose}>
      <p>{t('help.about')}</p>
      <h3>{t('help.keys')}</h3>
      <dl class="keys">
        {KEYS.map(([key, text]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
      <p>
        <a href="docs">{t('docs')}</a>
      </p>
    </Dialog>
  )
}
