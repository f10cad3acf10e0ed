import { useClock } from '../company-clock.js'
import { countdown, shortTime } from '../format.js'
import { t, worded } from '../i18n/index.js'
import { address, follow, type Route } from '../router.js'
import type { Scheduled } from '../types.js'

/** How many are on the line. The rest is counted. */
const SHOWN = 8

interface Props {
  readonly now: number
  /** Advances the clock by so many milliseconds. */
  readonly onAdvance: (ms: number) => void
  readonly busy: boolean
}

/** What is due next, on a line that begins now. */
export function DueNext({ now, onAdvance, busy }: Props) {
  const tasks = useClock()?.scheduled ?? []
  return (
    <section class="card" aria-labelledby="next">
      <h2 id="next">{t('clock.next')}</h2>
      <ol class="line-of-time">
        <li class="now">
          <b>{t('clock.now')}</b>
          <span class="faint">{tasks.length === 0 ? t('clock.nothing') : shortTime(now, now)}</span>
        </li>
        {tasks.slice(0, SHOWN).map((task) => (
          <li key={`${task.what} ${task.due}`}>
            <b class="mono">{countdown(Date.parse(task.due) - now)}</b>
            <Task {...task} />
            <time class="faint small" dateTime={task.due}>
              {shortTime(task.due, now)}
            </time>
            <button
              type="button"
              class="quiet"
              disabled={busy}
              onClick={() => onAdvance(Math.max(0, Math.ceil(Date.parse(task.due) - now)))}
            >
              {t('clock.to')}
            </button>
          </li>
        ))}
        {tasks.length > SHOWN && (
          <li class="faint">{t('clock.more', { n: tasks.length - SHOWN })}</li>
        )}
      </ol>
    </section>
  )
}

/** Where each kind of task is to be seen. */
const PLACES: Readonly<Record<string, (id: string) => Partial<Route>>> = {
  check: (agent) => ({ page: 'agents', agent }),
  callback: (callback) => ({ page: 'callbacks', callback }),
  disbursement: (transfer) => ({ page: 'transfers', transfer }),
  inquiry: (inquiry) => ({ page: 'inquiries', inquiry }),
}

/** The control API names tasks `check 12`, `callback 7`, `disbursement 1234567000000001789`, `inquiry 4` and `response 3`. */
function Task({ what }: Scheduled) {
  const [kind = '', id = ''] = what.split(' ')
  const text = `${worded('task', kind)} ${id}`
  const place = PLACES[kind]
  if (place === undefined) return <span>{text}</span>
  return (
    <a href={address(place(id))} onClick={follow}>
      {text}
    </a>
  )
}
