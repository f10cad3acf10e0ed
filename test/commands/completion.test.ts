import { spawnSync } from 'node:child_process'
import t from 'tap'
import { COMMANDS } from '../../src/commands/run-command.js'
import { run } from '../helpers/cli.js'

/** A command line, and the first word that completes it. */
const ASKED: readonly (readonly [line: string, answer: string])[] = [
  ['flip-sandbox deci', 'decide'],
  ['flip-sandbox next rejected-1', 'rejected-10'],
  ['flip-sandbox faults --lat', '--latency'],
  ['flip-sandbox faults re', 'remove'],
  ['flip-sandbox maintenance of', 'off'],
  ['flip-sandbox help decid', 'decide'],
  ['flip-sandbox create --status rej', 'rejected'],
  ['flip-sandbox create --scenario callback-la', 'callback-late'],
  ['flip-sandbox decide 1 rejected --code 1', '10'],
  ['flip-sandbox wait --disbursement 7 --status d', 'done'],
  ['flip-sandbox callbacks --kind i', 'inquiry'],
  ['flip-sandbox callbacks --state deli', 'delivered'],
  ['flip-sandbox disburse decide 7 cancelled --reason cant', 'cant_receive_transfer'],
  ['flip-sandbox faults add --fault cut', 'cut-body'],
  ['flip-sandbox faults add --method P', 'POST'],
  ['flip-sandbox faults add --path /users/:id/su', '/users/:id/submit'],
  ['flip-sandbox start --log s', 'silent'],
  ['flip-sandbox start --intercept of', 'off'],
  ['flip-sandbox import --company n', 'new'],
  ['flip-kyc-sandbox deci', 'decide'],
  ['npx flip-sandbox deci', 'decide'],
  ['npx -y flip-kyc-sandbox create --status rej', 'rejected'],
]

const script = async (shell: string) => (await run(['completion', shell])).out
const has = (shell: string) => spawnSync(shell, ['-c', ':']).status === 0

/** What a shell writes, line by line. */
function shell(name: string, args: readonly string[], text: string): string[] {
  const { stdout } = spawnSync(name, [...args, '-c', text], { encoding: 'utf8' })
  return stdout.trim().split('\n')
}

t.test('bash completes words, flags and their values', async (t) => {
  const ask = ASKED.map(
    ([line]) =>
      `COMP_LINE='${line}'; COMP_POINT=\${#COMP_LINE}; COMPREPLY=(); _flip_sandbox; echo "\${COMPREPLY[0]}"`,
  )
  const told = [
    ...['flip-sandbox create --status=rej', 'flip-sandbox create --count ', 'npx tsc '].map(
      (line) =>
        `COMP_LINE='${line}'; COMP_POINT=\${#COMP_LINE}; COMPREPLY=(); _flip_sandbox; echo "<\${COMPREPLY[*]}>"`,
    ),
    'complete -p flip-sandbox flip-kyc-sandbox npx | grep -c _flip_sandbox',
  ]
  const answers = shell('bash', [], [await script('bash'), ...ask, ...told].join('\n'))
  for (const [index, [line, answer]] of ASKED.entries()) {
    // What stands before a colon is on the line already.
    t.equal(answers[index], answer.replace(/^.*:/, ''), line)
  }
  t.strictSame(answers.slice(ASKED.length), ['<rejected>', '<>', '<>', '3'])
})

t.test('fish completes them', { skip: !has('fish') && 'there is no fish here' }, async (t) => {
  const ask = ASKED.map(([line]) => `complete -C '${line}' | head -1`)
  const files = `echo (count (complete -C 'flip-sandbox create --count '))`
  const equals = `complete -C 'flip-sandbox create --status=rej'`
  const text = [await script('fish'), ...ask, equals, files].join('\n')
  const answers = shell('fish', ['--no-config'], text).map((line) => line.split('\t')[0])
  t.strictSame(answers, [...ASKED.map(([, answer]) => answer), '--status=rejected', '0'])
})

t.test('zsh completes them', { skip: !has('zsh') && 'there is no zsh here' }, async (t) => {
  // Its own functions that a key would call are replaced by ones that write what they get.
  const stand = `typeset -A _comps; compdef() { local name; for name in $@[2,-1]; do _comps[$name]=$1; done }
    compadd() { shift; print -l -- \${(M)@:#$PREFIX*} }
    _describe() { print -l -- \${(M)\${(P)2}:#$PREFIX*} }
    compset() { PREFIX=\${PREFIX#*=} }
    _files() { print files }; _message() { print $1 }; _default() { print default }
    ask() { words=("$@"); CURRENT=$#; PREFIX=$words[-1]; all=(\${(f)"$(_flip_sandbox)"}); print -- \${all[1]%%:[A-Z]*} }`
  const lines = [
    ...ASKED.map(([line]) => line),
    'flip-sandbox create --status=rej',
    'flip-sandbox start --state ""',
    'flip-sandbox create --count ""',
    'npx tsc ""',
  ]
  const asks = lines.map((line) => `ask ${line}`)
  const registered = 'print $_comps[flip-sandbox] $_comps[flip-kyc-sandbox] $_comps[npx]'
  const text = [stand, await script('zsh'), ...asks, registered].join('\n')
  t.strictSame(shell('zsh', ['-f'], text), [
    ...ASKED.map(([, answer]) => answer),
    ...['rejected', 'files', 'value', 'default', '_flip_sandbox _flip_sandbox _flip_sandbox'],
  ])
})

t.test('know every command, and refuse another shell', async (t) => {
  const text = await script('bash')
  for (const { name } of COMMANDS) {
    const options = new RegExp(`^ +${name}\\) options=.*`, 'm').exec(text)?.[0] ?? ''
    t.equal(/ --url /.test(options), name !== 'start' && name !== 'run', `--url of ${name}`)
  }
  for (const other of ['tcsh', 'constructor'])
    t.match(await run(['completion', other]), { code: 2, err: /bash, zsh, fish, and none for/ })
})
