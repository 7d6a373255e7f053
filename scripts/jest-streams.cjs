// Each test file loads the program anew, which listens to both streams once; those of the process are the same for all files.
for (const stream of [process.stdout, process.stderr]) stream.setMaxListeners(Infinity)
