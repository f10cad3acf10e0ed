import assert from 'node:assert/strict'
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { githubJob } from '../../scripts/recipes/github-job.mjs'
import { exec, folder, home, ROOT, tarball } from './installed.mjs'

/** A job whose sandbox is stopped in any case. */
function job(t, machine) {
  const started = githubJob(home, machine)
  t.after(() => started.uses(folder, { do: 'stop' }))
  return started
}

const answers = (url) =>
  fetch(url).then(
    () => true,
    () => false,
  )

/** What a failed step said. */
const refusal = (step) =>
  step.then(
    () => assert.fail('the step passed'),
    ({ stdout }) => stdout,
  )

test('a job starts the sandbox, finds it by its variables, and stops it', async (t) => {
  const { run, uses, variables, output } = job(t)
  await uses(folder, { options: '--scenario pending' })
  const { FLIP_SANDBOX_URL: url, FLIP_KYC_URL: kyc, FLIP_SANDBOX_SECRET_KEY: key } = variables()
  assert.equal(output(), `url=${url}\n`)
  assert.equal(kyc, `${url}/kyc-sandbox/api/v1`)
  assert.ok(key.startsWith('JDJ5'))
  const agents = await run('node_modules/.bin/flip-sandbox agents --json')
  assert.equal(JSON.parse(agents).total, 0, 'the command finds it too')
  const config = await (await fetch(`${url}/_sandbox/config`)).json()
  assert.equal(config.scenario, 'pending')
  assert.match(await uses(folder, { do: 'stop' }), /What the sandbox was asked/)
  assert.equal(await answers(url), false)
  assert.match(await uses(folder, { do: 'stop' }), /::warning::There is no sandbox to stop/)
})

test('from a repository, without a build, it installs the package', async (t) => {
  const checkout = join(home, 'checkout')
  mkdirSync(checkout)
  for (const name of ['action.yml', 'package.json']) cpSync(join(ROOT, name), join(checkout, name))
  const { uses, variables } = job(t)
  await uses(checkout, { package: tarball })
  assert.ok(await answers(`${variables().FLIP_SANDBOX_URL}/_sandbox/health`))
})

test('on a machine without Node.js, or with an old one, it says what is missing', async (t) => {
  const machine = join(home, 'no-node')
  mkdirSync(machine)
  for (const name of ['mkdir', 'cat', 'sed', 'sleep', 'rm']) {
    const { stdout } = await exec('/bin/bash', ['-c', `command -v ${name}`])
    symlinkSync(stdout.trim(), join(machine, name))
  }
  assert.equal(
    await refusal(job(t, { PATH: machine }).uses(folder)),
    '::error::This machine has no Node.js, which the sandbox needs (20.19 or later): put actions/setup-node before this step.\n',
  )
  const old = '#!/bin/bash\n[ "$1" = --version ] && echo v18.20.8\n'
  writeFileSync(join(machine, 'node'), old, { mode: 0o755 })
  assert.match(
    await refusal(job(t, { PATH: machine }).uses(folder)),
    /^::error::The sandbox needs Node\.js 20\.19 or later, and this machine has v18\.20\.8: put/,
  )
})

test('an option that is none, and a word that is none, end the step with a sentence', async (t) => {
  const { uses } = job(t)
  assert.match(await refusal(uses(folder, { options: '--scenaro x' })), /^::error::.*--scenario/)
  assert.match(await refusal(uses(folder, { do: 'strat' })), /::error::.*stop, not "strat"/)
})
