import { cell } from './cell.js'

/** The user's theme and language, kept in the browser. */

const THEMES = ['system', 'light', 'dark'] as const
const LANGUAGES = ['en', 'id'] as const

export type Theme = (typeof THEMES)[number]
export type Language = (typeof LANGUAGES)[number]

export const theme = cell<Theme>(kept('theme', THEMES) ?? 'system')
export const language = cell<Language>(
  kept('language', LANGUAGES) ?? (navigator.language.startsWith('id') ? 'id' : 'en'),
)

theme.subscribe(() => keep('theme', theme.get()))
language.subscribe(() => keep('language', language.get()))
theme.subscribe(show)
language.subscribe(show)
show()

export function nextTheme(): void {
  theme.set(THEMES[(THEMES.indexOf(theme.get()) + 1) % THEMES.length] as Theme)
}

function show(): void {
  document.documentElement.dataset['theme'] = theme.get()
  document.documentElement.lang = language.get()
}

function kept<T extends string>(name: string, values: readonly T[]): T | undefined {
  return values.find((value) => value === localStorage.getItem(`flip-sandbox-${name}`))
}

function keep(name: string, value: string): void {
  localStorage.setItem(`flip-sandbox-${name}`, value)
}
