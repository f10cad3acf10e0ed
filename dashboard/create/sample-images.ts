import type { Person } from './sample-data.js'

const SKINS = ['#c68e63', '#a8714a', '#d9a77c', '#8f5b3b']
const SHIRTS = ['#3b5bdb', '#2b8a3e', '#a61e4d', '#5f3dc4', '#0b7285']

type Pen = CanvasRenderingContext2D

/** A card that cannot be mistaken for a real one. */
export function sampleCard(agent: Person, outcome = ''): Promise<Blob> {
  return draw(512, 324, (pen) => {
    fill(pen, '#cfe3f5', 0, 0, 512, 324)
    fill(pen, '#b5d1ea', 0, 0, 512, 52)
    write(pen, 'CONTOH – SANDBOX – SAMPLE', 20, 34, 'bold 20px sans-serif')
    write(pen, agent.identity_number, 20, 92, 'bold 24px monospace')
    const lines = [agent.name.toUpperCase(), agent.birth_place, agent.birth_date, agent.address]
    lines.forEach((line, index) => {
      write(pen, line.slice(0, 34), 20, 136 + index * 34, '18px sans-serif')
    })
    fill(pen, '#d64545', 384, 72, 108, 144)
    portrait(pen, agent, 438, 140, 34)
    write(pen, 'TIDAK SAH – NOT VALID', 20, 300, '15px sans-serif')
    write(pen, outcome, 300, 300, 'bold 17px monospace')
  }).then((card) => withOutcome(card, outcome))
}

/** Somebody who holds the card. */
export function sampleSelfie(agent: Person, outcome = ''): Promise<Blob> {
  return draw(384, 480, (pen) => {
    fill(pen, '#e9ecef', 0, 0, 384, 480)
    portrait(pen, agent, 192, 190, 84)
    fill(pen, '#cfe3f5', 112, 366, 160, 98)
    write(pen, 'SAMPLE', 126, 396, 'bold 18px sans-serif')
    write(pen, agent.identity_number, 122, 424, '15px monospace')
    fill(pen, '#d64545', 236, 434, 28, 24)
    write(pen, outcome, 20, 40, 'bold 17px monospace')
  }).then((selfie) => withOutcome(selfie, outcome))
}

/**
 * The same JPEG with a comment that names an outcome, such as `rejected-17` (status.picture.text); `''` names none.
 */
function withOutcome(picture: Blob, outcome: string): Blob {
  if (outcome === '') return picture
  const text = `flip-sandbox: ${outcome}`
  const comment = new Uint8Array([0xff, 0xfe, 0, text.length + 2])
  return new Blob([picture.slice(0, 2), comment, text, picture.slice(2)], { type: picture.type })
}

function portrait(pen: Pen, { name, gender }: Person, x: number, y: number, size: number): void {
  const skin = SKINS[name.length % SKINS.length] as string
  pen.fillStyle = SHIRTS[name.charCodeAt(0) % SHIRTS.length] as string
  pen.beginPath()
  pen.ellipse(x, y + size * 2.1, size * 1.45, size * 1.1, 0, Math.PI, 0)
  pen.fill()
  oval(pen, '#2b2320', x, y - size * 0.2, size * 1.05, gender === 'female' ? 1.35 : 1.05)
  fill(pen, skin, x - size * 0.28, y + size * 0.6, size * 0.56, size * 0.6)
  oval(pen, skin, x, y, size * 0.86, 1.2)
  for (const side of [-1, 1])
    oval(pen, '#2b2320', x + side * size * 0.32, y - size * 0.05, size * 0.08, 1)
  pen.beginPath()
  pen.lineWidth = size * 0.06
  pen.arc(x, y + size * 0.3, size * 0.3, 0.3, Math.PI - 0.3)
  pen.stroke()
}

function oval(pen: Pen, colour: string, x: number, y: number, radius: number, tall: number): void {
  pen.fillStyle = colour
  pen.beginPath()
  pen.ellipse(x, y, radius, radius * tall, 0, 0, 2 * Math.PI)
  pen.fill()
}

function fill(pen: Pen, colour: string, x: number, y: number, w: number, h: number): void {
  pen.fillStyle = colour
  pen.fillRect(x, y, w, h)
}

function write(pen: Pen, text: string, x: number, y: number, font: string): void {
  pen.fillStyle = '#1b2a3a'
  pen.font = font
  pen.fillText(text, x, y)
}

function draw(width: number, height: number, paint: (pen: Pen) => void): Promise<Blob> {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  paint(canvas.getContext('2d') as Pen)
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('The canvas gave no image.')) : resolve(blob)),
      'image/jpeg',
      0.82,
    ),
  )
}
