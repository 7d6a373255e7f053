export {
  type Instruction,
  type Instructions,
  instructionsCsv,
  instructionsFor,
  type KeepInstruction
} from './instructions.ts'
