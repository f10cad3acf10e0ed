import type { ComponentChildren } from 'preact'
import { Command } from './command.js'

interface Props {
  readonly title: string
  readonly text?: string
  /** When the text comes from the sandbox. */
  readonly lang?: 'en' | undefined
  /** A command that can be run as it is. */
  readonly command?: string
  readonly children?: ComponentChildren
}

/** Says that there is nothing here yet, and what to do next. */
export function Empty({ title, text, lang, command, children }: Props) {
  return (
    <section class="empty">
      <h2>{title}</h2>
      {text !== undefined && <p lang={lang}>{text}</p>}
      {children}
      {command !== undefined && <Command text={command} />}
    </section>
  )
}
