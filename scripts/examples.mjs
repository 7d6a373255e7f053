// The examples in docstrings and documentation, found and made into modules that can run.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import ts from 'typescript'

/** What was written by hand: not what is installed, and not the pages that are made of docstrings. */
export const filesUnder = (folder, ending) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true })
        .filter(name => name.endsWith(ending) && !/^(node_modules|api)\//.test(name))
        .map(name => `${folder}/${name}`)
    : []

const fenced = /^```(\w*)[ \t]*([\w-]*)[ \t]*\n([\s\S]*?)^```/gm
const lineAt = (text, index) => text.slice(0, index).split('\n').length

/** What follows `@example` up to the next tag, without the comment's stars: code, or code in fences. */
export const examplesInSource = file => {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap(comment => {
    const lines = comment[0].replace(/\*\/$/, '').replace(/^[ \t]*(\/\*\*|\*) ?/gm, '')
    return [...lines.matchAll(/^@example\b.*\n([\s\S]*?)(?=^@\w|(?![\s\S]))/gm)].flatMap(example => {
      const line = lineAt(text, comment.index) + lineAt(lines, example.index)
      const blocks = [...example[1].matchAll(fenced)]
      return blocks.length === 0
        ? [{ file, line, code: example[1], runs: true }]
        : blocks.map(({ index, 2: mode, 3: code }) => ({
            file,
            line: line + lineAt(example[1], index),
            code,
            runs: mode !== 'no-run'
          }))
    })
  })
}

/** The blocks fenced as `ts run` and as `ts no-run`. */
export const examplesInMarkdown = file => {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return [...text.matchAll(fenced)]
    .filter(([, language, mode]) => language === 'ts' && ['run', 'no-run'].includes(mode))
    .map(({ index, 2: mode, 3: code }) => ({
      file,
      line: lineAt(text, index) + 1,
      code,
      runs: mode === 'run'
    }))
}

/** A module of the example's imports, then its other lines between `open` and `close`, each line at its own number. */
export const asModule = ({ file, line, code }, open, close) => {
  const statements = ts.createSourceFile(file, code, ts.ScriptTarget.ES2022, true).statements
  const bodyFrom = statements.find(each => !ts.isImportDeclaration(each))?.getStart() ?? code.length
  const imports = code.slice(0, bodyFrom)
  const assert = /\bassert\b/.test(imports) ? '' : "import assert from 'node:assert/strict'"
  return `${assert}${'\n'.repeat(line - 1)}${imports}${open}${code.slice(bodyFrom)}\n${close}\n`
}
