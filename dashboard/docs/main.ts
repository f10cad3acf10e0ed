import './page.css'
import { followContents } from './contents.js'
import { copyButtons } from './copy.js'
import { schemasInPlace } from './schemas.js'
import { searchable } from './search.js'
import { sender } from './sender.js'
import { triable } from './try.js'

/** The script of the page at /_sandbox/docs, which the server writes (src/control/docs/). Without it the page can be read. */
document.documentElement.dataset['theme'] = localStorage.getItem('flip-sandbox-theme') ?? 'system'

followContents()
schemasInPlace()
searchable()
copyButtons()
triable(sender())
