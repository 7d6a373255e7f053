export {
  envelopeMembers,
  eventCatalogue,
  type EventDescription,
  type MemberDescription
} from './eventCatalogue.ts'
export { eventSchema } from './eventSchema.ts'
