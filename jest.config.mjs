import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const workspaces = readdirSync('packages')
  .filter(name => existsSync(`packages/${name}/test`))
  .map(name => ({ name, rootDir: `<rootDir>/packages/${name}` }))
  .concat({ name: 'docs', rootDir: '<rootDir>/docs' })

// Their tests start programs, or load packages, that are to be what the sources say now.
const buildFirst = fileURLToPath(new URL('./scripts/jest-setup.mjs', import.meta.url))
const seed = fileURLToPath(new URL('./scripts/jest-seed.cjs', import.meta.url))
const streams = fileURLToPath(new URL('./scripts/jest-streams.cjs', import.meta.url))
/** Packages that are ES modules only, which jest's own `require` does not take. */
const modulesOnly = 'age-encryption|@noble|@scure'
const runsPrograms = ['audit', 'cli', 'docs', 'eventstoredb', 'holidays', 'seal', 'testing', 'vault']

export default {
  testSequencer: fileURLToPath(new URL('./scripts/jest-sequencer.cjs', import.meta.url)),
  // Every processor: many tests wait for servers and programs of their own.
  maxWorkers: '100%',
  // Properties over thousands of cases, on a machine that does other things as well.
  testTimeout: 240_000,
  // What test files leave behind in a process makes those after them slow: it is begun anew before that.
  workerIdleMemoryLimit: '800MB',
  // A worker that ran many tests has a gigabyte to give back, which takes it longer than the 500 ms after which jest takes
  // it for leaking. One that really leaks, a timer or a socket, never ends, and is reported as before.
  workerGracefulExitTimeout: 30_000,
  projects: workspaces.map(({ name, rootDir }) => ({
    displayName: name,
    rootDir,
    testEnvironment: 'node',
    setupFiles: [seed, streams],
    ...(runsPrograms.includes(name) && { globalSetup: buildFirst }),
    testMatch: ['<rootDir>/test/**/*.test.ts'],
    testPathIgnorePatterns: ['/node_modules/', '/dist/'],
    transformIgnorePatterns: [`/node_modules/(?!\\.pnpm|${modulesOnly})`],
    transform: {
      [`\\.[cm]?ts$|/node_modules/(${modulesOnly})/.*\\.js$`]: [
        '@swc/jest',
        { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, sourceMaps: 'inline' }
      ]
    },
    moduleNameMapper: {
      '^@samtykke/([a-z-]+)$': '<rootDir>/../../packages/$1/src/index.ts',
      '^@samtykke/([a-z-]+)/([A-Za-z0-9-]+)$': [
        '<rootDir>/../../packages/$1/src/$2.ts',
        '<rootDir>/../../packages/$1/src/$2/index.ts'
      ]
    }
  }))
}
