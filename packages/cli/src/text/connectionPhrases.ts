/**
 * What is wrong with the address of a store, with the way to it, or with what is read there.
 */
import type { Phrase } from './phrase.ts'

const encoded = 'in a user or password, each of / ? @ : and % is percent-encoded (%2F %3F %40 %3A %25)'
const kodet = 'i bruger og adgangskode procentkodes / ? @ : og % (%2F %3F %40 %3A %25)'

const ofAddresses: ReadonlyArray<Phrase> = [
  [
    `expected HOST or HOST:PORT after the scheme (several with commas between); ${encoded}`,
    `ventede HOST eller HOST:PORT efter skemaet (flere med komma imellem); ${kodet}`
  ],
  ['the port: expected 1 to 65535, found {}', 'porten: ventede 1 til 65535, fandt {}'],
  [`expected USER:PASSWORD before the @; ${encoded}`, `ventede USER:PASSWORD før @; ${kodet}`],
  [
    `expected a user and a password that are percent-encoded; ${encoded}`,
    `ventede bruger og adgangskode procentkodet; ${kodet}`
  ],
  ['expected two slashes after {}:, as in {}', 'ventede to skråstreger efter {}:, som i {}'],
  ['no setting of the name {}: did you mean {}?', 'ingen indstilling med navnet {}: mente du {}?'],
  [
    'a setting of {} characters, which there is none of: expected some of {}',
    'en indstilling på {} tegn, som ikke findes: ventede nogle af {}'
  ],
  ['another text', 'en anden tekst'],
  ['a file', 'en fil'],
  ['a text', 'en tekst'],
  ['a whole number of 1 or more', 'et helt tal, 1 eller større'],
  ['milliseconds, a whole number', 'millisekunder, et helt tal'],
  ['milliseconds, a whole number of 1 or more', 'millisekunder, et helt tal, 1 eller større'],
  ['milliseconds, a whole number, or -1', 'millisekunder, et helt tal, eller -1'],
  ['seconds, a whole number of 1 or more', 'sekunder, et helt tal, 1 eller større'],
  ['userCertFile and userKeyFile go together', 'userCertFile og userKeyFile hører sammen'],
  ['{}: the file cannot be read ({})', '{}: filen kan ikke læses ({})'],
  [
    'tlsVerifyCert: a certificate is always verified; tlsCAFile names the authority that signed it',
    'tlsVerifyCert: et certifikat kontrolleres altid; tlsCAFile nævner den udsteder, der har underskrevet det'
  ]
]

const ofTheWay: ReadonlyArray<Phrase> = [
  ['the connection was refused: nothing listens there', 'forbindelsen blev afvist: intet lytter der'],
  ['no such host is known', 'værten kendes ikke'],
  ['no way leads there', 'ingen vej fører dertil'],
  [
    'no node of the cluster was found: check the hosts, their ports, tls and tlsCAFile',
    'ingen node i klyngen blev fundet: kontrollér værter, porte, tls og tlsCAFile'
  ],
  [
    'what listens there speaks no TLS: tls=false is for such a server',
    'det, der lytter der, taler ikke TLS: tls=false er til en sådan server'
  ],
  [
    'its certificate is for other names: expected a host, or an address, that the certificate lists',
    'certifikatet er til andre navne: ventede en vært eller en adresse, som certifikatet nævner'
  ],
  [
    'its certificate has expired: the server needs another',
    'certifikatet er udløbet: serveren har brug for et nyt'
  ],
  [
    'it asks for a certificate: userCertFile, userKeyFile',
    'den beder om et certifikat: userCertFile, userKeyFile'
  ],
  [
    'its certificate is not trusted: tlsCAFile names the authority that signed it, or the certificate itself',
    'der er ikke tillid til certifikatet: tlsCAFile nævner den udsteder, der har underskrevet det, eller selve certifikatet'
  ],
  [
    'the connection was closed at once: leave out tls=false for a server with TLS, set it for one without',
    'forbindelsen blev straks lukket: udelad tls=false for en server med TLS, og angiv det for en uden'
  ],
  [
    'what listens there is no EventStoreDB, or expects TLS: leave out tls=false for such a server',
    'det, der lytter der, er ikke EventStoreDB eller kræver TLS: udelad tls=false for en sådan server'
  ],
  ['what listens there is no EventStoreDB', 'det, der lytter der, er ikke EventStoreDB'],
  ['the node is not the leader', 'noden er ikke lederen'],
  ['the server does not accept this user and password', 'serveren godtager ikke denne bruger og adgangskode']
]

const ofMasterKeys: ReadonlyArray<Phrase> = [
  [
    '{}: expected {} bytes, as 64 hexadecimal digits or in base64, found {} signs that are not',
    '{}: ventede {} bytes som 64 hexadecimale cifre eller i base64, fandt {} tegn, der ikke er det'
  ],
  [
    'the file of the master key: expected an ordinary file',
    'filen med hovednøglen: ventede en almindelig fil'
  ],
  [
    'the file of the master key: expected that only its owner may use it (mode 600), found mode {}',
    'filen med hovednøglen: ventede, at kun ejeren må bruge den (tilstand 600), fandt tilstanden {}'
  ]
]

/** What has the form of every error, and a name before it. To be looked at last. */
export const generalPhrases: ReadonlyArray<Phrase> = [
  ['"{}"', '"{}"'],
  ['object', 'et objekt'],
  ['number', 'et tal'],
  ['string', 'en tekst'],
  ['boolean', 'en sandhedsværdi'],
  ['text of 1 character', 'en tekst på 1 tegn'],
  ['text of {} characters', 'en tekst på {} tegn'],
  ['expected {…}, found {…}', 'ventede {…}, fandt {…}'],
  ['{}: expected {…}, found {…}', '{}: ventede {…}, fandt {…}']
]

export const connectionPhrases: ReadonlyArray<Phrase> = [...ofAddresses, ...ofTheWay, ...ofMasterKeys]
