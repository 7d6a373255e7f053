// Changes what trails and bases are derived by, one place at a time: does a test notice? On demand, by `npm run mutation` at the root.
import { join } from 'node:path'

const packages = join(import.meta.dirname, '..')

// Each change meets these many random histories, of the thousands that the tests compare by themselves.
process.env.SAMTYKKE_HISTORIES ??= '150'

export default {
  mutate: [
    'src/basis/{basis,rights,segment}.ts',
    'src/explanation/*.ts',
    'src/trail/*.ts',
    'src/trail/entries/*.ts',
    'src/trail/text/*.ts'
  ],
  ignorePatterns: ['dist', 'bench'],
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: {
    projectType: 'custom',
    config: {
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/{basis,explanation,trail}/**/*.test.ts'],
      // Pages and JSON-LD have tests of their own; what stands in them is derived here.
      testPathIgnorePatterns: ['Page', 'JsonLd'],
      testTimeout: 120_000,
      transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
      // The copy that is changed lies elsewhere than the packages beside this one.
      moduleNameMapper: {
        '^@samtykke/audit$': '<rootDir>/src/index.ts',
        '^@samtykke/([a-z-]+)$': `${packages}/$1/src/index.ts`,
        '^(?:\\.\\./)+core/test/(.*)$': `${packages}/core/test/$1`
      }
    }
  },
  coverageAnalysis: 'perTest',
  // What is computed once, on loading, would take all the tests for each change; it is lists of words.
  ignoreStatic: true,
  timeoutMS: 120_000,
  reporters: ['clear-text', 'html', 'json'],
  clearTextReporter: { reportTests: false, reportScoreTable: false }
}
