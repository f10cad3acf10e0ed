// Does with a workflow's steps what a GitHub runner does, as far as recipes and the project's own action need it.
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'yaml'

const exec = promisify(execFile)
const TIME_LIMIT = 120_000

/**
 * A job in a checked-out project.
 * @param machine the machine's variables
 */
export function githubJob(project, machine = process.env) {
  const temp = mkdtempSync(join(tmpdir(), 'flip-job-'))
  process.on('exit', () => rmSync(temp, { recursive: true, force: true }))
  const files = {
    GITHUB_ENV: join(temp, 'env'),
    GITHUB_OUTPUT: join(temp, 'output'),
    GITHUB_STEP_SUMMARY: join(temp, 'summary'),
  }
  for (const file of Object.values(files)) writeFileSync(file, '')

  /** What steps have written for those after them. */
  const variables = () =>
    Object.fromEntries(
      [...readFileSync(files.GITHUB_ENV, 'utf8').matchAll(/^(\w+)=(.*)$/gm)].map((row) =>
        row.slice(1),
      ),
    )

  /** A `run:` step. @returns what it printed */
  async function run(script, env = {}) {
    const { stdout } = await exec(
      '/bin/bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script],
      {
        cwd: project,
        env: { ...machine, ...files, RUNNER_TEMP: temp, ...variables(), ...env },
        timeout: TIME_LIMIT,
      },
    )
    return stdout
  }

  /** A `uses:` step with a composite action. @returns what it printed */
  async function uses(path, given = {}) {
    const action = parse(readFileSync(join(path, 'action.yml'), 'utf8'))
    const defaults = Object.entries(action.inputs).map(([name, input]) => [name, input.default])
    const inputs = { ...Object.fromEntries(defaults), ...given }
    const filled = (text) => text.replace(/^\$\{\{ inputs\.(\w+) \}\}$/, (_, name) => inputs[name])
    let said = ''
    for (const step of action.runs.steps) {
      const [, name, operator, word] = /^inputs\.(\w+) (==|!=) '(\w+)'$/.exec(step.if)
      if ((inputs[name] === word) !== (operator === '==')) continue
      const env = Object.entries(step.env ?? {}).map(([key, value]) => [key, filled(value)])
      said += await run(step.run, { GITHUB_ACTION_PATH: path, ...Object.fromEntries(env) })
    }
    return said
  }

  /** All steps of a workflow's one job, but actions of others; after a failure only those that always run. */
  async function play(workflow) {
    const [job] = Object.values(parse(workflow).jobs)
    let failure
    for (const step of job.steps) {
      if (failure !== undefined && step.if !== 'always()') continue
      const action = resolve(project, step.uses ?? '.')
      const own = step.uses?.startsWith('./') && existsSync(action)
      const done = step.run ? run(step.run, step.env) : own ? uses(action, step.with) : undefined
      await done?.catch((error) => (failure ??= error))
    }
    if (failure) throw new Error(`${failure.message}\n${failure.stdout}`)
  }

  return { run, uses, play, variables, output: () => readFileSync(files.GITHUB_OUTPUT, 'utf8') }
}
