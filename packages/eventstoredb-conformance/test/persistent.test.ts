import { describeArea } from './area.ts'

describeArea('persistent')
