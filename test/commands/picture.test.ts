import t from 'tap'
import { runCommand } from '../../src/commands/run-command.js'
import { inspectImage } from '../../src/flip/protocol/images.js'
import { outcomeOf } from '../../src/scenarios/picture.js'
import { run } from '../helpers/cli.js'
import { open } from '../helpers/sandbox.js'

/** The bytes that the command writes. */
async function bytesOf(...words: string[]): Promise<Buffer> {
  const written: Buffer[] = []
  const code = await runCommand(['picture', ...words], {
    print: (line) => t.fail(line),
    write: async (what) => void written.push(Buffer.from(what)),
    complain: (line) => t.fail(line),
    unread: () => 0,
    colour: false,
    variables: {},
  })
  t.equal(code, 0)
  return Buffer.concat(written)
}

t.test('picture', async (t) => {
  t.test('writes a card or a selfie, as PNG or as JPEG, that names the outcome', async (t) => {
    for (const [flags, type] of [
      [[], 'image/png'],
      [['--jpeg'], 'image/jpeg'],
      [['--selfie'], 'image/png'],
      [['--selfie', '--jpeg'], 'image/jpeg'],
    ] as const) {
      const bytes = await bytesOf('rejected-17', ...flags)
      t.match(inspectImage(bytes, false), { type })
      t.strictSame(outcomeOf(bytes, ''), { scenario: 'rejected-17', told: 'text' })
    }
  })

  t.test('with which an agent is rejected', async (t) => {
    const { sandbox, api } = await open(t)
    const id = await api.newAgent()
    const card = new File([new Uint8Array(await bytesOf('always-rejected-29'))], 'image')
    await api.upload(id, { image: card })
    await api.selfie(id)
    await api.settled(id, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
    await api.submit(id)
    t.match(await sandbox.waitFor({ agentId: id, kycStatus: 'REJECTED' }), {
      rejected_reason_code: 29,
    })
  })

  t.test('as JSON; not on a terminal', async (t) => {
    const { out } = await run(['picture', 'rejected-17', '--json'])
    const { outcome, base64 } = JSON.parse(out)
    t.equal(outcome, 'rejected-17')
    t.ok((await bytesOf('rejected-17')).equals(Buffer.from(base64, 'base64')))
    t.match(await run(['picture', 'rejected-17'], {}, true), {
      code: 2,
      err: /nothing for a terminal; write it into a file: flip-sandbox picture rejected-17 > rejected-17\.png/,
    })
  })

  t.test('of no other outcome', async (t) => {
    for (const outcome of ['pending', 'rejected-9', 'rejected-34', 'rejected-RR'])
      t.match(await run(['picture', outcome]), { code: 2, err: /A picture cannot name/ })
  })
})
