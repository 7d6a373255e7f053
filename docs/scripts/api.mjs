// Writes docs/api from the docstrings of all that the packages export: a page for each entry point, in Markdown, so that
// the site searches it like any other page.
import { Application, Converter, TSConfigReader } from 'typedoc'
import { entryPoints } from '../../scripts/workspace.mjs'

export const writeApi = async () => {
  const app = await Application.bootstrapWithPlugins(
    {
      plugin: ['typedoc-plugin-markdown'],
      tsconfig: 'docs/tsconfig.json',
      // What a package exports twice stands on the page of its own path, and is linked from that of the whole.
      entryPoints: entryPoints.map(({ source }) => source).reverse(),
      sortEntryPoints: false,
      // The types are checked elsewhere.
      skipErrorChecking: true,
      disableGit: true,
      disableSources: true,
      excludeExternals: true,
      name: 'API',
      readme: 'none',
      entryFileName: 'index',
      out: 'docs/api',
      treatWarningsAsErrors: true,
      validation: { notExported: false, invalidLink: true, invalidPath: true },
      logLevel: 'Warn',
      router: 'module',
      groupOrder: ['Functions', 'Variables', '*'],
      hideBreadcrumbs: true,
      hidePageHeader: true,
      useCodeBlocks: true,
      parametersFormat: 'table',
      interfacePropertiesFormat: 'table',
      propertyMembersFormat: 'table',
      typeDeclarationFormat: 'table',
      typeAliasPropertiesFormat: 'table',
      classPropertiesFormat: 'table',
      tableColumnSettings: {
        hideInherited: true,
        hideOverrides: true,
        hideSources: true,
        hideModifiers: true
      },
      sanitizeComments: true,
      excludeScopesInPaths: true
    },
    [new TSConfigReader()]
  )
  // Types are shown as they are written, `EventOf<'consent-given'>`, and not as they are resolved.
  app.converter.on(Converter.EVENT_BEGIN, context => {
    context.convertingTypeNode = true
  })
  const project = await app.convert()
  if (project === undefined) throw new Error('TypeDoc read nothing')
  for (const each of project.children ?? []) {
    const at = entryPoints.find(
      ({ source }) => source.replace(/(\/index)?\.ts$/, '') === `packages/${each.name}`
    )
    if (at === undefined) throw new Error(`no entry point is ${each.name}`)
    each.name = at.name
  }
  await app.generateOutputs(project)
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error('the docstrings have faults')
}
