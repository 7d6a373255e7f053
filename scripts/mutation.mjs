// Changes the source one place at a time: does a test notice? Each file against the tests that concern it.
//
//   npm run mutation                 every piece
//   npm run mutation -- basis due    those pieces, or those files
import { changeFile } from './mutation/changeFile.mjs'
import { pieces } from './mutation/pieces.mjs'

const lowestScore = 85

// A property draws fewer cases here, of the thousands that it compares by itself.
process.env.SAMTYKKE_HISTORIES ??= '150'
process.env.FAST_CHECK_SEED ??= '20180525'

const asked = process.argv.slice(2)
const names = ({ name, files }) => [name, ...files]
const unknown = asked.filter(each => !pieces.some(piece => names(piece).includes(each)))
if (unknown.length > 0) {
  console.error(
    `mutation: no piece or file ${unknown.join(', ')}; there are ${pieces.flatMap(names).join(', ')}`
  )
  process.exit(2)
}

const caught = new Set(['killed', 'endless'])
const scoreOf = results => (100 * results.filter(({ status }) => caught.has(status)).length) / results.length
const line = (name, results) =>
  [
    name.padEnd(32),
    `${scoreOf(results).toFixed(1)} %`.padStart(8),
    ...['killed', 'endless', 'survived', 'never run'].map(status =>
      `${results.filter(each => each.status === status).length} ${status}`.padStart(14)
    )
  ].join(' ')

const oneLine = text => text.replaceAll(/\s+/g, ' ')

for (const piece of pieces) {
  const isAsked = asked.length === 0 || asked.includes(piece.name)
  const results = []
  for (const file of piece.files.filter(each => isAsked || asked.includes(each))) {
    const started = Date.now()
    const found = await changeFile(piece, file)
    if (found.length === 0) continue
    results.push(...found)
    console.log(`${line(`${piece.of}: ${file}`, found)}  ${Math.round((Date.now() - started) / 1_000)} s`)
    for (const { line: at, source, replacement, status } of found.filter(each => !caught.has(each.status)))
      console.log(`  ${status} ${file}.ts:${at}  ${oneLine(source)}  =>  ${oneLine(replacement)}`)
  }
  if (results.length === 0) continue
  console.log(`${line(`${piece.name}, together`, results)}\n`)
  if (scoreOf(results) < lowestScore) process.exitCode = 1
}
