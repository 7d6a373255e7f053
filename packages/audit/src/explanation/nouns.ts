/**
 * What the sentences of explanations call things, what is done to them, and why.
 */
import { both } from '../render/text/language.ts'

export const things = {
  recording: both('optagelsen', 'the recording'),
  analysis: both('analysen', 'the analysis'),
  'access-request': both('anmodningen', 'the request'),
  hold: both('sletningsstoppet', 'the hold'),
  proof: both('beviset for samtykket', 'the proof of consent')
}

export const done = {
  erase: both('slettet', 'erased'),
  anonymise: both('anonymiseret', 'anonymised'),
  answer: both('besvaret', 'answered'),
  review: both('gennemgået', 'reviewed'),
  redact: both('fjernet', 'redacted')
}

export const doing = {
  erase: both('sletningen', 'erasure'),
  anonymise: both('anonymiseringen', 'anonymisation'),
  answer: both('svaret', 'the answer'),
  review: both('gennemgangen', 'the review'),
  redact: both('fjernelsen af beviset', 'redaction of the proof')
}

export const groundNames = {
  'outside-notice': both('uden for oplysningsteksten', 'outside the notice'),
  'no-basis': both('manglende grundlag', 'no basis'),
  objection: both('indsigelse', 'objection'),
  withdrawal: both('tilbagetrækning', 'withdrawal'),
  request: both('anmodning om sletning', 'request for erasure'),
  expiry: both('periodens udløb', 'end of the period'),
  answer: both('svarfrist', 'time for the answer'),
  review: both('gennemgang', 'review')
}
