import { describeArea } from './area.ts'

describeArea('append')
