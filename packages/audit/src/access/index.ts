export {
  type AccessError,
  type AccessPackage,
  accessPackageOf,
  type Audio,
  type Media,
  type MediaError
} from './accessPackage.ts'
export { extensionOf, fileName } from './fileName.ts'
export type { Manifest, ManifestFile, NotIncluded } from './manifest.ts'
