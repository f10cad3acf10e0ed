// Does with a GitLab job what a GitLab runner does, as far as the recipe needs it.
import { parse } from 'yaml'
import { answers, freePort, shell } from './shell.mjs'

/** Runs the one job: first its scripts in one shell, then what comes after them in another, whether they passed or not. */
export async function playGitlabJob(yaml) {
  const [job] = Object.values(parse(yaml))
  const port = await freePort()
  const own = { FLIP_SANDBOX_PORT: String(port) }
  let failure
  for (const lines of [[...job.before_script, ...job.script], job.after_script])
    await shell(lines.join('\n'), { own, stays: true }).catch((error) => (failure ??= error))
  if (failure) throw failure
  if (await answers(`http://127.0.0.1:${port}`))
    throw new Error('The GitLab job has left its sandbox running.')
}
