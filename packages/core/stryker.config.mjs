// Changes the rules one place at a time: does a test notice? On demand, `npm run mutation` at the root.
import { fileURLToPath } from 'node:url'

const neighbours = fileURLToPath(new URL('..', import.meta.url))

export default {
  mutate: [
    'src/{accessRequest,call,consent,deadline,decide,dueAction,facts,ground,hold,period,rules}.ts',
    'src/findings/*.ts'
  ],
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: {
    projectType: 'custom',
    config: {
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testTimeout: 60_000,
      transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
      moduleNameMapper: {
        '^@samtykke/core$': '<rootDir>/src/index.ts',
        '^@samtykke/([a-z-]+)$': `${neighbours}$1/src/index.ts`
      }
    }
  },
  coverageAnalysis: 'perTest',
  // What is computed once on loading would need all tests for each change, and is the policy's data and lists of words.
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 60_000,
  thresholds: { high: 95, low: 90, break: 85 },
  reporters: ['clear-text', 'html', 'json', 'progress'],
  clearTextReporter: { reportTests: false, reportMutants: false, reportScoreTable: true },
  ignorePatterns: ['dist', 'bench']
}
