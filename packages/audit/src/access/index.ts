export { type AccessError, type AccessPackage, accessPackageOf } from './accessPackage.ts'
export type { Audio, Media, MediaError } from './contents.ts'
export { extensionOf, fileName } from './fileName.ts'
export type { Manifest, ManifestFile, NotIncluded } from './manifest.ts'
