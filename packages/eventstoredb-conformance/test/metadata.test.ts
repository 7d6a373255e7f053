import { describeArea } from './area.ts'

describeArea('metadata')
