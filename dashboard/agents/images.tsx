import { size } from '../format.js'
import { t } from '../i18n/index.js'
import type { Agent, Image } from '../types.js'

/** Identity image and selfie side by side, and the supporting documents. */
export function Images({ agent }: { agent: Agent }) {
  return (
    <section class="images" aria-label={t('images')}>
      <Picture title={t('image.identity')} image={agent.images.identity} />
      <Picture title={t('image.selfie')} image={agent.images.selfie} />
      {agent.documents.map((document) => (
        <Picture
          key={document.id}
          title={document.kind + (document.selfie ? '_selfie' : '')}
          image={document}
        />
      ))}
    </section>
  )
}

function Picture({ title, image }: { title: string; image: Image | null }) {
  // The URL has the address that the client called; this page may have another one.
  const source = image === null ? '' : new URL(image.url).pathname
  return (
    <figure>
      {image === null ? (
        <div class="missing">{t('image.none')}</div>
      ) : (
        <a href={source} target="_blank" rel="noreferrer">
          <img src={source} alt={title} width={image.width} height={image.height} loading="lazy" />
        </a>
      )}
      <figcaption>
        {title}
        {image !== null && (
          <span class="faint small">
            {' '}
            {image.width} × {image.height} · {size(image.bytes)}
          </span>
        )}
      </figcaption>
    </figure>
  )
}
