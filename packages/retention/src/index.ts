export { analysisStore, type Anonymiser } from './stores/analyses.ts'
