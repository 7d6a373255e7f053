/**
 * What is expected of a sealed log, its keys and its proofs, and what is found; and why nothing is signed or proven.
 */
import type { Phrase } from './phrase.ts'

const expected: ReadonlyArray<Phrase> = [
  ['an Ed25519 private key (PEM)', 'en privat Ed25519-nøgle (PEM)'],
  ['an Ed25519 private key', 'en privat Ed25519-nøgle'],
  ['an Ed25519 key of type 01 or 04', 'en Ed25519-nøgle af type 01 eller 04'],
  ["a witness's key, of type 04", 'et vidnes nøgle, af type 04'],
  ['a key of type 01', 'en nøgle af type 01'],
  ["another key than the log's", 'en anden nøgle end loggens'],
  ["the log's", 'loggens'],
  ['a key name without spaces and +', 'et nøglenavn uden mellemrum og +'],
  ['NAME+8 hex digits+base64', 'NAVN+8 hexadecimale cifre+base64'],
  ['origin, size and root on three lines', 'navn, størrelse og rod på tre linjer'],
  ['UTF-8 without control characters', 'UTF-8 uden kontroltegn'],
  ['text, an empty line, signature lines', 'tekst, en tom linje, linjer med underskrifter'],
  ['— NAME base64(key id ‖ signature)', '— NAVN base64(nøglenummer ‖ underskrift)'],
  ['a base64 hash on each line', 'en base64-hash på hver linje'],
  ['extra with base64 of {entry, salt}', 'extra med base64 af {entry, salt}'],
  ['the state of a log', 'en logs tilstand'],
  ['{} sealed entries', '{} forseglede poster'],
  ['{} hashes', '{} hashværdier'],
  ['UTF-8', 'UTF-8']
]

const found: ReadonlyArray<Phrase> = [
  ['other bytes', 'andre bytes'],
  ['other lines', 'andre linjer'],
  ['{} other bytes', '{} andre bytes'],
  ['no such tile', 'ikke et sådant stykke af træet'],
  ['a file that is not there', 'en fil, der ikke er der']
]

const refused: ReadonlyArray<Phrase> = [
  ['nothing of this call is sealed', 'intet i denne samtale er forseglet'],
  ['the source contradicts what is sealed', 'kilden modsiger det, der er forseglet'],
  ['the tree is not whole', 'træet er ikke helt'],
  ['the tree is not the one that was signed', 'træet er ikke det, der blev underskrevet'],
  ['the key to verify with is not there', 'nøglen til kontrol mangler'],
  [
    'the key for receipts is not one that signed the checkpoint',
    'nøglen til kvitteringer er ikke en, der har underskrevet checkpointet'
  ],
  [
    'the latest checkpoint is not signed by this key',
    'det seneste checkpoint er ikke underskrevet med denne nøgle'
  ],
  ['what is sealed cannot be compared any more', 'det forseglede kan ikke længere sammenlignes']
]

export const sealPhrases: ReadonlyArray<Phrase> = [...expected, ...found, ...refused]
