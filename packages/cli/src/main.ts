/**
 * Runs the program, and exits with its status.
 *
 * It runs as CommonJS, whose modules load in half the time.
 */
import { setFlagsFromString } from 'node:v8'
import { flushed, outputFailure } from './output/streams.ts'
import { program } from './program.ts'

// Rules are many small functions, and two threads compile them: each with all that it calls takes longer than it saves.
setFlagsFromString('--max-inlined-bytecode-size-cumulative=200')

// What is deprecated is for those who write the program: a client that asks for a server by its address is told twice.
process.noDeprecation = true
// So is which Node a client will need one day.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'

void program(process.argv.slice(2)).then(async status => {
  await flushed()
  const failure = outputFailure()
  const last =
    failure === undefined ? status : (await import('./output/outputFailed.ts')).outputFailed(failure, status)
  // Whatever still waits for the outside, such as the name of a host, has nobody left who asks for it.
  process.exit(last)
})
