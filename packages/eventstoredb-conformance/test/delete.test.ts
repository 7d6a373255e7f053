import { describeArea } from './area.ts'

describeArea('delete')
