/**
 * The ids of documents: they follow from what a document is about, so that making it again is the same document.
 */
import { v5 } from 'uuid'

/** A UUID of version 5, of a name as a URL. */
export const documentId = (name: string): string => v5(name, v5.URL)
