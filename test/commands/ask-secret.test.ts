import { PassThrough } from 'node:stream'
import t from 'tap'
import { askSecret } from '../../src/commands/ask-secret.js'

/** Types these keys, and says what was shown and in which modes the terminal was. */
async function type(...keys: readonly string[]) {
  const modes: boolean[] = []
  const keyboard = Object.assign(new PassThrough(), {
    setRawMode: (raw: boolean) => modes.push(raw),
  })
  const screen = new PassThrough()
  for (const key of keys) keyboard.write(key)
  if (keys.length === 0) keyboard.end()
  const typed = await askSecret('Key: ', keyboard, screen)
  return { typed, modes, shown: String(screen.read()) }
}

t.test('what is typed is not shown', async (t) => {
  const whole = { modes: [true, false], shown: 'Key: \n' }
  t.strictSame(await type('sec', 'ret\r'), { typed: 'secret', ...whole })
  t.strictSame(
    await type('secx\u007fret\nmore'),
    { typed: 'secret', ...whole },
    'with a key taken back',
  )
  t.strictSame(await type('sec\u0003'), { typed: '', ...whole }, 'Ctrl-C')
  t.strictSame(await type(), { typed: '', ...whole }, 'the end of the input')
})
