/**
 * Why a log, a store of recordings or a vault did not do something.
 */
import type { Phrase } from './phrase.ts'

const ofTheLog: ReadonlyArray<Phrase> = [
  ['the call has changed: expected {…}, found {…}', 'samtalen er ændret: ventede {…}, fandt {…}'],
  ['revision {}', 'revision {}'],
  ['no entry', 'ingen post'],
  ['the log cannot be reached: {…}', 'loggen kan ikke nås: {…}'],
  [
    'the log did not answer, and may or may not have done it: {…}',
    'loggen svarede ikke og kan have gjort det eller ej: {…}'
  ],
  ['the log denies access: {…}', 'loggen nægter adgang: {…}'],
  ['the stream was deleted for good: {…}', 'strømmen er slettet for altid: {…}'],
  ['too large: {…}', 'for stor: {…}'],
  ['not appended: {…}', 'ikke tilføjet: {…}'],
  ['the log refused: {…}', 'loggen afviste: {…}'],
  ['the log is closed', 'loggen er lukket'],
  ['no answer within {} ms', 'intet svar inden for {} ms'],
  ['the server ended the subscription', 'serveren afsluttede abonnementet'],
  ['the subscription was closed', 'abonnementet blev lukket'],
  ['the subscription ended', 'abonnementet sluttede'],
  ['the server ended the call without an answer', 'serveren afsluttede kaldet uden at svare'],
  [
    'its chunks are locked for something else, and no scavenge was begun',
    'dens chunks er låst til andet, og ingen oprydning blev begyndt'
  ]
]

const refusals: ReadonlyArray<Phrase> = [
  ['the call has no recording {}', 'samtalen har ingen optagelse {}'],
  ['the call has no analysis {}', 'samtalen har ingen analyse {}'],
  ['the call has no hold {}', 'samtalen har intet sletningsstop {}'],
  ['the call has no access-request {}', 'samtalen har ingen indsigtsanmodning {}'],
  ['it is earlier than {}, which began at {}', 'det ligger før {}, som begyndte {}'],
  ['{} cannot be anonymised, and must be erased', '{} kan ikke anonymiseres og skal slettes'],
  ['something of the call is still open', 'noget i samtalen er stadig åbent'],
  ['another event of the call has this id', 'en anden hændelse i samtalen har dette id'],
  [
    'requestId: expected that of no other request, found that of one with other content',
    'requestId: ventede et, som ingen anden anmodning har, fandt et fra en anmodning med andet indhold'
  ]
]

const ofAStore: ReadonlyArray<Phrase> = [
  ['the store cannot be reached: {…}', 'lageret kan ikke nås: {…}'],
  ['the store is full: {…}', 'lageret er fuldt: {…}'],
  ['the store is bound to keep it until {}: {…}', 'lageret er bundet til at bevare det indtil {}: {…}'],
  ['the store is bound to keep it: {…}', 'lageret er bundet til at bevare det: {…}'],
  ['the store denies access: {…}', 'lageret nægter adgang: {…}'],
  ['not found: {…}', 'ikke fundet: {…}'],
  ['not stored: {…}', 'ikke gemt: {…}'],
  ['not a ref of this store: {…}', 'ikke en henvisning til dette lager: {…}'],
  ['the store refused: {…}', 'lageret afviste: {…}'],
  ['a legal hold is on it', 'der er et sletningsstop på det'],
  ['nothing is stored under this ref', 'intet er gemt under denne henvisning'],
  ['other bytes are stored under this ref', 'andre bytes er gemt under denne henvisning'],
  ['the bytes do not have the sha256 of the ref', 'bytene har ikke henvisningens sha256'],
  ['no order has this reference', 'ingen ordre har denne reference'],
  ['there is no such folder', 'mappen findes ikke'],
  ['there is no such store', 'lageret findes ikke'],
  ['there is no place for copies', 'der er intet sted til kopier'],
  ['no store of the name {}', 'intet lager med navnet {}'],
  [
    'the folder is empty and was never a store; is its volume mounted?',
    'mappen er tom og har aldrig været et lager; er drevet monteret?'
  ],
  ['the folder of the store is not there, or has no {}', 'lagerets mappe er der ikke eller har ingen {}'],
  ['the bytes to be stored ended with an error', 'de bytes, der skulle gemmes, endte med en fejl'],
  [
    'another name (a hard link) elsewhere leads to the same bytes, which would stay',
    'et andet navn (et hårdt link) et andet sted fører til de samme bytes, som ville blive'
  ],
  [
    'a symbolic link stands on the way to it, which is not followed',
    'et symbolsk link står på vejen dertil, og det følges ikke'
  ],
  ['a folder stands in its place', 'en mappe står på dets plads'],
  ['no ordinary file stands in its place', 'der står ikke en almindelig fil på dets plads'],
  [
    'it failed several times, and is left alone for a while',
    'det mislykkedes flere gange og får lov at hvile lidt'
  ],
  ['it said that it was gone, and still has it', 'det sagde, at det var væk, men har det stadig'],
  ['the key was destroyed, and is still there', 'nøglen blev destrueret og er der stadig'],
  ['nothing is asked of it', 'intet spørges der om'],
  ['nothing is done where one only looks', 'intet gøres, når der kun ses efter'],
  ['too long for a name of this file system', 'for langt til et navn i dette filsystem'],
  ['url: expected https', 'url: ventede https'],
  [
    'the file of the secret: expected that only its owner may read it',
    'filen med hemmeligheden: ventede, at kun ejeren må læse den'
  ],
  ['{}: it is encrypted, and no vault was named', '{}: den er krypteret, og ingen nøgleboks er nævnt'],
  ['not-found', 'ikke fundet']
]

const ofTheVault: ReadonlyArray<Phrase> = [
  [
    'the vault has no key {}: it is another vault, or not yet restored',
    'nøgleboksen har ingen nøgle {}: det er en anden nøgleboks, eller den er endnu ikke gendannet'
  ],
  ['the key {} was destroyed at {}', 'nøglen {} blev destrueret {}'],
  ['expected the master key {}, found {}', 'ventede hovednøglen {}, fandt {}'],
  [
    'what is kept as the key {} was not wrapped under this name by this master key',
    'det, der er gemt som nøglen {}, er ikke pakket under dette navn med denne hovednøgle'
  ],
  ['the master key cannot be used: {…}', 'hovednøglen kan ikke bruges: {…}'],
  [
    'what was destroyed is not known, and nothing is opened: {…}',
    'det vides ikke, hvad der er destrueret, og intet åbnes: {…}'
  ],
  ['the ledger of destroyed keys failed: {…}', 'fortegnelsen over destruerede nøgler fejlede: {…}'],
  ['the table of keys cannot be reached: {…}', 'nøgletabellen kan ikke nås: {…}'],
  ['the table of keys is in use: {…}', 'nøgletabellen er i brug: {…}'],
  ['the table of keys has no space left: {…}', 'nøgletabellen har ikke mere plads: {…}'],
  ['the table of keys denies access: {…}', 'nøgletabellen nægter adgang: {…}'],
  ['the table of keys is damaged: {…}', 'nøgletabellen er beskadiget: {…}'],
  ['the table of keys refused: {…}', 'nøgletabellen afviste: {…}'],
  ['the table of keys is closed', 'nøgletabellen er lukket'],
  ['expected {} bytes, found {}', 'ventede {} bytes, fandt {}'],
  [
    'its members are encrypted by another vault, or by one that is not yet restored',
    'felterne er krypteret af en anden nøgleboks eller af en, der endnu ikke er gendannet'
  ],
  [
    'expected a folder that only its owner may write to, found mode {}',
    'ventede en mappe, som kun ejeren må skrive i, fandt tilstanden {}'
  ]
]

const ofAFile: ReadonlyArray<Phrase> = [
  ['no such file', 'filen findes ikke'],
  ['no permission to read it', 'ingen rettighed til at læse den'],
  ['a directory, not a file', 'en mappe, ikke en fil'],
  ['not a folder', 'ikke en mappe'],
  ['too many files are open', 'for mange filer er åbne'],
  ['no space left', 'der er ikke mere plads'],
  ['there is one already', 'der er allerede en'],
  ['not in a directory', 'ikke i en mappe'],
  ['it can only be read', 'det kan kun læses'],
  ['something else', 'noget andet'],
  ['it could not be read', 'det kunne ikke læses']
]

export const errorPhrases: ReadonlyArray<Phrase> = [
  ...ofAFile,
  ...ofTheLog,
  ...refusals,
  ...ofAStore,
  ...ofTheVault
]
