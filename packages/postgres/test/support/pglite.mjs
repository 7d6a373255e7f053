// PGlite behind a socket, in a process of its own: `node pglite.mjs` says its port, and ends with its standard input.
import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'

const db = await PGlite.create()
const server = new PGLiteSocketServer({ db, port: 0, host: '127.0.0.1', maxConnections: 50 })
await server.start()
console.log(server.getServerConn())
process.stdin.resume().once('end', () => process.exit())
