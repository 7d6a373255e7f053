// Prints which of others' tools are there, so that a run says with what its documents were held against.
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const fromAudit = createRequire(fileURLToPath(new URL('../packages/audit/package.json', import.meta.url)))

const isPackage = name => {
  try {
    fromAudit.resolve(name)
    return true
  } catch {
    return false
  }
}

const runs = (program, ...args) => {
  try {
    execFileSync(program, args, { stdio: 'ignore', timeout: 60_000 })
    return true
  } catch {
    return false
  }
}

const chromium = process.env['SAMTYKKE_CHROMIUM']
const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const tools = [
  ['JSON Schema (ajv)', isPackage('ajv/dist/2020.js')],
  ['RDF library (jsonld)', isPackage('jsonld')],
  ['SPARQL engine (oxigraph)', isPackage('oxigraph')],
  ['axe (axe-core)', isPackage('axe-core/axe.min.js')],
  [
    'Chromium',
    [...(chromium === undefined ? [] : [chromium]), ...browsers].some(each => runs(each, '--version'))
  ],
  ['LibreOffice', runs('soffice', '--version')],
  ['age', runs('age', '--version')],
  ['OpenSSL', runs('openssl', 'version')],
  ['Python', runs('python3', '--version')],
  ['curl', runs('curl', '--version')]
]

const listed = is => tools.flatMap(([name, there]) => (there === is ? [name] : [])).join(', ') || 'none'
console.log(`tools: present: ${listed(true)}; absent: ${listed(false)}`)
