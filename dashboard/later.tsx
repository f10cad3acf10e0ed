import type { ComponentProps, ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { t } from './i18n/index.js'
import type { TOOLS } from './tools/tools.js'

type Tools = typeof TOOLS

let tools: Tools | null = null

/** A page, or a window, that is loaded when the first tool is opened. */
export function later<Name extends keyof Tools>(
  name: Name,
): ComponentType<ComponentProps<Tools[Name]>> {
  return (props) => {
    const [state, show] = useState<'loading' | 'failed' | 'here'>('loading')
    useEffect(() => {
      if (tools !== null) return
      import('./tools/tools.js').then(
        (loaded) => {
          tools = loaded.TOOLS
          show('here')
        },
        () => show('failed'),
      )
    }, [])
    if (tools !== null) {
      const View = tools[name] as ComponentType<typeof props>
      return <View {...props} />
    }
    if (state !== 'failed') return null
    return (
      <p class="page" role="alert">
        {t('error.unreachable')}{' '}
        {/* Not every browser asks again for a module that did not come. */}
        <button type="button" onClick={() => location.reload()}>
          {t('again')}
        </button>
      </p>
    )
  }
}
