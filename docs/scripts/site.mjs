// Builds the site of the documentation and serves it: `npm run docs`, with `-- --port 5000` at another port. It asks
// nothing of the network. On a terminal a browser is opened; elsewhere the address is only printed.
import { parseArgs } from 'node:util'
import { preview } from 'vite'
import { build } from 'vitepress'
import { writeApi } from './api.mjs'

const { values } = parseArgs({ options: { port: { type: 'string', default: '4173' } } })
const port = Number(values.port)
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`--port: expected a number from 0 to 65535, found ${JSON.stringify(values.port)}`)
  process.exit(2)
}
await writeApi()
await build('docs')
const server = await preview({
  root: 'docs',
  configFile: false,
  appType: 'mpa',
  build: { outDir: '.vitepress/dist' },
  preview: { port, open: process.stdout.isTTY === true && !process.env.CI }
})
server.printUrls()
