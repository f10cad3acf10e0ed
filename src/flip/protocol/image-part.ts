import type { ImageKind, StoredImage } from '../../kyc/agent.js'
import { refusal } from '../../kyc/refusals.js'
import { imageName } from '../../store/image-name.js'
import type { FlipCall } from './endpoint.js'
import { type Answer, kycError } from './errors.js'
import type { FilePart } from './form-bodies.js'
import { inspectImage, isRefusal } from './images.js'

/**
 * Refuses a call without a good part `image`: it must be a file (bodies.image-as-text), PNG or JPEG by content (kyc.identities.image.content).
 * @param beside what else to send, for the hint
 */
export function imagePart({ form, files }: FlipCall, beside = ''): Answer | undefined {
  const part = files.get('image')
  if (part !== undefined) return imageAnswer(part)
  const sent = 'image' in form
  return kycError(
    refusal(
      1001,
      sent
        ? `image came as text, not as a file: send it as a file part (curl: -F image=@card.png)${beside}.`
        : `image is missing: send a PNG or JPEG as a file part of a multipart/form-data body (curl: -F image=@card.png)${beside}.`,
    ),
  )
}

/** The answer to a file part that is not a good image. */
export function imageAnswer({ bytes, truncated }: FilePart): Answer | undefined {
  if (bytes.length === 0)
    return kycError(refusal(1001, 'The image file is empty; send a PNG or JPEG.'))
  const judged = inspectImage(bytes, truncated)
  return isRefusal(judged) ? kycError(judged) : undefined
}

/** Stores a part's bytes. The part has passed `imageAnswer`. */
export function keepImage(
  { context: { images }, company }: FlipCall,
  { bytes }: FilePart,
  kind: ImageKind,
): StoredImage {
  const facts = inspectImage(bytes, false) as Pick<StoredImage, 'type' | 'width' | 'height'>
  const file = imageName(bytes, facts.type === 'image/png' ? 'png' : 'jpg', company)
  images.put(file, bytes)
  return { file, kind, bytes: bytes.length, ...facts }
}

/** The URL of an image, under the host and port that the client called. */
export function imageUrl({ base }: FlipCall, { file }: StoredImage): string {
  return `${base()}/_sandbox/images/${file}`
}
