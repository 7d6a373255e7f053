/**
 * The seed of every property: FAST_CHECK_SEED, so that a run can be repeated. Without it each run draws cases of its own.
 */
const { env } = require('node:process')
const { configureGlobal } = require('fast-check')

const seed = env.FAST_CHECK_SEED
if (seed !== undefined) configureGlobal({ seed: Number(seed) })
