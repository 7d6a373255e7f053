// Changes the rules one place at a time: does a test notice? On demand, by `npm run mutation` at the root.
export default {
  mutate: [
    'src/{accessRequest,analysis,call,consent,copies,deadline,deadlineSteps,decide,dueAction,eventOrder,explanation,facts,ground,hold,period,proofDeadline,recording,retained,rules,select}.ts',
    'src/findings/*.ts'
  ],
  ignorePatterns: ['dist'],
  testRunner: 'jest',
  plugins: ['@stryker-mutator/jest-runner'],
  jest: {
    projectType: 'custom',
    config: {
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      // They read files outside the package, which the copy that is changed does not have; no rule is theirs.
      testPathIgnorePatterns: ['policySchema'],
      testTimeout: 60_000,
      transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
      moduleNameMapper: {
        '^@samtykke/core$': '<rootDir>/src/index.ts',
        '^@samtykke/core/catalogue$': '<rootDir>/src/catalogue/index.ts'
      }
    }
  },
  coverageAnalysis: 'perTest',
  // What is computed once, on loading, would take all the tests for each change; it is lists of words.
  ignoreStatic: true,
  timeoutMS: 60_000,
  reporters: ['clear-text', 'html', 'json'],
  clearTextReporter: { reportTests: false, reportScoreTable: false }
}
