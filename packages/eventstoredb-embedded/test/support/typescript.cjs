// Lets a child process of a test run the sources: node --require test/support/typescript.cjs src/program/main.ts
const { transformFileSync } = require('@swc/core')

require.extensions['.ts'] = (module, file) => {
  const { code } = transformFileSync(file, {
    module: { type: 'commonjs' },
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    sourceMaps: 'inline'
  })
  module._compile(code, file)
}
