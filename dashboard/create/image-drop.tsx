import { useEffect, useState } from 'preact/hooks'
import { size } from '../format.js'
import { t } from '../i18n/index.js'

interface Props {
  readonly label: string
  readonly own: Blob | null
  /** The sample, used when there is no image of the user's own. */
  readonly sample: Blob | undefined
  /** null: back to the sample. */
  readonly onImage: (image: Blob | null) => void
}

/** Lets the user choose or drop an image to use instead of the sample. */
export function ImageDrop({ label, own, sample, onImage }: Props) {
  const [over, setOver] = useState(false)
  const [url, setUrl] = useState('')
  const image = own ?? sample
  useEffect(() => {
    if (image === undefined) return
    const made = URL.createObjectURL(image)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [image])
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0]
    if (file !== undefined) onImage(file)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: without a pointer one chooses the file.
    <div
      class={over ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer?.files)
      }}
    >
      <label>
        {url !== '' && <img src={url} alt="" />}
        <span>
          {label}{' '}
          {image !== undefined && (
            <span class="faint small">
              {own instanceof File && own.name} {size(image.size)}
            </span>
          )}
          <span class="faint small block">{t('image.drop')}</span>
        </span>
        <input
          class="unseen"
          type="file"
          accept="image/png,image/jpeg"
          onChange={({ currentTarget }) => {
            take(currentTarget.files)
            // So that the same file can be chosen again.
            currentTarget.value = ''
          }}
        />
      </label>
      {own !== null && (
        <button type="button" class="quiet" onClick={() => onImage(null)}>
          {t('image.sample')}
        </button>
      )}
    </div>
  )
}
