/** What the keys of a store with this template never begin with: it is the store's own. */
export const ownPrefix = (template: string): string => {
  const folder = template.slice(0, template.indexOf('{'))
  return `${folder.slice(0, folder.lastIndexOf('/') + 1)}.samtykke/`
}
