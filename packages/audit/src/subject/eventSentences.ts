/**
 * What each event says to the person whom it concerns, in Danish and in English.
 *
 * Who of the staff did something, whose claim a hold is for and how the processor words things stands in none of them.
 */
import type { Event, EventOf, EventType } from '@samtykke/core'
import { type Bilingual, both } from '../render/text/language.ts'
import { channelName, languageName, lineName } from '../render/text/names.ts'
import { capitalised } from '../render/text/words.ts'
import { quoted, recordingNear } from '../trail/text/entryCatalogue.ts'
import { countryName } from './countries.ts'
import { featureName } from './features.ts'
import { processorName } from './parties.ts'
import { thingIn } from './things.ts'
import type { Told } from './told.ts'

type Sentences = { readonly [T in EventType]: (event: EventOf<T>, told: Told) => string }

const methods: Readonly<Record<EventOf<'consent-given'>['method'], Bilingual>> = {
  keypress: both('ved tryk på en tast', 'by pressing a key'),
  spoken: both('mundtligt', 'in spoken words'),
  written: both('skriftligt', 'in writing'),
  web: both('på nettet', 'on the web'),
  app: both('i en app', 'in an app')
}

/** A processor by its name, or as the events call it. */
export const processorIn = ({ policy }: Told, id: string): string => processorName(policy, id) ?? id

const channel = ({ phrases }: Told, of: string): string => phrases.translate(channelName(of))

const beforeStart = ({ phrases: { call, text, duration } }: Told, event: Event): string => {
  const near = recordingNear(call, event.occurredAt)
  if (near === undefined) return ''
  const length = duration(Math.floor(Math.abs(near.untilStart) / 1000))
  return near.untilStart >= 0
    ? text(` Det var ${length} før optagelsens start.`, ` That was ${length} before the recording began.`)
    : text(
        ` Det var ${length} efter optagelsens start.`,
        ` That was ${length} after the recording had begun.`
      )
}

const erased =
  (target: 'recording' | 'analysis') =>
  (event: EventOf<'recording-erased'> | EventOf<'analysis-erased'>, told: Told): string => {
    const { text, date } = told.phrases
    const id = event.type === 'recording-erased' ? event.recordingId : event.analysisId
    const who = event.processor === undefined ? '' : ` ${processorIn(told, event.processor)}`
    const said = text(
      `Vores databehandler${who} har bekræftet, at ${thingIn(told, target, id)} er slettet.`,
      `Our processor${who} has confirmed that ${thingIn(told, target, id)} was erased.`
    )
    const { backupsExpireOn } = event
    return backupsExpireOn === undefined
      ? said
      : `${said} ${text(
          `Fra den ${date(backupsExpireOn)} er den heller ikke i nogen sikkerhedskopi.`,
          `From ${date(backupsExpireOn)} it is in no backup either.`
        )}`
  }

const customerTypes: Readonly<Record<EventOf<'recording-stored'>['customerType'], Bilingual>> = {
  private: both('Du er registreret som privatkunde.', 'You are registered as a private customer.'),
  business: both('Du er registreret som erhvervskunde.', 'You are registered as a business customer.'),
  unknown: both(
    'Det er ikke registreret, om du er privat- eller erhvervskunde.',
    'It is not registered whether you are a private or a business customer.'
  )
}

const sentences: Sentences = {
  'consent-given': (event, told) => {
    const { text, translate, purposes, phrases } = { ...told.phrases, phrases: told.phrases }
    const how = translate(methods[event.method])
    const digit = event.digit === undefined ? '' : ` (${quoted(phrases, event.digit)})`
    const language = translate(languageName(event.language))
    return `${text(
      `Du gav samtykke ${how}${digit} til ${purposes(event.purposes)} efter oplysningsteksten, version ${event.noticeVersion}, på ${language}.`,
      `You consented ${how}${digit} to ${purposes(event.purposes)}, on version ${event.noticeVersion} of the notice, in ${language}.`
    )}${beforeStart(told, event)}`
  },
  'consent-refused': ({ method, purposes }, { phrases }) => {
    const how = phrases.translate(methods[method])
    return purposes === undefined
      ? phrases.text(`Du sagde ${how} nej til alle formål.`, `You refused all purposes ${how}.`)
      : phrases.text(
          `Du sagde ${how} nej til ${phrases.purposes(purposes)}.`,
          `You refused ${phrases.purposes(purposes)} ${how}.`
        )
  },
  'consent-withdrawn': ({ purposes, ...event }, told) => {
    const { phrases } = told
    const to =
      purposes === undefined
        ? ''
        : phrases.text(` til ${phrases.purposes(purposes)}`, ` to ${phrases.purposes(purposes)}`)
    return phrases.text(
      `Du trak dit samtykke${to} tilbage ${channel(told, event.channel)}. Behandling, der er sket inden da, er fortsat lovlig.`,
      `You withdrew your consent${to} ${channel(told, event.channel)}. Processing before that stays lawful.`
    )
  },
  'recording-stored': (event, told) => {
    const { text, translate, moment } = told.phrases
    const line = translate(lineName(event.line))
    const place = translate(countryName(event.region))
    const processor = processorIn(told, event.processor)
    const whose =
      event.direction === 'inbound'
        ? text(`Du ringede til os (${line})`, `You called us (${line})`)
        : text(`Vi ringede til dig (${line})`, `We called you (${line})`)
    const until =
      event.endedAt === undefined
        ? text('; hvornår samtalen sluttede, er ikke registreret', '; when the call ended is not registered')
        : text(` til den ${moment(event.endedAt)}`, ` to ${moment(event.endedAt)}`)
    return `${text(
      `${whose}, og samtalen blev optaget fra den ${moment(event.startedAt)}${until}. Optagelsen blev gemt hos vores databehandler ${processor} i ${place}.`,
      `${whose}, and the call was recorded from ${moment(event.startedAt)}${until}. The recording was stored with our processor ${processor} in ${place}.`
    )} ${translate(customerTypes[event.customerType])}`
  },
  'recording-used': ({ recordingId, purpose, holdId }, told) => {
    const { text, purposes } = told.phrases
    const what = capitalised(thingIn(told, 'recording', recordingId))
    const claim =
      holdId === undefined ? '' : text(' i forbindelse med et retskrav', ' in connection with a legal claim')
    return text(
      `${what} blev brugt til ${purposes([purpose])}${claim}.`,
      `${what} was used for ${purposes([purpose])}${claim}.`
    )
  },
  'recording-disclosed': ({ recordingId, recipient, reason }, told) => {
    const { phrases } = told
    const what = capitalised(thingIn(told, 'recording', recordingId))
    const [whom, why] = [quoted(phrases, recipient), quoted(phrases, reason)]
    return phrases.text(
      `${what} blev videregivet til ${whom}. Årsag: ${why}.`,
      `${what} was disclosed to ${whom}. Reason: ${why}.`
    )
  },
  'analysis-produced': ({ features, engine, engineVersion, subjects }, { phrases }) => {
    const { text, list, translate } = phrases
    const whose = list(
      subjects.map(each =>
        each === 'customer' ? text('din', 'your') : text('medarbejderens', "our employee's")
      )
    )
    const what = list(features.map(feature => translate(featureName(feature))))
    const said = features.length === 0 ? '' : `: ${what}`
    return text(
      `${capitalised(whose)} stemme blev analyseret med ${engine} ${engineVersion}${said}. Det er profilering. Ingen afgørelse bygger alene på den.`,
      `${capitalised(whose)} voice was analysed with ${engine} ${engineVersion}${said}. That is profiling. No decision is based solely on it.`
    )
  },
  'analysis-objected': (event, told) =>
    told.phrases.text(
      `Du gjorde indsigelse mod stemmeanalysen ${channel(told, event.channel)}.`,
      `You objected to the voice analysis ${channel(told, event.channel)}.`
    ),
  'processing-objected': ({ purposes, ...event }, told) => {
    const { phrases } = told
    const what =
      purposes === undefined
        ? phrases.text(
            'al behandling, der ikke bygger på dit samtykke,',
            'all processing that does not rest on your consent'
          )
        : phrases.text(
            `behandling til ${phrases.purposes(purposes)}`,
            `processing for ${phrases.purposes(purposes)}`
          )
    return phrases.text(
      `Du gjorde indsigelse mod ${what} ${channel(told, event.channel)}.`,
      `You objected to ${what} ${channel(told, event.channel)}.`
    )
  },
  'erasure-requested': ({ scope, ...event }, told) => {
    const what = {
      all: both('alt', 'everything'),
      recording: both('optagelsen', 'the recording'),
      analysis: both('stemmeanalysen', 'the voice analysis')
    }[scope]
    return told.phrases.text(
      `Du bad ${channel(told, event.channel)} om sletning af ${what.da}. Det gælder også som tilbagetrækning af dit samtykke.`,
      `You asked ${channel(told, event.channel)} for erasure of ${what.en}. It counts as withdrawal of your consent as well.`
    )
  },
  'hold-placed': ({ reviewOn, suspends }, { phrases: { text, date } }) => {
    const what =
      suspends === 'all'
        ? text('Intet, der er gemt af samtalen, slettes', 'Nothing that is kept of the call is erased')
        : text(
            'Det, der er gemt af samtalen, slettes ikke, når tiden for at gemme udløber',
            'What is kept of the call is not erased when the time for keeping it ends'
          )
    return text(
      `Vi besluttede et sletningsstop, fordi samtalen skal bruges til et retskrav. ${what}, før stoppet er ophævet. Det skal vurderes igen den ${date(reviewOn)}.`,
      `We decided that the call is needed for a legal claim. ${what} until that decision is lifted. It is to be looked at again on ${date(reviewOn)}.`
    )
  },
  'hold-reviewed': ({ reviewOn }, { phrases: { text, date } }) =>
    text(
      `Vi vurderede sletningsstoppet igen, og det gælder fortsat. Næste vurdering er den ${date(reviewOn)}.`,
      `We looked at that decision again, and it stands. It is next to be looked at on ${date(reviewOn)}.`
    ),
  'hold-released': (_, { phrases: { text } }) =>
    text(
      'Sletningsstoppet blev ophævet. De oprindelige frister for sletning gælder igen.',
      'The call is no longer needed for a legal claim. The original dates for erasing count again.'
    ),
  'erasure-instructed': ({ target, targetId, processor }, told) => {
    const what = thingIn(told, target, targetId)
    const who = processorIn(told, processor)
    return told.phrases.text(
      `Vores databehandler ${who} blev instrueret i at slette ${what}. Det viser ikke, at den er slettet.`,
      `Our processor ${who} was instructed to erase ${what}. That does not show that it was erased.`
    )
  },
  'recording-erased': erased('recording'),
  'analysis-erased': erased('analysis'),
  'analysis-anonymised': ({ analysisId }, told) => {
    const what = capitalised(thingIn(told, 'analysis', analysisId))
    return told.phrases.text(
      `${what} blev anonymiseret. Resultatet siger ikke længere noget om dig.`,
      `${what} was anonymised. The result says nothing of you any more.`
    )
  },
  'retention-failed': ({ target, targetId, action }, told) => {
    const what = thingIn(told, target, targetId)
    const [da, en] = action === 'erase' ? ['slette', 'erase'] : ['anonymisere', 'anonymise']
    return told.phrases.text(
      `Et forsøg på at ${da} ${what} lykkedes ikke. Det skal stadig ske.`,
      `An attempt to ${en} ${what} did not succeed. It must still be done.`
    )
  },
  'access-requested': (event, told) =>
    told.phrases.text(
      `Du bad ${channel(told, event.channel)} om indsigt.`,
      `You asked for access ${channel(told, event.channel)}.`
    ),
  'access-extended': ({ reason }, { phrases }) =>
    phrases.text(
      `Vi forlængede fristen for at svare på din anmodning om indsigt. Årsag: ${quoted(phrases, reason)}`,
      `We extended the time for answering your request for access. Reason: ${quoted(phrases, reason)}`
    ),
  'access-answered': ({ copyHandedOver, refusedBecause }, { phrases }) => {
    const said = copyHandedOver
      ? phrases.text(
          'Vi besvarede din anmodning om indsigt og udleverede en kopi.',
          'We answered your request for access and handed over a copy.'
        )
      : phrases.text(
          'Vi besvarede din anmodning om indsigt uden at udlevere en kopi.',
          'We answered your request for access without handing over a copy.'
        )
    return refusedBecause === undefined
      ? said
      : `${said} ${phrases.text('Begrundelse', 'Reason')}: ${quoted(phrases, refusedBecause)}`
  },
  'proof-redacted': ({ keyDestroyed }, { phrases: { text } }) =>
    keyDestroyed
      ? text(
          'Beviset for dit samtykke blev slettet, og nøglen til det blev destrueret.',
          'The proof of your consent was erased, and the key to it destroyed.'
        )
      : text('Beviset for dit samtykke blev slettet.', 'The proof of your consent was erased.')
}

/** What an event says to the person; of what another person did no more than that it was done. */
export const eventSentence = (event: Event, told: Told): string => {
  if (told.isOfAnother(event.id))
    return told.phrases.text(
      'En anden person, der tog del i samtalen, gjorde noget, som har betydning for den. Hvad det var, er udeladt af hensyn til den anden.',
      'Another person who took part in the call did something that matters to it. What it was is left out for the sake of that person.'
    )
  const sentence = sentences[event.type] as (event: Event, told: Told) => string
  return sentence(event, told)
}
