// Which files are changed, and which tests are to notice: those first that notice most.
const inFolder = (folder, ...names) => names.map(name => `${folder}/${name}`)

export const pieces = [
  {
    name: 'explanations',
    of: 'core',
    files: ['explanation', 'deadlineSteps'],
    tests: ['explanationSteps', 'explanation']
  },
  {
    name: 'basis',
    of: 'audit',
    files: inFolder('basis', 'basis', 'names', 'rights', 'segment'),
    tests: inFolder('basis', 'rights', 'holds', 'agreement', 'basis', 'names')
  },
  {
    name: 'trail',
    of: 'audit',
    files: [
      'trail/trail',
      ...inFolder('trail/entries', 'basis', 'derive', 'due', 'entry', 'events', 'findings', 'retention')
    ],
    tests: ['trail/agreement', 'trail/trail', 'explanation/samples']
  },
  { name: 'csv', of: 'audit', files: ['trail/trailCsv'], tests: ['trail/trailCsv'] },
  { name: 'jsonld', of: 'audit', files: ['trail/trailJsonLd'], tests: ['trail/trailJsonLd'] },
  {
    name: 'texts',
    of: 'audit',
    files: [
      ...inFolder('explanation', 'explanationText', 'groundSentence', 'nouns', 'steps'),
      ...inFolder('trail/text', 'entries', 'events.da', 'events.en', 'derived')
    ],
    tests: inFolder('explanation', 'recorded', 'samples')
  }
]
