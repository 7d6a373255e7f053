// Sources by their build, then the tests and benchmarks, which are not built.
import { existsSync } from 'node:fs'
import { build } from './build.mjs'
import { packages, run } from './workspace.mjs'

build()
for (const folder of [...packages.map(each => each.folder), 'docs']) {
  if (existsSync(`${folder}/test/tsconfig.json`)) run('node_modules/.bin/tsc', ['-p', `${folder}/test`])
}
