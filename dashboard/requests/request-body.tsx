import { useCell } from '../cell.js'
import { companies, useCompany } from '../companies.js'
import { requestCurl } from '../curl.js'
import { size } from '../format.js'
import { t } from '../i18n/index.js'
import type { LoggedRequest } from '../types.js'
import { Copy } from '../ui/copy.js'
import { Raw } from '../ui/raw.js'

/** The bytes of a call and of its answer, side by side. */
export function RequestBody({ request }: { request: LoggedRequest }) {
  const { head, body, body_bytes, status, response, response_head, hint } = request
  const present = useCompany()
  const company = useCell(companies)?.find(({ id }) => id === request.company_id) ?? present
  const cut = body_bytes > body.length
  return (
    <>
      {hint !== null && (
        <p class="notice" lang="en">
          {hint}
        </p>
      )}
      <p class="buttons">
        <Copy text={() => requestCurl(request, company)} label={t('copy.curl')} />
      </p>
      <div class="pair">
        <Raw
          bytes
          title={t('raw.request')}
          text={`${head}\r\n\r\n${body}`}
          {...(cut && {
            note: t('raw.cut', { shown: size(body.length), all: size(body_bytes) }),
          })}
        />
        <Raw
          title={status === null ? t('raw.no-answer') : `${t('raw.answer')} ${status}`}
          text={`${response_head === undefined ? '' : `${response_head}\r\n\r\n`}${response}`}
        />
      </div>
    </>
  )
}
