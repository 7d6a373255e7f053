// Builds every package twice with tsc, as ESM and as CommonJS.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { packages, run } from './workspace.mjs'

export const build = () => {
  const sources = packages.filter(each => existsSync(`${each.folder}/tsconfig.json`))
  run('node_modules/.bin/tsc', ['-b', ...sources.map(each => each.folder)])
  for (const { folder } of sources) {
    if (!existsSync(`${folder}/tsconfig.cjs.json`)) continue
    run('node_modules/.bin/tsc', ['-p', `${folder}/tsconfig.cjs.json`])
    mkdirSync(`${folder}/dist/cjs`, { recursive: true })
    writeFileSync(`${folder}/dist/cjs/package.json`, '{"type":"commonjs"}\n')
  }
}

if (process.argv[1]?.endsWith('build.mjs')) build()
