import { describeArea } from './area.ts'

describeArea('misc')
