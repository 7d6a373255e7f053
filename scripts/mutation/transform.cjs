// jest's usual transform, but for the one file that is read with every change to it inside, each behind a switch.
const { readFileSync } = require('node:fs')
const { createTransformer } = require('@swc/jest')

module.exports = {
  createTransformer: ({ file, instrumented, swc }) => {
    const usual = createTransformer(swc)
    const content = readFileSync(instrumented, 'utf8')
    const sourceOf = (source, of) => (of === file ? content : source)
    return {
      process: (source, of, options) => usual.process(sourceOf(source, of), of, options),
      getCacheKey: (source, of, options) => usual.getCacheKey(sourceOf(source, of), of, options)
    }
  }
}
