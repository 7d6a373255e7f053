// Arrows point inward: everything may import core, core almost nothing, the program samtykke everything.
const outermost = 'cli|benchmarks|eventstoredb-conformance'

/** The folders of audit, each above those before it. Documents of one layer do not know each other. */
const auditLayers = [
  'rows',
  'render',
  'head',
  'basis',
  'explanation',
  'trail',
  'subject',
  'art30|certificate|consentRecord|instructions|letters|report',
  'access|breach|worklist',
  'inspection'
]

/** The folders of the program, likewise; what stands beside them starts it. */
const cliLayers = ['text', 'output', 'source', 'engine', 'command', 'retention', 'verbs']

/** One rule for each folder of a package: it knows itself and what is below, given from the bottom to the top. */
const layered = (name, layers, comment) =>
  layers.map((layer, index) => ({
    name: `${name}-${layer}-rests-on-what-is-below`,
    comment,
    severity: 'error',
    from: { path: `^packages/${name}/src/(${layer})/` },
    to: {
      path: `^packages/${name}/src/`,
      pathNot: `^packages/${name}/src/(${layers.slice(0, index).concat('$1').join('|')})/`
    }
  }))

/**
 * Folders that the files of their own folder use, and that therefore know none of them. Any other folder rests on the
 * files of the folder that it is in; of those only an index names what is inside.
 */
const beneath = {
  'audit/src/trail': 'entries|text',
  'cli/src': '[^/]+',
  'eventstoredb-conformance/src': 'operations|scenario',
  'eventstoredb-embedded/src': 'access|persistent|projections|services|store|transport|wire',
  'retention/src': 'stores',
  'seal/src': 'page',
  'vault/src': 'directory'
}

export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'A circle of modules has no reading order.',
      severity: 'error',
      from: {},
      to: { circular: true }
    },
    {
      name: 'no-circles-of-folders',
      comment: 'Nor has a circle of folders.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^packages/[^/]+/src' },
      to: { circular: true }
    },
    ...Object.entries(beneath).map(([folder, inside]) => ({
      name: `${folder.replaceAll('/', '-')}-rests-on-what-is-beneath`,
      comment: 'A folder within a folder is above its files or beneath them: not both.',
      severity: 'error',
      from: { path: `^packages/${folder}/(${inside})/` },
      to: { path: `^packages/${folder}/[^/]+$` }
    })),
    {
      name: 'a-folder-is-beneath-what-is-in-it',
      comment: 'A folder within a folder is above its files, where it does not say above that it is beneath.',
      severity: 'error',
      from: { path: '^(packages/[^/]+/src.*)/[^/]+$', pathNot: '/(index|main)[.]ts$' },
      to: {
        path: '^$1/[^/]+/',
        pathNot: Object.entries(beneath).map(([folder, inside]) => `^packages/${folder}/(${inside})/`)
      }
    },
    {
      name: 'core-stands-alone',
      comment:
        'Core imports fp-ts, io-ts, date-fns and its time zones and UTC, and nothing else, not even of Node.',
      severity: 'error',
      from: { path: '^packages/core/src/' },
      to: { pathNot: ['^packages/core/src/', 'node_modules/(fp-ts|io-ts|date-fns|@date-fns/(tz|utc))/'] }
    },
    {
      name: 'adapters-know-core-only',
      comment:
        'An adapter joins core to one outside system; two adapters meet in the program that uses them. What works on any log stands beside core, and knows core only.',
      severity: 'error',
      from: {
        path: '^packages/([^/]+)/src/',
        pathNot: [`^packages/(${outermost})/`, '^packages/testing/src/eventstoredb/']
      },
      to: { path: '^packages/', pathNot: ['^packages/(core|log|$1)/'] }
    },
    {
      name: 'tests-on-eventstoredb-join-two',
      comment:
        'The log on EventStoreDB for tests joins the log to the embedded server. Both are optional, so nothing else of the package knows it.',
      severity: 'error',
      from: { path: '^packages/testing/src/eventstoredb/' },
      to: { path: '^packages/', pathNot: ['^packages/(core|testing|eventstoredb|eventstoredb-embedded)/'] }
    },
    {
      name: 'tests-ask-for-what-is-optional-where-it-is-used',
      comment: 'The main entry of the package works without fast-check, jest and EventStoreDB.',
      severity: 'error',
      from: {
        path: '^packages/testing/src/',
        pathNot: '^packages/testing/src/(eventstoredb|fast-check|jest)/'
      },
      to: {
        path: [
          '^packages/testing/src/(eventstoredb|fast-check|jest)/',
          '^packages/eventstoredb',
          'node_modules/(fast-check|expect|@jest)/'
        ]
      }
    },
    {
      name: 'log-knows-core-only',
      comment: 'What works on the port of a log knows nothing that implements it.',
      severity: 'error',
      from: { path: '^packages/log/src/' },
      to: { path: '^packages/', pathNot: ['^packages/(core|log)/'] }
    },
    ...layered(
      'audit',
      auditLayers,
      'A document may use what is rendered for all; what is rendered for all knows no document.'
    ),
    ...layered(
      'cli',
      cliLayers,
      'A verb is a command over an engine and its sources; none of them knows a verb.'
    ),
    {
      name: 'nothing-knows-the-outermost',
      comment: 'Neither the program nor the private packages, which measure and check, are a library.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/', pathNot: '^packages/benchmarks/' },
      to: { path: `^packages/(${outermost})/`, pathNot: '^packages/$1/' }
    },
    {
      name: 'sources-use-what-is-installed-with-them',
      comment:
        'What a published source imports stands in dependencies or peerDependencies, but for the one module into which ' +
        'the build takes what it uses (scripts/build.mjs).',
      severity: 'error',
      from: { path: '^packages/[^/]+/(src|bin)/', pathNot: '^packages/core/src/dates\\.ts$' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'unknown'],
        dependencyTypesNot: ['npm', 'npm-peer', 'npm-optional', 'type-only']
      }
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere hides from every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true }
    }
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: ['/fixtures/', '/generated/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@samtykke/source', 'import', 'require', 'node', 'default', 'types']
    }
  }
}
