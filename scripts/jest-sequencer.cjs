// The longest test files come first: where nothing is known of earlier runs jest goes by the size of files, and one of minutes that
// begins late keeps one processor busy while the others wait.
const { default: Sequencer } = require('@jest/test-sequencer')

/** Each takes most of a minute, or more; the longest first. */
const longest = [
  'retention/test/simulation/simulation',
  'cli/test/memory',
  'core/test/agreement',
  'vault/test/gate/restores',
  'cli/test/waiting',
  's3/test/s3Store',
  'seal/test/crash',
  'docs/test/site',
  'retention/test/worstCases'
].map(name => `/${name}.test.ts`)

const rank = ({ path }) => {
  const found = longest.findIndex(name => path.endsWith(name))
  return found < 0 ? longest.length : found
}

module.exports = class extends Sequencer {
  sort(tests) {
    return super.sort(tests).toSorted((a, b) => rank(a) - rank(b))
  }
}
