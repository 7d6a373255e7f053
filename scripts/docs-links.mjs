// Follows every link of the documentation that leads to a file or to a heading of the project. Where a link to a source
// is followed by code in backticks, as in docs/notice.md, that code must stand in the source exactly once: it leads the
// reader to the line.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { anchorOf } from './anchors.mjs'
import { filesUnder } from './examples.mjs'
import { packages } from './workspace.mjs'

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...filesUnder('docs', '.md'),
  ...packages.map(({ folder }) => `${folder}/README.md`)
].filter(existsSync)

const anchors = text => [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading))
const withoutBlocks = text => text.replace(/^```[\s\S]*?^```/gm, '')

const problems = []
let links = 0
for (const page of pages) {
  const text = withoutBlocks(readFileSync(page, 'utf8'))
  for (const [whole, target, , code] of text.matchAll(/\]\(([^)\s]+)\)( `([^`]+)`)?/g)) {
    if (/^[a-z]+:/.test(target)) continue
    links++
    const [path, anchor] = target.split('#')
    const file = path === '' ? page : join(dirname(page), path)
    if (!existsSync(file)) problems.push(`${page}: ${target}: no such file`)
    else if (anchor !== undefined && !anchors(readFileSync(file, 'utf8')).includes(anchor))
      problems.push(`${page}: ${target}: no such heading`)
    else if (code !== undefined && /\.ts$/.test(file) && statSync(file).isFile()) {
      const count = readFileSync(file, 'utf8').split(code).length - 1
      if (count !== 1) problems.push(`${page}: ${whole}: expected once in the source, found ${count} times`)
    }
  }
}
for (const problem of problems) console.error(problem)
console.log(`${links} links followed, ${problems.length} lead nowhere`)
if (problems.length > 0) process.exit(1)
