/**
 * Generated code loaded apart from all other such code of the process.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { compileFunction } from 'node:vm'

/**
 * Loads generated protobuf code with a `proto` of its own. All such code of a process otherwise shares one global
 * object, in which the code loaded last replaces what has the same name: the clients of EventStoreDB and of KurrentDB
 * speak of the same messages, so a server next to either would answer with the other's.
 */
export interface IsolatedCode {
  readonly load: (name: string) => unknown
}

interface LoadedModule {
  exports: unknown
}

/** Generated code finds its global object as `window`, or as `globalThis`, if `this` is none, as in strict code. */
const parameters = ['exports', 'require', 'module', 'window', 'globalThis', 'proto']
const strict = '"use strict";'

const isGenerated = (path: string): boolean => path.endsWith('_pb.js')

/** The file that called: both module formats know it, under different names, and only the call stack in both. */
const callingFile = (): string => {
  const prepare = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace')
  try {
    Error.prepareStackTrace = (_error, sites) => sites
    const sites = new Error().stack as unknown as ReadonlyArray<NodeJS.CallSite>
    return sites[0]?.getFileName() ?? ''
  } finally {
    if (prepare === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace')
    else Object.defineProperty(Error, 'prepareStackTrace', prepare)
  }
}

export const isolateCode = (): IsolatedCode => {
  const proto = {}
  const root = { proto }
  const loaded = new Map<string, LoadedModule>()

  const loadFile = (path: string): unknown => {
    const known = loaded.get(path)
    if (known !== undefined) return known.exports
    const module: LoadedModule = { exports: {} }
    loaded.set(path, module)
    const requireThere = createRequire(path)
    const require = (name: string): unknown => {
      const target = requireThere.resolve(name)
      return isGenerated(target) ? loadFile(target) : requireThere(name)
    }
    const run = compileFunction(strict + readFileSync(path, 'utf8'), parameters, { filename: path })
    run.call(module.exports, module.exports, require, module, root, root, proto)
    return module.exports
  }

  const requireHere = createRequire(callingFile())
  return { load: name => loadFile(requireHere.resolve(name)) }
}
