// Writes docs/events.md and the JSON Schema of events from the codecs, or with `--check` says where they differ.
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import * as prettier from 'prettier'
import { run } from './workspace.mjs'

const folder = 'packages/core'
run('node_modules/.bin/tsc', ['-b', folder])
const { envelopeMembers, eventCatalogue, eventSchema } = await import(
  pathToFileURL(`${folder}/dist/esm/catalogue/index.js`)
)

const table = members => [
  '| member | form | meaning | example |',
  '|---|---|---|---|',
  ...members.map(({ name, required, form, meaning, example }) => {
    const cells = [`\`${name}\`${required ? '' : '?'}`, form, meaning, `\`${JSON.stringify(example)}\``]
    return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  })
]

const page = [
  '# Events',
  '',
  'What can happen to a recorded call, member by member. This page is made from the codecs by `npm run docs:events`.',
  '',
  `An event is one flat JSON object. A \`?\` marks a member that may be absent; one that is \`null\` is absent, and members
that a type does not have are ignored. \`samtykke events TYPE\` shows the same on a terminal, and
\`@samtykke/core/schemas/event.schema.json\` is the JSON Schema. What is computed from events is in the
[contract](contract.md).`,
  '',
  '## Every event',
  '',
  ...table(envelopeMembers),
  ...eventCatalogue.flatMap(({ type, meaning, article, members, example }) => [
    '',
    `## \`${type}\``,
    '',
    `${meaning}${article === undefined ? '' : ` (${article})`}.`,
    '',
    ...table(members),
    '',
    '```json',
    JSON.stringify(example),
    '```'
  ])
].join('\n')

const files = {
  'docs/events.md': page,
  [`${folder}/schemas/event.schema.json`]: JSON.stringify(eventSchema)
}

const onlyCheck = process.argv.includes('--check')
for (const [path, text] of Object.entries(files)) {
  const options = await prettier.resolveConfig(path)
  const written = await prettier.format(text, { ...options, filepath: path })
  if (!onlyCheck) writeFileSync(path, written)
  else if (readFileSync(path, 'utf8') !== written) {
    console.error(`${path}: is not what the codecs say; npm run docs:events writes it`)
    process.exitCode = 1
  }
}
