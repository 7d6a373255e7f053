export { analysisStore, type Anonymiser } from './stores/analyses.ts'
export {
  type DirectoryOptions,
  type DirectoryStore,
  openDirectoryStore
} from './stores/directory/directoryStore.ts'
