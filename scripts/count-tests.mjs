// Prints how many tests passed and failed by jest's JSON results, for .ci/run; a test file that could not run has failed.
import { existsSync, readFileSync } from 'node:fs'

const file = process.argv[2]
const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8'))
  : { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0 }
console.log(numPassedTests, numFailedTests + numRuntimeErrorTestSuites)
