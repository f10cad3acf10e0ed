// What recipes need from the system, from Debian where it is not there.
import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { shell, shims } from './shell.mjs'

const PYTEST = ['python3 -c "import pytest, requests"', 'python3-pytest python3-requests']

/** How to see that it is there, and Debian's packages for it. */
const NEEDS = {
  pytest: PYTEST,
  'money-pytest': PYTEST,
  phpunit: ['phpunit --version && php -m | grep -x curl', 'phpunit php-cli php-curl'],
  go: ['go version', 'golang-go'],
  qa: ['curl --version && jq --version', 'curl jq'],
  vite: ['chromium --version', 'chromium'],
}

/** Sees to it that a recipe's language is there. @throws when it cannot be had */
export async function provide(name) {
  const [test, packages] = NEEDS[name] ?? ['true']
  const isThere = () =>
    shell(test).then(
      () => true,
      () => false,
    )
  if (await isThere()) return
  if (NEEDS[name] === PYTEST) await useDebianPython()
  if (await isThere()) return
  if (process.getuid() !== 0) throw new Error(`${name} needs Debian's ${packages}.`)
  await shell('apt-get update')
  await shell(
    `DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ${packages}`,
  )
  if (!(await isThere())) throw new Error(`${name} does not work with Debian's ${packages}.`)
}

/** Another python3 may come before Debian's on the path. */
async function useDebianPython() {
  await mkdir(shims)
  await symlink('/usr/bin/python3', join(shims, 'python3'))
}
