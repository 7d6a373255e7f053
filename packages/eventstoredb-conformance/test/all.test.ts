import { describeArea } from './area.ts'

describeArea('all')
