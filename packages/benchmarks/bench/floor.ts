/**
 * The floor of every reading of NDJSON: read the file, split it, `JSON.parse` each line, nothing else.
 */
import { openSync, readSync } from 'node:fs'

const descriptor = openSync(process.argv[2] as string, 'r')
const chunk = Buffer.allocUnsafe(64 * 1024)
let rest = Buffer.alloc(0)
for (;;) {
  const read = readSync(descriptor, chunk)
  if (read === 0) break
  const bytes = rest.length === 0 ? chunk.subarray(0, read) : Buffer.concat([rest, chunk.subarray(0, read)])
  let start = 0
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    JSON.parse(bytes.toString('utf8', start, end))
    start = end + 1
  }
  rest = Buffer.from(bytes.subarray(start))
}
