import { t } from '../i18n/index.js'
import { attempt, say } from '../toast.js'
import type { Company } from '../types.js'
import { type FlipCall, perform } from './client.js'

/** Sends a call of the application's, and says what came of it: the sandbox's hint, where there is one. @returns the id of what it made; null when it failed */
export async function sendCall(company: Company, call: FlipCall): Promise<string | null> {
  let made: string | null = null
  await attempt(async () => {
    const { id, hint } = await perform(company, call)
    made = id
    say(hint || t('next.done'), false, hint ? 'en' : undefined)
  })
  return made
}
