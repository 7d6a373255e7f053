/**
 * What a proof as a page says, in Danish and English.
 */
import type { PageProblem } from './pageProof.ts'

export type PageLanguage = 'da' | 'en'

/** Texts of one language. `{n}` and other names in braces stand for what was found. */
export interface PageText {
  readonly name: string
  readonly short: string
  readonly title: string
  readonly unchecked: string
  readonly checking: string
  readonly yes: string
  readonly no: string
  readonly ofEvent: string
  readonly problems: Readonly<Record<PageProblem, string>>
  readonly provenTitle: string
  readonly proven: ReadonlyArray<string>
  readonly erased: string
  readonly notProvenTitle: string
  readonly ownKey: string
  readonly pagesKey: string
  readonly notProven: ReadonlyArray<string>
  readonly missing: string
  readonly others: string
  readonly kept: Readonly<Record<'same' | 'earlier' | 'later', string>>
  readonly eventsTitle: string
  readonly facts: Readonly<
    Record<
      'type' | 'created' | 'id' | 'index' | 'leaf' | 'digest' | 'salt' | 'data' | 'metadata' | 'proof',
      string
    >
  >
  readonly event: string
  readonly gone: string
  readonly binary: string
  readonly ownTitle: string
  readonly own: string
  readonly keyLabel: string
  readonly checkpointLabel: string
  readonly check: string
  readonly fileLabel: string
  readonly fileIs: string
  readonly fileIsNone: string
}

const danish: PageText = {
  name: 'Dansk',
  short: 'Bevis',
  title: 'Bevis for hændelserne i en samtale',
  unchecked:
    'Intet er kontrolleret, og intet er bevist: siden kontrollerer sig selv med JavaScript, som er slået fra her.',
  checking: 'Kontrollerer …',
  yes: 'JA. Beviset holder. Hændelser på siden: {n}. De stod sådan i loggen {origin}, da dens checkpoint (blade: {size}) blev underskrevet.',
  no: 'NEJ. Intet er bevist.',
  ofEvent: 'Hændelse nr. {n} på siden',
  problems: {
    'no-ed25519':
      'Denne browser kan ikke kontrollere en Ed25519-underskrift. Åbn siden i en nyere browser; her siger den intet for eller imod.',
    'page-malformed': 'Sidens indhold er ikke et bevis: dele mangler eller er lavet om.',
    'no-events': 'Siden har ingen hændelser.',
    'key-malformed': 'Sidens nøgle er ikke en nøgle.',
    'key-id': 'Sidens nøgle passer ikke med sit eget nummer: navnet eller nøglen er lavet om.',
    'key-given-malformed': 'Det, du har indtastet som nøgle, er ikke en nøgle.',
    'key-given-other': 'Nøglen, du har indtastet, har ikke underskrevet: underskriften er en andens.',
    'kept-malformed': 'Det, du har indsat som checkpoint, er ikke et checkpoint.',
    'kept-other-log': 'Checkpointet, du har gemt, er fra en anden log.',
    'kept-not-signed': 'Checkpointet, du har gemt, er ikke underskrevet med nøglen.',
    'kept-other-tree':
      'Checkpointet, du har gemt, er lige så stort, men har en anden rod: loggens fortid er skrevet om.',
    'proof-malformed': 'Beviset er ikke skrevet i formatet c2sp.org/tlog-proof@v1.',
    'proof-truncated': 'Beviset er skåret over: checkpointet mangler helt eller delvist.',
    'proof-line': 'En linje i beviset er ikke en hashværdi: den er lavet om eller sat ind.',
    'index-malformed': 'Beviset siger ikke, hvilket blad det er.',
    'extra-malformed': 'Posten og saltet i beviset kan ikke læses, eller er skrevet om.',
    'entry-malformed': 'Posten i beviset er ikke en hændelses.',
    'checkpoint-malformed': 'Checkpointet har ikke navn, størrelse og rod.',
    'checkpoint-line': 'Checkpointet har en linje mere, end det skal have.',
    'signature-line': 'En af checkpointets underskriftslinjer er ikke en underskrift.',
    'checkpoint-other': 'Beviset er med et andet checkpoint end sidens første.',
    'origin-other': 'Checkpointet er af en anden log end den, nøglen hører til.',
    'unknown-key': 'Checkpointet er ikke underskrevet med nøglen.',
    'bad-signature':
      'Underskriften passer ikke til checkpointet: tekst, underskrift eller nøgle er lavet om.',
    'leaf-differs': 'Posten giver et andet blad end det, der står på siden: en af dem er lavet om.',
    'index-beyond': 'Bladets nummer ligger uden for det underskrevne træ.',
    'path-long': 'Vejen fra blad til rod er for lang for træets størrelse.',
    'path-short': 'Vejen fra blad til rod er for kort for træets størrelse.',
    'root-differs':
      'Vejen fører ikke fra bladet til den underskrevne rod: bladet, dets nummer eller en hashværdi på vejen er en anden.',
    'call-other': 'Hændelsen er i loggen, men hører til en anden samtale end sidens.',
    'event-twice': 'Den samme hændelse står to gange.',
    'content-malformed': 'Indholdet er ikke skrevet som base64.',
    'content-missing': 'Indholdet er taget af siden, selv om dets salt er der.',
    'content-differs': 'Indholdet er ikke det, der blev forseglet: data, metadata eller salt er lavet om.',
    'salt-missing': 'Saltet er væk, uden at en sletning (proof-redacted) er forseglet efter hændelsen.'
  },
  provenTitle: 'Hvad der er bevist',
  proven: [
    'Underskriften: loggens navn {origin}, antallet af blade {size} og roden {root} er underskrevet (Ed25519) med nøglen {keys}.',
    'Bladet: hver hændelses post giver det blad (SHA-256), der står ved den.',
    'Vejen: fra hvert blad fører hashværdierne til den underskrevne rod (RFC 9162).',
    'Indholdet (hændelser: {intact}): det er til sidste bit det, som posten binder.'
  ],
  erased:
    'Slettet indhold (hændelser: {erased}): pladsen i loggen er bevist, og en sletning (proof-redacted) er forseglet efter hændelsen.',
  notProvenTitle: 'Hvad der ikke er bevist',
  ownKey:
    'Hvem nøglen tilhører. Du har selv indtastet den: stol på den, som du stoler på det sted, du har den fra.',
  pagesKey:
    'Hvem nøglen tilhører. Den står på siden selv, og hvem som helst kan lave en nøgle: sammenlign den med en, du har fået et andet sted fra.',
  notProven: [
    'At det er sandt, som hændelserne siger, eller at alt blev registreret.',
    'At samtalen ikke har andre hændelser.',
    'Hvad der er kommet til i loggen efter checkpointet, eller at andre har fået den samme log at se.',
    'Hvornår der blev underskrevet: et checkpoint har ingen tid. Tiden ved en hændelse er den, loggen skrev.',
    'At siden er ægte: kontrollen er sidens eget program, som den, der gav dig siden, kunne have lavet om. Beviserne nedenfor kan kontrolleres med andres programmer.'
  ],
  missing: 'Der mangler numre imellem: hændelserne {missing} i samtalen er ikke på siden.',
  others: 'Underskrifter på checkpointet med andre nøgler, som ikke er kontrolleret: {n}.',
  kept: {
    same: 'Checkpointet, du har gemt, er det samme træ som sidens.',
    earlier:
      'Checkpointet, du har gemt, er ældre end sidens. At loggen er den samme, ses ikke her; samtykke verify --since viser det.',
    later:
      'Checkpointet, du har gemt, er nyere end sidens. At loggen er den samme, ses ikke her; samtykke verify --since viser det.'
  },
  eventsTitle: 'Hændelserne i samtalen {call}',
  facts: {
    type: 'Type',
    created: 'Registreret',
    id: 'Id',
    index: 'Blad nr.',
    leaf: 'Blad (SHA-256)',
    digest: 'Indholdets hashværdi',
    salt: 'Salt',
    data: 'Indhold, som det er lagret',
    metadata: 'Metadata, som de er lagret',
    proof: 'Beviset (C2SP tlog-proof)'
  },
  event: 'Nr. {revision}',
  gone: 'Slettet. Kun hændelsens plads er bevist.',
  binary: 'Ikke tekst; base64:',
  ownTitle: 'Sammenlign med dit eget',
  own: 'Intet af det, du skriver eller vælger her, forlader din browser.',
  keyLabel: 'Nøglen, du har fået et andet sted fra (NAVN+NUMMER+NØGLE)',
  checkpointLabel: 'Et checkpoint af loggen, som du har gemt',
  check: 'Kontrollér igen',
  fileLabel: 'En fil: er den indholdet af en hændelse her?',
  fileIs: 'Filen er til sidste bit indholdet af nr. {revision}.',
  fileIsNone: 'Filen er ikke indholdet af nogen hændelse, der er bevist her.'
}

const english: PageText = {
  name: 'English',
  short: 'Proof',
  title: 'Proof of the events of a call',
  unchecked:
    'Nothing was checked, and nothing is proven: the page checks itself by JavaScript, which is turned off here.',
  checking: 'Checking …',
  yes: 'YES. The proof holds. Events on the page: {n}. They stood like this in the log {origin} when its checkpoint (leaves: {size}) was signed.',
  no: 'NO. Nothing is proven.',
  ofEvent: 'Event {n} on the page',
  problems: {
    'no-ed25519':
      'This browser cannot check an Ed25519 signature. Open the page in a newer one; here it says nothing for or against.',
    'page-malformed': 'What the page holds is no proof: parts are missing or were changed.',
    'no-events': 'The page has no events.',
    'key-malformed': "The page's key is no key.",
    'key-id': "The page's key does not go with its own id: its name or the key was changed.",
    'key-given-malformed': 'What you entered as a key is no key.',
    'key-given-other': 'The key that you entered has not signed: the signature is of someone else.',
    'kept-malformed': 'What you entered as a checkpoint is no checkpoint.',
    'kept-other-log': 'The checkpoint that you kept is of another log.',
    'kept-not-signed': 'The checkpoint that you kept is not signed with the key.',
    'kept-other-tree':
      "The checkpoint that you kept is of the same size and has another root: the log's past was written anew.",
    'proof-malformed': 'The proof is not written as c2sp.org/tlog-proof@v1.',
    'proof-truncated': 'The proof is cut off: its checkpoint is not whole.',
    'proof-line': 'A line of the proof is no hash: it was changed or put in.',
    'index-malformed': 'The proof does not say which leaf it is.',
    'extra-malformed': 'The entry and the salt of the proof cannot be read, or are written otherwise.',
    'entry-malformed': 'The entry of the proof is not that of an event.',
    'checkpoint-malformed': 'The checkpoint does not have a name, a size and a root.',
    'checkpoint-line': 'The checkpoint has a line more than it may have.',
    'signature-line': "One of the checkpoint's signature lines is no signature.",
    'checkpoint-other': "The proof has another checkpoint than the page's first.",
    'origin-other': 'The checkpoint is of another log than the one that the key belongs to.',
    'unknown-key': 'The checkpoint is not signed with the key.',
    'bad-signature': 'The signature does not go with the checkpoint: text, signature or key was changed.',
    'leaf-differs': 'The entry gives another leaf than the one on the page: one of them was changed.',
    'index-beyond': "The leaf's number lies outside the tree that was signed.",
    'path-long': 'The path from leaf to root is too long for the size of the tree.',
    'path-short': 'The path from leaf to root is too short for the size of the tree.',
    'root-differs':
      'The path does not lead from the leaf to the root that was signed: the leaf, its number or a hash of the path is another.',
    'call-other': "The event is in the log, but belongs to another call than the page's.",
    'event-twice': 'The same event stands there twice.',
    'content-malformed': 'The content is not written as base64.',
    'content-missing': 'The content was taken from the page, though its salt is there.',
    'content-differs': 'The content is not what was sealed: data, metadata or salt was changed.',
    'salt-missing': 'The salt is gone, and no erasure (proof-redacted) is sealed after the event.'
  },
  provenTitle: 'What is proven',
  proven: [
    "The signature: the log's name {origin}, the number of leaves {size} and the root {root} are signed (Ed25519) with the key {keys}.",
    "The leaf: each event's entry gives the leaf (SHA-256) that stands beside it.",
    'The path: from each leaf the hashes lead to the root that was signed (RFC 9162).',
    'The content (events: {intact}): it is, to the bit, what the entry commits to.'
  ],
  erased:
    'Erased content (events: {erased}): the place in the log is proven, and an erasure (proof-redacted) is sealed after the event.',
  notProvenTitle: 'What is not proven',
  ownKey: 'Whose the key is. You entered it yourself: trust it as you trust the place that you have it from.',
  pagesKey:
    'Whose the key is. It stands on the page itself, and anyone can make a key: compare it with one that you got elsewhere.',
  notProven: [
    'That what the events say is true, or that everything was recorded.',
    'That the call has no other events.',
    'What came to the log after the checkpoint, or that others were shown the same log.',
    'When it was signed: a checkpoint has no time. The time of an event is the one that the log wrote.',
    "That the page is genuine: the check is the page's own program, which whoever gave you the page could have changed. The proofs below can be checked with programs of others."
  ],
  missing: 'Numbers between are missing: the events {missing} of the call are not on the page.',
  others: 'Signatures on the checkpoint by other keys, which were not checked: {n}.',
  kept: {
    same: "The checkpoint that you kept is of the same tree as the page's.",
    earlier:
      "The checkpoint that you kept is older than the page's. Whether the log is the same is not seen here; samtykke verify --since shows it.",
    later:
      "The checkpoint that you kept is newer than the page's. Whether the log is the same is not seen here; samtykke verify --since shows it."
  },
  eventsTitle: 'The events of the call {call}',
  facts: {
    type: 'Type',
    created: 'Recorded',
    id: 'Id',
    index: 'Leaf number',
    leaf: 'Leaf (SHA-256)',
    digest: 'Digest of the content',
    salt: 'Salt',
    data: 'Content, as it is stored',
    metadata: 'Metadata, as they are stored',
    proof: 'The proof (C2SP tlog-proof)'
  },
  event: 'No. {revision}',
  gone: "Erased. Only the event's place is proven.",
  binary: 'Not text; base64:',
  ownTitle: 'Compare with your own',
  own: 'Nothing that you write or choose here leaves your browser.',
  keyLabel: 'The key that you got elsewhere (NAME+ID+KEY)',
  checkpointLabel: 'A checkpoint of the log that you kept',
  check: 'Check again',
  fileLabel: 'A file: is it the content of an event here?',
  fileIs: 'The file is, to the bit, the content of no. {revision}.',
  fileIsNone: 'The file is the content of no event that is proven here.'
}

export const pageTexts: Readonly<Record<PageLanguage, PageText>> = { da: danish, en: english }
