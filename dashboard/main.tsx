import { render } from 'preact'
import { App } from './app.js'
import { speak } from './i18n/index.js'
import { language } from './preferences.js'
import './style/page.css'

await speak(language.get())
render(<App />, document.getElementById('page') as HTMLElement)
