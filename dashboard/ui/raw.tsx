import { useState } from 'preact/hooks'
import { size } from '../format.js'
import { t } from '../i18n/index.js'
import { Copy } from './copy.js'

/** How many bytes are shown in hexadecimal. Copying copies all. */
const HEX_SHOWN = 16_384

interface Props {
  readonly title: string
  readonly text: string
  /** Each character stands for one byte (latin1); otherwise it is text. */
  readonly bytes?: boolean
  readonly note?: string
}

/** A message exactly as it was sent, as text or byte by byte. */
export function Raw({ title, text, bytes = false, note }: Props) {
  const [hex, setHex] = useState(false)
  const octets = bytes ? Uint8Array.from(text, (c) => c.charCodeAt(0)) : encode(text)
  const shown = hex ? hexDump(octets.subarray(0, HEX_SHOWN)) : bytes ? visible(octets) : text
  // Text is copied exactly; bytes that are not text are copied in hexadecimal.
  const copied = () => (hex ? null : bytes ? exact(octets) : text) ?? hexDump(octets)
  const all = size(octets.length)
  return (
    <figure class="raw">
      <figcaption>
        <span>{title}</span>
        <span class="faint">{note}</span>
        <button type="button" class="quiet" aria-pressed={hex} onClick={() => setHex(!hex)}>
          Hex
        </button>
        <Copy bare text={copied} label={`${t('copy')}: ${title}`} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by the keyboard. */}
      {/* biome-ignore lint/a11y/useSemanticElements: no fields are in it. */}
      <div role="group" tabIndex={0} aria-label={title}>
        <pre>{shown === '' ? <i class="faint">{t('raw.empty')}</i> : shown}</pre>
        {hex && octets.length > HEX_SHOWN && (
          <p class="faint small">{t('raw.hex', { shown: size(HEX_SHOWN), all })}</p>
        )}
      </div>
    </figure>
  )
}

const encode = (text: string) => new TextEncoder().encode(text)

/** Bytes as UTF-8; null when they are not, or have control characters. */
function exact(octets: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets)
    return UNSEEN.test(text) ? null : text
  } catch {
    return null
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const UNSEEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/

/** Bytes as UTF-8, with visible signs for what is not UTF-8 or cannot be seen. */
function visible(octets: Uint8Array): string {
  return new TextDecoder().decode(octets).replace(new RegExp(UNSEEN, 'g'), '·')
}

function hexDump(octets: Uint8Array): string {
  const lines: string[] = []
  for (let at = 0; at < octets.length; at += 16) {
    const row = [...octets.subarray(at, at + 16)]
    const hex = row.map((octet) => octet.toString(16).padStart(2, '0')).join(' ')
    const text = row.map((o) => (o >= 32 && o < 127 ? String.fromCharCode(o) : '.')).join('')
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(47)}  ${text}`)
  }
  return lines.join('\n')
}
