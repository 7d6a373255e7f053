import { describeArea } from './area.ts'

describeArea('subscribe')
