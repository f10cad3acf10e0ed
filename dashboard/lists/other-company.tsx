import { useCompany } from '../companies.js'
import { t } from '../i18n/index.js'
import { address, currentRoute, follow } from '../router.js'

/** Says that what is shown is another company's than the page's, and leads there. @param id null: no company's */
export function OtherCompany({ id }: { id: number | null }) {
  const { id: present } = useCompany()
  if (id === null || id === present) return null
  return (
    <p class="notice">
      {t('company.other', { id })}{' '}
      <a href={address({ ...currentRoute(), company: String(id) })} onClick={follow}>
        {t('companies.switch')}
      </a>
    </p>
  )
}
