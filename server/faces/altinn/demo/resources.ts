import type { ConsentResource } from '../../../domain/registry/consent-resource.ts'
import type { LocalizedText } from '../../../domain/text/text.ts'

const text = (nb: string, nn: string, en: string): LocalizedText => ({ nb, nn, en })

interface Wanted {
  readonly title: LocalizedText
  readonly text: LocalizedText
  /** In place of its template's. */
  readonly purpose?: LocalizedText
  readonly template?: string
  /** Required keys, with what people call them. */
  readonly metadata?: Readonly<Record<string, LocalizedText>>
  readonly type?: string
  readonly isOneTime?: boolean
}

const resource = (id: string, wanted: Wanted): ConsentResource => ({
  id,
  version: 0,
  title: wanted.title,
  description: wanted.title,
  type: wanted.type ?? 'Consent',
  owner: { orgno: '991825827', name: 'Digitaliseringsdirektoratet', code: 'ttd' },
  purpose: wanted.purpose,
  template: wanted.template ?? 'default',
  text: wanted.text,
  metadata: Object.fromEntries(
    Object.entries(wanted.metadata ?? {}).map(([key, name]) => [key, { optional: false, name }]),
  ),
  isOneTime: wanted.isOneTime ?? false,
  givers: { persons: true, organizations: true },
  loginLevel: 'substantial',
})

const taxBase: Wanted = {
  title: text('Skattegrunnlag', 'Skattegrunnlag', 'Tax base'),
  text: text(
    'Skattegrunnlaget fra **{fraogmed}** til **{tilogmed}**.',
    'Skattegrunnlaget frå **{fraogmed}** til **{tilogmed}**.',
    'The tax base from **{fraogmed}** to **{tilogmed}**.',
  ),
  template: 'sblanesoknad',
  metadata: {
    fraogmed: text('fra og med', 'frå og med', 'from'),
    tilogmed: text('til og med', 'til og med', 'up to and including'),
  },
}

/** One of its two actions P2 may give away for O4, `read`. */
export const partialResource = 'ttd_delvis'

/** Every organization may ask for them. */
export const demoResources: readonly ConsentResource[] = [
  resource('ttd_inntektsopplysninger', {
    title: text('Inntektsopplysninger', 'Inntektsopplysningar', 'Income information'),
    text: text(
      'Inntektsopplysninger for inntektsåret **{inntektsaar}**.',
      'Inntektsopplysningar for inntektsåret **{inntektsaar}**.',
      'Income information for the income year **{inntektsaar}**.',
    ),
    template: 'sblanesoknad',
    metadata: { inntektsaar: text('inntektsår', 'inntektsår', 'income year') },
  }),
  resource('ttd_skattegrunnlag', taxBase),
  resource('ttd_skattegrunnlag2', { ...taxBase, template: 'sblanesoknad2' }),
  resource('ttd_navnescore', {
    title: text('Navnescore', 'Namnescore', 'Name score'),
    text: text('Hvor vanlig navnet ditt er.', 'Kor vanleg namnet ditt er.', 'How common your name is.'),
    purpose: text(
      'Navnescoren brukes til å prøve ut samtykke. Ingen avgjørelser bygger på den.',
      'Namnescoren blir brukt til å prøve ut samtykke. Ingen avgjerder byggjer på han.',
      'The name score is used for trying out consent. No decision is based on it.',
    ),
  }),
  resource(partialResource, {
    title: text('Kontaktopplysninger', 'Kontaktopplysningar', 'Contact information'),
    text: text(
      'Å lese og endre kontaktopplysninger.',
      'Å lese og endre kontaktopplysningar.',
      'Reading and changing contact information.',
    ),
    purpose: text(
      'Kontaktopplysningene brukes til å varsle deg om saken din.',
      'Kontaktopplysningane blir brukte til å varsle deg om saka di.',
      'The contact information is used to notify you about your case.',
    ),
  }),
  resource('ttd_not_consent', {
    title: text('En annen tjeneste', 'Ei anna teneste', 'Another service'),
    text: text('Ikke for samtykke.', 'Ikkje for samtykke.', 'Not for consent.'),
    type: 'GenericAccessResource',
  }),
  resource('samtykke-laanesoeknad', {
    title: text('Låneopplysninger', 'Låneopplysningar', 'Loan information'),
    text: text(
      'Lån i **{banknavn}** med {rente} prosent rente, til og med {utloepsar}.',
      'Lån i **{banknavn}** med {rente} prosent rente, til og med {utloepsar}.',
      'A loan at **{banknavn}** with {rente} per cent interest, until {utloepsar}.',
    ),
    purpose: text(
      'Låneopplysningene brukes til å vurdere om du kan få et nytt lån.',
      'Låneopplysningane blir brukte til å vurdere om du kan få eit nytt lån.',
      'The loan information is used to assess whether you can have a new loan.',
    ),
    metadata: {
      rente: text('rente i prosent', 'rente i prosent', 'interest in per cent'),
      banknavn: text('bank', 'bank', 'bank'),
      utloepsar: text('siste år', 'siste år', 'last year'),
    },
    isOneTime: true,
  }),
  resource('samtykke-fullmakt-utfoere-tjeneste', {
    title: text('Utføre en tjeneste for deg', 'Utføre ei teneste for deg', 'Carrying out a service for you'),
    text: text(
      'Utføre **{tiltak}** for deg.',
      'Utføre **{tiltak}** for deg.',
      'Carry out **{tiltak}** for you.',
    ),
    template: 'poa',
    metadata: { tiltak: text('hva som skal gjøres', 'kva som skal gjerast', 'what is to be done') },
  }),
]
