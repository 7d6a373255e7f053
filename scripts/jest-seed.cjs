/**
 * The seed of every property: FAST_CHECK_SEED, so that a run can be repeated. Without it each run draws cases of its own.
 */
const { configureGlobal } = require('fast-check')

const seed = process.env.FAST_CHECK_SEED
if (seed !== undefined) configureGlobal({ seed: Number(seed) })
