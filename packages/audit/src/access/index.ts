export {
  type AccessError,
  type AccessPackage,
  accessPackageOf,
  type Copies,
  type Gap
} from './accessPackage.ts'
export type { AccessAnswered } from './answer.ts'
export type { Audio, Media, MediaError, Results } from './contents.ts'
export { extensionOf, fileName } from './fileName.ts'
export type { Manifest, ManifestFile, NotIncluded } from './manifest.ts'
