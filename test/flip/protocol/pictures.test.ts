import { readFileSync } from 'node:fs'
import t from 'tap'
import { withOutcome } from '../../../src/scenarios/picture.js'
import { jpeg, png } from '../../helpers/images.js'
import { type Api, magic, open } from '../../helpers/sandbox.js'

/** A picture that names an outcome in its text. */
function picture(outcome: string, bytes = png(), name = 'card.png'): File {
  return new File([new Uint8Array(withOutcome(bytes, outcome))], name)
}

/** A picture that names one, if anything, by its file's name. */
function named(name: string, bytes = png()): File {
  return new File([new Uint8Array(bytes)], name)
}

t.test('a picture names the outcome (status.picture)', async (t) => {
  const { sandbox, api } = await open(t)
  const scenarioOf = async (id: number) => (await sandbox.agent(id)).scenario
  const uploadedWith = async (image: File, its: Api = api) => {
    const id = await its.newAgent()
    await its.upload(id, { image })
    return id
  }

  t.test('in the text of a PNG or a JPEG (status.picture.text)', async (t) => {
    for (const bytes of [png(), jpeg(), readFileSync('fixtures/images/selfie.jpg')]) {
      const id = await uploadedWith(picture('rejected-17', bytes))
      t.strictSame(await scenarioOf(id), {
        name: 'rejected-17',
        because: 'its identity image says so',
      })
      await api.selfie(id)
      await api.settled(id, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
      await api.submit(id)
      t.match(await api.settled(id, 'REJECTED'), { rejected_reason_code: 17 })
      await api.repairPhoto(id)
      await api.settled(id, 'APPROVED')
    }
  })

  t.test('in the name of its file, but its text comes first (status.picture.names)', async (t) => {
    const chosen = async (image: File) => (await scenarioOf(await uploadedWith(image))).name
    t.equal(await chosen(named('rejected-17.png')), 'rejected-17')
    t.equal(await chosen(named('Always-Rejected-29.JPG', jpeg())), 'always-rejected-29')
    t.equal(await chosen(named('upload-failed-23.jpeg')), 'upload-failed-23')
    t.equal(await chosen(picture('rejected-10', png(), 'rejected-17.png')), 'rejected-10')
    const id = await uploadedWith(named('rejected-17.png'))
    t.equal((await scenarioOf(id)).because, 'the file name of its identity image says so')
    for (const name of [
      'rejected-17',
      'rejected-17.png.gif',
      'rejected-34.png',
      'rejected-9.png',
      'my rejected-17.png',
      'pending.png',
      'rejected-RR.png',
    ])
      t.equal(await chosen(named(name)), 'approved', name)
  })

  t.test('and by nothing else in its bytes', async (t) => {
    const tail = Buffer.concat([png(), Buffer.from('flip-sandbox\0rejected-17')])
    t.equal((await scenarioOf(await uploadedWith(named('a.png', tail)))).name, 'approved')
    t.equal((await scenarioOf(await uploadedWith(picture('pending')))).name, 'approved')
  })

  t.test('after what was set for the agent or armed, before a number', async (t) => {
    const company = await sandbox.createCompany({ scenario: 'pending' })
    const mine = api.of(company)
    await company.next('help')
    const armed = await uploadedWith(picture('rejected-17'), mine)
    t.equal((await scenarioOf(armed)).name, 'help')
    const set = await mine.newAgent()
    await sandbox.setScenario(set, 'suspicious')
    await mine.upload(set, { image: picture('rejected-17') })
    t.equal((await scenarioOf(set)).name, 'suspicious')
    const number = await mine.newAgent(magic('9500'))
    await mine.upload(number, { image: picture('rejected-17') })
    t.match(await sandbox.agent(number), {
      kyc_status: 'UPLOAD_IDENTITY_SUCCESS',
      scenario: { name: 'rejected-17' },
      history: [{}, { type: 'scenario-set' }, { type: 'image-uploaded' }],
    })
    const usual = await uploadedWith(picture('rejected-17'), mine)
    t.equal((await scenarioOf(usual)).name, 'rejected-17')
    await sandbox.setScenario(usual, 'manual')
    t.equal((await scenarioOf(usual)).name, 'manual', 'the control API can set another one')
  })

  t.test('the one that was sent last (status.picture.latest)', async (t) => {
    const id = await uploadedWith(picture('rejected-14'))
    await api.upload(id)
    t.equal((await scenarioOf(id)).name, 'rejected-14', 'a plain one changes nothing')
    await api.selfie(id, { image: picture('upload-failed-24') })
    t.strictSame(await scenarioOf(id), { name: 'upload-failed-24', because: 'its selfie says so' })
    t.match(await api.settled(id, 'UPLOAD_IDENTITY_SELFIE_FAILED'), { rejected_reason_code: 24 })
  })

  t.test('of a repair: the same picture is rejected again (status.picture.anew)', async (t) => {
    const id = await uploadedWith(picture('rejected-14'))
    await api.selfie(id)
    await api.settled(id, 'UPLOAD_IDENTITY_SELFIE_SUCCESS')
    await api.submit(id)
    await api.settled(id, 'REJECTED')
    const repaired = async (outcome: string, code: number) => {
      await api.repairPhoto(id, { image: picture(outcome) })
      await sandbox.waitFor({ agentId: id, idle: true })
      t.match(await sandbox.agent(id), { kyc_status: 'REJECTED', rejected_reason_code: code })
    }
    await repaired('rejected-14', 14)
    await repaired('rejected-23', 23)
    await api.repairSelfie(id)
    await api.settled(id, 'APPROVED')
  })

  t.test('of documents, the first that names one (status.picture.calls)', async (t) => {
    const id = await api.uploaded(magic('9816'), 'UPLOAD_IDENTITY_SELFIE_FAILED')
    await api.documents(id, {
      npwp: picture('rejected-31'),
      passport: picture('rejected-32'),
      student_card: named('plain.png'),
    })
    t.match(await api.settled(id, 'REJECTED'), {
      rejected_reason_code: 32,
      scenario: { because: 'its document says so' },
    })
    await api.documents(id)
    await api.settled(id, 'APPROVED')
    const refused = await api.newAgent()
    t.match(await api.upload(refused, { image: picture('rejected-17'), identity_type: '9' }), {
      status: 422,
    })
    t.equal((await scenarioOf(refused)).name, 'approved', 'a call that is refused names none')
  })

  t.test('nothing where magic numbers are off (status.picture.off)', async (t) => {
    const company = await sandbox.createCompany({ magicNumbers: 'off' })
    for (const image of [picture('rejected-17'), named('rejected-17.png')])
      t.equal((await scenarioOf(await uploadedWith(image, api.of(company)))).name, 'approved')
  })
})
