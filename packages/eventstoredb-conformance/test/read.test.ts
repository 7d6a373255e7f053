import { describeArea } from './area.ts'

describeArea('read')
