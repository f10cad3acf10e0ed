import { findAll } from './find.js'

/** A button at each example that puts it into the clipboard. */
export function copyButtons(): void {
  // The clipboard exists only where the page came from this machine, or by TLS.
  if (navigator.clipboard === undefined) return
  for (const figure of findAll('figure')) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = 'Copy'
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(figure.querySelector('pre')?.textContent ?? '')
      button.textContent = 'Copied'
      setTimeout(() => {
        button.textContent = 'Copy'
      }, 1500)
    })
    figure.querySelector('figcaption')?.append(button)
  }
}
