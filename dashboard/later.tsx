import type { ComponentProps, ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useCell } from './cell.js'
import { t } from './i18n/index.js'
import { connection } from './live.js'
import type { TOOLS } from './tools/tools.js'

type Tools = typeof TOOLS

let tools: Tools | null = null

/** A page, or a window, that is loaded when the first tool is opened; where that fails, again once the sandbox is back. */
export function later<Name extends keyof Tools>(
  name: Name,
): ComponentType<ComponentProps<Tools[Name]>> {
  return (props) => {
    const [state, show] = useState<'loading' | 'failed' | 'here'>('loading')
    const lost = useCell(connection) === 'lost'
    useEffect(() => {
      if (tools !== null || lost) return
      import('./tools/tools.js').then(
        (loaded) => {
          tools = loaded.TOOLS
          show('here')
        },
        // Not every browser asks again for a module that did not come.
        () => (state === 'failed' ? location.reload() : show('failed')),
      )
    }, [lost])
    if (tools !== null) {
      const View = tools[name] as ComponentType<typeof props>
      return <View {...props} />
    }
    if (state !== 'failed' && !lost) return null
    return (
      <p class="page" role="alert">
        {t('error.unreachable')}{' '}
        <button type="button" onClick={() => location.reload()}>
          {t('again')}
        </button>
      </p>
    )
  }
}
