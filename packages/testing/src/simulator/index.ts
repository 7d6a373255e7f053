export { simulate, type Simulation } from './simulate.ts'
