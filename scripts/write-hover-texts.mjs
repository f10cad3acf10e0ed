// Writes the types of the control API's JSON into the package as an editor shows them best: as interfaces whose fields
// carry the descriptions of their definitions. (In the sources these types are derived from the definitions, where a
// description is only a value.) Then demands a text for everything that a user of the package can hover.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const urlOf = (path) => new URL(`../dist/${path}`, import.meta.url)
const TYPES = fileURLToPath(urlOf('control/types.d.ts'))
/** Types with a name of their own, by the name of their definition. */
const WORDS = {
  ScenarioName: "import('../kyc/scenario-name.js').ScenarioName",
  ScenarioNameOrNull: "import('../kyc/scenario-name.js').ScenarioName | null",
  KycStatus: "import('../kyc/agent.js').KycStatus",
  KycStatusOrNull: "import('../kyc/agent.js').KycStatus | null",
  AgentStatus: "import('../kyc/agent.js').AgentStatus",
  ReasonCode: "import('../kyc/rejection-reasons.js').RejectionReasonCode",
  ReasonCodeOrNull: "import('../kyc/rejection-reasons.js').RejectionReasonCode | null",
  CallbackState: "import('../kyc/callback.js').CallbackState",
}
/** A type that is declared by its definition, not by a field of it. */
const DERIVED = /^export type (\w+) = .*\bStatic<typeof (\w+)\.(\w+)>(?!\[).*;$/gm

const text = readFileSync(TYPES, 'utf8')
const derived = await Promise.all(
  [...text.matchAll(DERIVED)].map(async ([, name, from, definition]) => {
    const [, path] = new RegExp(`import type \\* as ${from} from '(.+)';`).exec(text)
    return { name, schema: (await import(urlOf(`control/${path}`).href))[definition] }
  }),
)
const nameOf = new Map(derived.map(({ name, schema }) => [schema.named ?? name, name]))
const { checker, exportsOf } = open(TYPES)
const types = new Map(
  exportsOf(TYPES).map((one) => [one.name, checker.getDeclaredTypeOfSymbol(one)]),
)

const written = text.replaceAll(DERIVED, (_, name) => {
  const { schema } = derived.find((one) => one.name === name)
  return `export interface ${name} ${objectText(types.get(name), schema, '')}`
})
for (const file of [TYPES, fileURLToPath(urlOf('commonjs/control/types.d.ts'))])
  writeFileSync(file, written)

/** A type as TypeScript, with the descriptions of its schema. */
function typeText(type, schema, indent) {
  if (schema?.named in WORDS) return WORDS[schema.named]
  const kinds = type.isUnion() ? type.types : [type]
  const [object, ...more] = kinds.filter(({ flags }) => flags & ts.TypeFlags.Object)
  if (object === undefined || more.length > 0 || schema === undefined) return plain(type)
  const written = objectOrArray(object, schema.anyOf ?? [schema], indent)
  return [written, ...kinds.filter((kind) => kind !== object).map(plain)].join(' | ')
}

function objectOrArray(type, schemas, indent) {
  const list = schemas.find(({ items }) => items !== undefined)
  const object = schemas.find(({ properties }) => properties !== undefined)
  if (list !== undefined) {
    const item = typeText(checker.getTypeArguments(type)[0], list.items, indent)
    return `readonly ${/^[\w.]+$/.test(item) ? item : `(${item})`}[]`
  }
  if (object === undefined) return plain(type)
  return nameOf.get(object.named) ?? objectText(type, object, indent)
}

function objectText(type, { properties }, indent) {
  const inner = `${indent}    `
  const order = Object.keys(properties)
  const place = ({ name }) => order.indexOf(snakeCase(name))
  const sorted = checker.getPropertiesOfType(type).sort((a, b) => place(a) - place(b))
  const fields = sorted.map((field) => {
    const schema = properties[snakeCase(field.name)]
    const optional = (field.flags & ts.SymbolFlags.Optional) !== 0
    const value = typeText(checker.getTypeOfSymbol(field), schema, inner).replace(
      optional ? / \| undefined$/ : /$^/,
      '',
    )
    return `${docText(schema, inner)}${inner}readonly ${field.name}${optional ? '?' : ''}: ${value};\n`
  })
  return `{\n${fields.join('')}${indent}}`
}

/** The description, and what it is without the field. */
function docText({ description, default: usual, examples }, indent) {
  const lines = [
    ...(description === undefined ? [] : [description]),
    ...(usual === undefined ? [] : [`@default ${JSON.stringify(usual)}`]),
    ...(examples === undefined ? [] : examples.map((one) => `@example ${JSON.stringify(one)}`)),
  ]
  if (lines.length === 0) return ''
  const [first, ...others] = lines.map((line) => line.replaceAll('*/', '*/'))
  if (others.length === 0)
    return `${indent}/** ${first} */
`
  return `${indent}/**
${[first, ...others]
  .map(
    (line) => `${indent} * ${line}
`,
  )
  .join('')}${indent} */
`
}

function plain(type) {
  return checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation)
}

function snakeCase(name) {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** The compiler's view of some files of types. */
function open(...files) {
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    strict: true,
    exactOptionalPropertyTypes: true,
    types: ['node'],
  })
  const view = program.getTypeChecker()
  return {
    checker: view,
    exportsOf: (file) =>
      view.getExportsOfModule(view.getSymbolAtLocation(program.getSourceFile(file))),
  }
}

/** What a user of the package can hover without learning anything. */
function withoutText() {
  const doors = ['index.d.ts', 'client.d.ts'].map((file) => fileURLToPath(urlOf(file)))
  const view = open(...doors)
  const silent = new Set()
  const look = (symbol, name) => {
    if (symbol.getDocumentationComment(view.checker).length === 0) silent.add(name)
  }
  for (const door of doors) {
    for (const given of view.exportsOf(door)) {
      const one = given.flags & ts.SymbolFlags.Alias ? view.checker.getAliasedSymbol(given) : given
      look(one, one.name)
      if (!(one.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class))) continue
      for (const member of view.checker.getPropertiesOfType(
        view.checker.getDeclaredTypeOfSymbol(one),
      )) {
        const own = member.declarations?.some(({ parent }) =>
          parent.getSourceFile().fileName.startsWith(fileURLToPath(urlOf(''))),
        )
        if (own && member.name !== '#private') look(member, `${one.name}.${member.name}`)
      }
    }
  }
  return [...silent]
}

const silent = withoutText()
if (silent.length > 0) {
  console.error(`An editor has nothing to show for:\n${silent.join('\n')}`)
  process.exitCode = 1
}
