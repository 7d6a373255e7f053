// Each test file loads the program anew, which listens to both streams once; those of the process are the same for all files.
const { stdout, stderr } = require('node:process')

for (const stream of [stdout, stderr]) stream.setMaxListeners(Infinity)
