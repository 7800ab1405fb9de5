import type { Paper } from '../../server/ports/documents/document-renderer.ts'
import { noon } from './fixtures.ts'

/** A paper that somebody is to sign, with whatever a test wants otherwise. */
export const paperOf = (changes: Partial<Paper> = {}): Paper => ({
  language: 'nb',
  author: 'Elhub AS',
  createdAt: noon,
  title: 'Avtalebekreftelse - Leverandørskifte',
  facts: [
    { label: 'Kunde', value: 'Kari Eksempel' },
    { label: 'Adresse', value: 'Prøveveien 7, 0150 Oslo' },
    { label: 'Avtale', value: 'Løpende' },
  ],
  introduction: ['Avtalen gjelder når du har skrevet under.'],
  points: ['Du kan trekke deg innen fjorten dager.', 'Underskriften teller bare én gang.'],
  closing: ['Les mer på sidene våre.'],
  ...changes,
})
