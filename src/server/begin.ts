import { createReadStream } from 'node:fs'
import { type CompanySettings, companySettings, FIRST_COMPANY } from '../kyc/company.js'
import { OptionError, type SandboxOptions } from '../options/options.js'
import { missingScenarios } from '../store/followed-scenarios.js'
import { importState, type Target } from '../store/import.js'
import type { State } from '../store/state.js'

/**
 * Imports the file that the options name, then creates or updates the company that they describe.
 * @param warn gets one sentence when scenarios are missing
 * @throws {OptionError | StateError}
 */
export async function begin(
  target: Target,
  options: SandboxOptions,
  warn: (sentence: string) => void,
): Promise<void> {
  const { store, catalogue } = target
  if (options.import !== null && isEmpty(store.state)) await importFile(target, options.import)
  const missing = missingScenarios(store.state, catalogue)
  if (missing.length > 0) {
    warn(
      `Agents of this state follow scenarios that are not here: ${missing.join(', ')}. From their next step on they take the usual course, and their history says so. Name the folder that has these scenarios with --scenarios.`,
    )
  }
  const settings = companySettings(options)
  const owner = store.state.companyOfKey.get(settings.secret_key)
  if (owner !== undefined && owner !== FIRST_COMPANY) {
    throw new OptionError(
      (nameOf) =>
        `The secret key is company ${owner}'s already, and each key belongs to one company: choose another ${nameOf('secret_key')}.`,
    )
  }
  const company = store.state.companies.get(FIRST_COMPANY)
  const differs = (key: string) =>
    company?.[key as keyof CompanySettings] !== settings[key as keyof CompanySettings]
  if (company === undefined) store.commit(FIRST_COMPANY, { type: 'company-created', settings })
  else if (Object.keys(settings).some(differs))
    store.commit(FIRST_COMPANY, { type: 'company-updated', settings })
}

/** Whether there is nothing that an import would overwrite, or agents to begin with would disturb. */
export function isEmpty({ agents, companies }: State): boolean {
  return agents.size === 0 && [...companies.keys()].every((id) => id === FIRST_COMPANY)
}

async function importFile(target: Target, file: string): Promise<void> {
  try {
    await importState(target, createReadStream(file), file)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    throw new OptionError(
      `The import ${file} cannot be read (${message}). Name a file that the command export has written.`,
    )
  }
}
