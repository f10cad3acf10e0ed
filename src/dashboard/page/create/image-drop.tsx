import { useEffect, useState } from 'preact/hooks'
import { kilobytes } from '../format.js'
import { t } from '../i18n/index.js'

interface Props {
  readonly label: string
  readonly image: Blob | null
  readonly onImage: (image: Blob) => void
}

/** An image that is chosen, or dropped here. */
export function ImageDrop({ label, image, onImage }: Props) {
  const [over, setOver] = useState(false)
  const [url, setUrl] = useState('')
  useEffect(() => {
    if (image === null) return
    const made = URL.createObjectURL(image)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [image])
  const take = (files: FileList | null | undefined) => {
    const file = files?.[0]
    if (file !== undefined) onImage(file)
  }
  return (
    <label
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
      {url !== '' && <img src={url} alt="" />}
      <span>
        {label} {image !== null && <span class="faint small">{kilobytes(image.size)}</span>}
        <span class="faint small block">{t('image.drop')}</span>
      </span>
      <input
        class="unseen"
        type="file"
        accept="image/png,image/jpeg"
        onChange={(event) => take(event.currentTarget.files)}
      />
    </label>
  )
}
