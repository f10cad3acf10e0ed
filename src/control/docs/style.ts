/** The look of the page at `/_sandbox/docs`. */
export const STYLE = `
:root { color-scheme: light dark; --line: #8884; --soft: #8881; --accent: #3451c7; font: 15px/1.5 system-ui, sans-serif }
@media (prefers-color-scheme: dark) { :root { --accent: #9db1ff } }
body { margin: 0 auto; max-width: 60rem; padding: 1rem 1.2rem 6rem }
h1 { margin: .5rem 0 0 } h2 { margin: 3rem 0 .5rem } h3 { margin: 2rem 0 .5rem; text-transform: capitalize }
a { color: var(--accent) }
details { border: 1px solid var(--line); border-radius: 6px; margin: .4rem 0 }
summary { cursor: pointer; padding: .5rem .8rem; overflow-wrap: anywhere }
summary:focus-visible { outline: 2px solid var(--accent) }
details > div { border-top: 1px solid var(--line); padding: .2rem .8rem .8rem }
code, pre, textarea, input { font: 13px/1.5 ui-monospace, monospace }
summary code { font-weight: 600 }
pre { background: var(--soft); border-radius: 6px; padding: .6rem .8rem; overflow: auto; max-height: 24rem; white-space: pre-wrap }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); padding: .3rem .6rem .3rem 0; overflow-wrap: anywhere }
form { display: grid; gap: .4rem } label { display: grid; gap: .1rem }
input, textarea, button { padding: .35rem .5rem; border: 1px solid var(--line); border-radius: 5px; background: var(--soft); color: inherit }
button { justify-self: start; border-color: var(--accent); color: var(--accent); cursor: pointer }
`
