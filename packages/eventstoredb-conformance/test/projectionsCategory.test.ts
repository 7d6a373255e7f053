import { describeArea } from './area.ts'

describeArea('projections-category')
