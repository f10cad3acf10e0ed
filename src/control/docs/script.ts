/** Runs in the browser: sends the forms of the page at `/_sandbox/docs`. */
export const SCRIPT = `
for (const form of document.querySelectorAll('form[data-path]')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const { method, path, media } = form.dataset
    const url = new URL(location.origin + path)
    const headers = {}
    const fields = media === 'multipart/form-data' ? new FormData() : new URLSearchParams()
    let body
    for (const input of form.elements) {
      const value = input.type === 'file' ? input.files[0] : input.value
      if (!input.name || !value) continue
      switch (input.dataset.in) {
        case 'path': url.pathname = url.pathname.replaceAll('%7B' + input.name + '%7D', encodeURIComponent(value)); break
        case 'query': url.searchParams.set(input.name, value); break
        case 'header': headers[input.name] = value; break
        case 'field': fields.set(input.name, value); break
        case 'json': body = value; headers['content-type'] = 'application/json'
      }
    }
    if (media && media !== 'application/json') body = fields
    const output = form.querySelector('output')
    try {
      // Without credentials of its own the browser shows a 401 instead of asking for a password.
      const response = await fetch(url, { method, headers, body, credentials: 'omit' })
      const hint = response.headers.get('sandbox-hint')
      const text = await response.text()
      let shown = text
      try { shown = JSON.stringify(JSON.parse(text), null, 2) } catch {}
      const pre = document.createElement('pre')
      pre.textContent = response.status + ' ' + response.statusText + (hint ? '\\nSandbox-Hint: ' + hint : '') + '\\n\\n' + shown
      output.replaceChildren(pre)
    } catch (error) {
      output.textContent = String(error)
    }
  })
}
for (const input of document.querySelectorAll('input[name="Request-ID"]')) input.value = 'bigflip-' + crypto.randomUUID()
`
