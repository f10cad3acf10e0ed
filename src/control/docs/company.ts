import { FIRST_COMPANY } from '../../kyc/company.js'
import type { Parameter, Schema } from './document.js'

/** Whether a parameter says which company a call of the control API is about. */
export function saysCompany(parameter: Parameter): boolean {
  return parameter.name === 'company_id' && parameter['x-shown'] === true
}

/** The choice of that company. The page's script adds the companies there are, and begins with the chosen one. */
export function companyChoice({ name, in: place, schema }: Parameter): string {
  const one = (schema ?? {}) as Schema
  const all = one.default === undefined ? '<option value="">all companies</option>' : ''
  return `<label>${name}<select name="${name}" data-in="${place}" data-company><option value="${FIRST_COMPANY}">company ${FIRST_COMPANY}</option>${all}</select></label>`
}

/**
 * Marks the company in a printed command: the page's script puts the chosen one there.
 * @param inBody whether the body, which is JSON, names the company
 */
export function withCompany(shown: string, inBody: boolean): string {
  const url = shown.replace(
    /(\?|&amp;)company_id=\d+/,
    (_whole, before) =>
      `<span class="scope" data-start="${before}company_id=">${before}company_id=${FIRST_COMPANY}</span>`,
  )
  if (!inBody) return url
  return url.replace(
    /(&quot;company_id&quot;: ?)\d+/,
    `$1<span class="company-id">${FIRST_COMPANY}</span>`,
  )
}
