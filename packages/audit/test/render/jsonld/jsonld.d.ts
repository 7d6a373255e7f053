declare module 'jsonld' {
  const jsonld: { readonly toRDF: (document: unknown, options: unknown) => Promise<unknown> }
  export default jsonld
}
