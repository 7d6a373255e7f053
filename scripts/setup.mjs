// Installs from the lockfile and builds, both only where something changed.
import { existsSync, statSync } from 'node:fs'
import { pnpm } from './pnpm.mjs'

const installed = 'node_modules/.modules.yaml'
const fresh = existsSync(installed) && statSync(installed).mtimeMs > statSync('pnpm-lock.yaml').mtimeMs
if (!fresh) pnpm('install', '--frozen-lockfile')

const { buildWhereStale } = await import('./build.mjs')
buildWhereStale()
