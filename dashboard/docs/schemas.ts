import { find } from './find.js'

/** Brings the fields of a schema, which are written once, to each place where they are asked for. */
export function schemasInPlace(): void {
  // `toggle` does not bubble, so it is caught on its way down.
  document.addEventListener(
    'toggle',
    ({ target }) => {
      const details = target as HTMLDetailsElement
      const { schema } = details.dataset
      if (schema === undefined || !details.open || find('.inside', details) !== null) return
      const inside = find(`#${CSS.escape(schema)} > .inside`).cloneNode(true) as HTMLElement
      for (const open of inside.querySelectorAll('details[open]')) open.removeAttribute('open')
      details.append(inside)
    },
    true,
  )
}
