import { z } from 'zod'
import type { Language } from '../../server/domain/text/text.ts'
import { pageRoute } from '../../server/http/pages/page-route.ts'
import type { Pages } from '../../server/http/pages/pages.ts'
import { renderer } from '../support/page-server.ts'

type Model = Readonly<Record<string, unknown>>

const reader = { person: { name: 'Gry Telokk', until: '14:35' }, csrf: 'token' }

const question = (language: Language) => {
  const write = (key: string, values?: Record<string, string>) =>
    renderer.text(`consent.${key}`, language, values)
  const asker = 'Demo bank AS'
  return {
    title: write('title', { asker }),
    lead: write('lead'),
    sections: [
      {
        heading: write('who.heading'),
        paragraphs: [write('who.organization', { name: asker, orgno: '810 419 512' })],
        lists: [],
      },
      {
        heading: write('what.heading'),
        paragraphs: [write('what.about', { person: 'Gry Telokk' })],
        lists: [
          {
            intro: write('what.from', { resource: 'Skatteetaten' }),
            items: ['Inntekt siste tre år', 'Gjeld'],
          },
          { intro: write('what.identity'), items: [renderer.text('identity.pid', language)] },
        ],
      },
      { heading: write('why.heading'), paragraphs: ['Lånesøknad', 'Vurdere lånesøknaden din.'], lists: [] },
      {
        heading: write('how-long.heading'),
        paragraphs: [
          write('how-long.until', { end: '20. desember 2026 (30 dager)' }),
          write('how-long.many'),
        ],
        lists: [],
      },
    ],
    accept: write('accept'),
    decline: write('decline'),
    details: [
      { heading: write('declining.heading'), paragraphs: ['Du må selv legge ved lønnsslipper.'], lists: [] },
      {
        heading: write('withdrawing.heading'),
        paragraphs: [write('withdrawing.text', { asker })],
        lists: [],
      },
      privacy,
    ],
  }
}

const rich = [{ html: '<p>Inntekt for <strong>2025</strong></p><ul><li>Lønn</li></ul>', text: '' }]

const withRichText = ({ sections, ...rest }: ReturnType<typeof question>) => ({
  ...rest,
  sections: sections.map(section => ({ ...section, rich })),
})

const privacy = {
  heading: 'Hvordan behandles opplysningene?',
  paragraphs: ['Hvor lenge de lagres: ett år', 'Du kan klage til Datatilsynet.'],
  lists: [],
  links: [
    {
      label: 'Spørsmål om personvern',
      text: 'personvern@bank.example',
      href: 'mailto:personvern@bank.example',
    },
  ],
}

const grant = {
  privacy,
  href: '/consents/0192f7c4-0000-7000-8000-000000000001',
  asker: { name: 'Demo bank AS', orgno: '810 419 512' },
  knownAs: 'Demobanken',
  handler: { name: 'Systemhuset AS', orgno: '991 825 827' },
  purpose: { name: 'Lånesøknad', description: 'Vurdere lånesøknaden din.' },
  list: '/consents',
  scopes: [{ intro: 'Fra Skatteetaten:', what: ['Inntekt siste tre år', 'Gjeld'] }],
  identity: ['Navnet ditt'],
  status: { name: 'active', text: 'Gjelder nå' },
  active: true,
  withdrawable: true,
  singleUse: false,
  mayHaveFetched: true,
  deletionAskable: false,
  given: '20. november 2026 kl. 21:00',
  from: '20. november 2026 kl. 21:00',
  to: '20. desember 2026 (30 dager)',
  read: { text: 'Demo bank AS ber om samtykket ditt\n\nHvem spør?\nDemo bank AS', language: 'nb' },
  uses: [
    { at: '20. november 2026 kl. 21:05', text: 'Inntekt 2025' },
    { at: '20. november 2026 kl. 21:06', text: 'Looked at your income', language: 'en' },
  ],
  history: [{ at: '20. november 2026 kl. 21:00', what: 'Du samtykket' }],
}

const listed = {
  href: grant.href,
  asker: grant.asker.name,
  purpose: grant.purpose.name,
  shares: ['Fra Skatteetaten: Inntekt siste tre år, Gjeld', 'Fra innloggingen din: Navnet ditt'],
  status: grant.status,
  given: grant.given,
  lastUsed: grant.given,
  until: '20. desember 2026 (30 dager)',
}

const first = (language: Language) => ({
  text: renderer.text('answered.first.accepted', language, { when: grant.given }),
  details: { href: grant.href, text: renderer.text('answered.first.see', language) },
})

const tabs = ['active', 'waiting', 'ended', 'declined'].map(standing => ({
  standing,
  href: `/consents?standing=${standing}`,
}))

const act = {
  at: grant.given,
  what: 'Så på det som gjelder deg',
  reason: 'Du ringte og spurte hvem som henter lønnen din',
  href: undefined,
}

const chosenNotices = {
  days: [
    { days: '7', chosen: false },
    { days: '14', chosen: true },
  ],
  summary: { chosen: true, next: '20. november 2027' },
}

/** Every page with a model such as it gets, in each state that looks different. */
export const samples: Readonly<Record<string, (language: Language) => Model & { view: string }>> = {
  'consent-request': language => ({
    view: 'consent-request',
    ...reader,
    question: question(language),
    shown: 'hash',
    action: '?',
  }),
  'consent-request-answered': language => ({
    view: 'consent-request',
    ...reader,
    question: withRichText(question(language)),
    answered: {
      title: renderer.text('answered.accepted.title', language),
      text: renderer.text('answered.accepted.text', language, { when: grant.given }),
      details: first(language).details,
    },
    asker: grant.asker.name,
    action: '?',
  }),
  receipt: () => ({ view: 'receipt', ...reader, asker: grant.asker.name, details: grant.href }),
  'receipt-declined': () => ({
    view: 'receipt',
    ...reader,
    asker: grant.asker.name,
    declined: '/consents/declined/1',
  }),
  'receipt-once-more': language => ({
    view: 'receipt',
    ...reader,
    title: 'problem.consent-request.already-decided.title',
    asker: grant.asker.name,
    first: first(language),
  }),
  'my-consents': () => ({
    view: 'my-consents',
    ...reader,
    standing: 'active',
    tabs,
    requests: [],
    grants: [listed, { ...listed, asker: 'Et annet foretak AS', lastUsed: undefined }],
    support: { acts: [act], all: '/consents/support' },
    next: '/consents?after=x',
  }),
  support: language => ({
    view: 'support',
    ...reader,
    list: '/consents',
    acts: [act, { ...act, what: renderer.text('support.did.grant.revoke', language), href: grant.href }],
    next: '/consents/support?after=x',
  }),
  'support-none': () => ({
    view: 'support',
    ...reader,
    list: '/consents?for=x',
    of: 'Lepsøy og Tonstad',
    acts: [],
    next: undefined,
  }),
  'my-consents-by-asker': () => ({
    view: 'my-consents',
    ...reader,
    standing: 'active',
    tabs: [{ standing: 'active', href: '/consents' }],
    requests: [],
    grants: [],
    search: {
      q: '',
      hidden: { standing: 'active' },
      asker: undefined,
      all: '/consents',
      byAsker: '/consents?by=asker',
      active: true,
    },
    askers: [{ href: '/consents?asker=1', name: 'Demo bank AS', count: '12', newest: '20. november 2026' }],
    next: undefined,
  }),
  'my-consents-empty': () => ({
    view: 'my-consents',
    ...reader,
    standing: 'ended',
    tabs,
    requests: [],
    grants: [],
    next: undefined,
  }),
  'my-consents-declined': () => ({
    view: 'my-consents',
    ...reader,
    standing: 'declined',
    tabs,
    requests: [],
    grants: [],
    declined: [
      {
        href: '/consents/declined/1',
        asker: grant.asker.name,
        purpose: grant.purpose.name,
        shares: listed.shares,
        declined: grant.given,
      },
    ],
    answered: grant.asker.name,
    search: { q: '', hidden: { standing: 'declined' }, all: '/consents', active: false },
    next: undefined,
  }),
  'my-consents-hidden': () => ({
    view: 'my-consents',
    ...reader,
    standing: 'waiting',
    tabs,
    requests: [],
    grants: [],
    othersWait: true,
    next: undefined,
  }),
  declined: () => ({
    view: 'declined',
    ...reader,
    declined: {
      list: '/consents?standing=declined',
      of: { name: 'Lepsøy og Tonstad', orgno: '810 418 192' },
      by: 'Gry Telokk',
      asker: grant.asker,
      handler: grant.handler,
      purpose: grant.purpose.name,
      scopes: grant.scopes,
      identity: grant.identity,
      asked: grant.given,
      declined: grant.given,
      read: grant.read,
    },
  }),
  'my-consents-waiting': () => ({
    view: 'my-consents',
    ...reader,
    standing: 'active',
    tabs,
    of: 'Lepsøy og Tonstad',
    readers: [
      { name: 'Gry Telokk', href: '/consents', current: false },
      { name: 'Lepsøy og Tonstad', href: '/consents?for=x', current: true },
    ],
    requests: [
      {
        href: '/requests/0192f7c4-0000-7000-8000-000000000002',
        asker: grant.asker.name,
        purpose: grant.purpose.name,
        asked: '20. november 2026',
        due: '20. desember 2026',
      },
    ],
    moreRequests: '/consents?standing=waiting',
    grants: [listed],
  }),
  'consent-detail': () => ({ view: 'consent-detail', ...reader, grant, acts: [act] }),
  'consent-detail-ended': () => ({
    view: 'consent-detail',
    ...reader,
    grant: {
      ...grant,
      active: false,
      withdrawable: false,
      uses: [],
      identity: [],
      withdrawn: true,
      told: [
        { receiver: 'Banken AS', at: '29. november 2026 kl. 14:03:07' },
        { receiver: 'Registeret', at: undefined },
      ],
      status: { name: 'revoked', text: 'Trukket tilbake' },
    },
  }),
  'consent-detail-deletion': () => ({
    view: 'consent-detail',
    ...reader,
    grant: { ...grant, active: false, withdrawable: false, deletionAskable: true },
  }),
  'consent-detail-deletion-answered': () => ({
    view: 'consent-detail',
    ...reader,
    grant: {
      ...grant,
      active: false,
      withdrawable: false,
      deletion: [
        { text: 'Demo bank AS ble bedt om å slette det de har hentet, 20. november 2026.' },
        {
          text: 'Demo bank AS svarte at noe må tas vare på. De begrunnet det slik:',
          quote: { text: 'Bookkeeping act § 13: five years', language: 'en' },
        },
      ],
    },
  }),
  'consent-receipt': () => ({
    view: 'consent-receipt',
    ...reader,
    href: grant.href,
    asker: grant.asker.name,
    facts: [
      { label: 'Formål', value: 'Lånesøknad' },
      { label: 'Fingeravtrykk', value: 'a1'.repeat(32) },
    ],
    points: ['Skatteetaten: Inntekt siste tre år', 'Navnet ditt'],
  }),
  notices: () => ({
    view: 'notices',
    ...reader,
    state: 'waiting',
    email: 'gry@eksempel.no',
    until: '21. november 2026 kl. 21:00',
    kinds: [
      { kind: 'given', chosen: true },
      { kind: 'used', chosen: false },
    ],
    ...chosenNotices,
    fault: undefined,
  }),
  'notices-refused': () => ({
    view: 'notices',
    ...reader,
    state: 'on',
    email: 'gry',
    until: undefined,
    kinds: [{ kind: 'expiring', chosen: true }],
    ...chosenNotices,
    fault: 'email',
  }),
  'notices-stop': () => ({ view: 'notices-stop', action: '/notices/stop?mail=x&code=y' }),
  'notices-stopped': () => ({ view: 'notices-stop', stopped: true }),
  'notices-confirmation': () => ({ view: 'notices-confirmation', ...reader, code: 'x' }),
  session: () => ({
    view: 'session',
    ...reader,
    extended: true,
    idle: '14:35',
    latest: '20:05',
    last: false,
    from: '/requests/0192f7c4-0000-7000-8000-000000000001',
  }),
  accessibility: () => ({
    view: 'accessibility',
    operatorContact: 'uu@direktorat.example',
    statementUrl: 'https://uustatus.example/1',
  }),
  privacy: () => ({
    view: 'privacy',
    contact: { text: 'personvern@direktorat.example', href: 'mailto:personvern@direktorat.example' },
    officer: { text: 'https://direktorat.example/ombud', href: 'https://direktorat.example/ombud' },
    idle: '30 minutter',
    longest: '8 timer',
    periods: ['Teksten du leste: 3 år'],
    kept: ['consents', 'person', 'login', 'notices', 'counters', 'log'],
    recipients: ['askers', 'sources', 'login', 'register'],
  }),
  withdraw: () => ({ view: 'withdraw', ...reader, grant }),
  'no-answer': () => ({
    view: 'no-answer',
    ...reader,
    problem: 'consent-request.changed',
    client: 'Demo bank',
    action: '?',
    again: { href: '/again', text: 'no-answer.again' },
  }),
  'no-answer-to-somebody-else': () => ({
    view: 'no-answer',
    ...reader,
    problem: 'consent-request.not-yours',
    action: '?',
    forAnother: '?',
  }),
  'no-answer-after-the-first': language => ({
    view: 'no-answer',
    ...reader,
    problem: 'consent-request.already-decided',
    client: 'Demo bank',
    action: '?',
    first: first(language),
  }),
  'no-answer-without-login': () => ({
    view: 'no-answer',
    problem: 'login.cancelled.asked',
    action: '?',
    again: { href: '?', text: 'no-answer.try-again' },
    leaves: true,
  }),
  'login-needed': () => ({
    view: 'login-needed',
    title: 'login-needed.title',
    text: 'login-needed.text',
    again: '/consents',
    leave: { action: '?', client: 'Demo bank' },
  }),
  'other-login': language => ({
    view: 'other-login',
    ...reader,
    title: renderer.text('other-login.somebody-else.title', language),
    text: renderer.text('other-login.somebody-else.text', language, { name: reader.person.name }),
    asOneself: '/consents?login=again',
    goOn: {
      href: '/consents',
      text: renderer.text('other-login.somebody-else.go-on', language, { name: reader.person.name }),
    },
    leave: { action: '?', client: 'Demo bank' },
  }),
  'form-post': () => ({
    view: 'form-post',
    action: 'https://bank.example/cb',
    hidden: { code: 'abc', state: 'xyz' },
    script: '',
  }),
  'logged-out': () => ({ view: 'logged-out' }),
  'logout-confirmation': () => ({
    view: 'logout-confirmation',
    action: '/logout/confirm',
    hidden: { xsrf: 'x' },
  }),
  front: () => ({
    view: 'front',
    ...reader,
    openApi: ['/openapi/oauth.json'],
    discovery: ['https://samtykke.example/.well-known/openid-configuration'],
    demo: '/demo',
  }),
  'problem-internal': () => ({
    view: 'problem',
    problem: 'kind.internal',
    traceId: '5f3c1d2e',
    again: true,
    operatorContact: 'hjelp@direktorat.example',
  }),
  'problem-not-found': () => ({ view: 'problem', problem: 'kind.not-found', traceId: undefined }),
  'problem-forged': () => ({ view: 'problem', ...reader, problem: 'request.forged', traceId: undefined }),
  'oauth-error': () => ({ view: 'oauth-error', error: 'invalid_redirect_uri', traceId: '5f3c1d2e' }),
}

/** The samples as pages, one address each. */
export const samplePages: Pages = {
  routes: [
    pageRoute({
      method: 'get',
      path: '/sample/:name',
      params: z.object({ name: z.string() }),
      handle: async ({ params, language }) => {
        const { view, ...model } = samples[params.name]!(language)
        return { view, model }
      },
    }),
  ],
}
