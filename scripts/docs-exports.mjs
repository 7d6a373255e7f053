// Looks at all that the packages export: each export has a docstring, and each function one with an `@example`, which
// docs-examples.mjs runs.
import { relative } from 'node:path'
import ts from 'typescript'
import { entryPoints } from './workspace.mjs'

const { config } = ts.readConfigFile('tsconfig.base.json', ts.sys.readFile)
const { options } = ts.convertCompilerOptionsFromJson(
  { ...config.compilerOptions, composite: false, noEmit: true, types: ['node', 'jest'] },
  '.'
)
const program = ts.createProgram(
  entryPoints.map(({ source }) => source),
  options
)
const checker = program.getTypeChecker()

/** Where an export is declared; not what it is of a package of others. */
const declarationsOf = symbol => {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  return (target.declarations ?? []).filter(each => !each.getSourceFile().fileName.includes('/node_modules/'))
}

const isFunction = declaration =>
  ts.isFunctionDeclaration(declaration) ||
  (ts.isVariableDeclaration(declaration) &&
    checker.getTypeAtLocation(declaration).getCallSignatures().length > 0)

/** One docstring may stand for several declarations of a name: overloads, or a codec and its type. */
const missing = symbol => {
  const declarations = declarationsOf(symbol)
  if (declarations.length === 0) return undefined
  const described = declarations.some(each => ts.getJSDocCommentsAndTags(each).some(ts.isJSDoc))
  if (!described) return { what: 'no docstring', at: declarations[0] }
  const tags = declarations.flatMap(each => ts.getJSDocTags(each)).map(({ tagName }) => tagName.text)
  if (declarations.some(isFunction) && !tags.includes('example'))
    return { what: 'no @example', at: declarations[0] }
  return undefined
}

const seen = new Set()
let problems = 0
for (const { name, source } of entryPoints) {
  const module = checker.getSymbolAtLocation(program.getSourceFile(source))
  for (const symbol of checker.getExportsOfModule(module)) {
    const found = missing(symbol)
    if (found === undefined || seen.has(found.at)) continue
    seen.add(found.at)
    problems++
    const file = found.at.getSourceFile()
    const line = file.getLineAndCharacterOfPosition(found.at.getStart()).line + 1
    console.error(`${relative('.', file.fileName)}:${line}: ${symbol.name} of ${name}: ${found.what}`)
  }
}
console.log(`exports of ${entryPoints.length} entry points, ${problems} without docstring or example`)
if (problems > 0) process.exit(1)
