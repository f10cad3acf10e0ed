import { useEffect, useRef, useState } from 'preact/hooks'
import { get } from './api.js'
import { t } from './i18n/index.js'
import { signIn, signInWanted, token } from './session.js'
import { messageOf } from './toast.js'

/** Asks for the control token. */
export function SignIn() {
  const [text, setText] = useState('')
  const [error, setError] = useState<string | null>(
    token.get() === null ? null : t('sign-in.refused'),
  )
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const submit = async (event: Event) => {
    event.preventDefault()
    token.set(text.trim())
    try {
      await get('/clock')
      signIn(text.trim())
    } catch (reason) {
      token.set(null)
      signInWanted.set(true)
      setError(`${t('sign-in.refused')} ${messageOf(reason)}`)
    }
  }
  return (
    <main class="centre">
      <form class="card" onSubmit={submit}>
        <h1>{t('mark')}</h1>
        <p>{t('sign-in.why')}</p>
        <label>
          {t('sign-in.token')}
          <input
            ref={field}
            type="password"
            autocomplete="off"
            required
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        {error !== null && (
          <p class="notice bad" role="alert" lang="en">
            {error}
          </p>
        )}
        <button type="submit" class="primary">
          {t('sign-in')}
        </button>
      </form>
    </main>
  )
}
