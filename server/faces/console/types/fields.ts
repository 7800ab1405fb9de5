import { loginLevels } from '../../../domain/requests/purpose.ts'
import type { KindHere } from './kinds.ts'

/** One field of the form of an entry: where in the entry it stands, and what is filled in. */
export type Field = { readonly path: string; readonly isNeeded: boolean; readonly unlessSaid?: unknown } & (
  | { readonly is: 'line' | 'words' | 'flag' }
  | { readonly is: 'texts'; readonly isLong: boolean }
  | { readonly is: 'choice' | 'choices'; readonly of: readonly string[] }
)

const needed = { isNeeded: true } as const
const free = { isNeeded: false } as const
const short = { is: 'texts', isLong: false } as const
const long = { is: 'texts', isLong: true } as const

const privacy: readonly Field[] = [
  { path: 'privacy.contact', is: 'line', ...free },
  { path: 'privacy.notice', is: 'line', ...free },
  ...['retention', 'recipients', 'third_countries', 'authority'].map(name => ({
    path: `privacy.${name}`,
    ...short,
    ...free,
  })),
]

const words = ['title', 'heading', 'service_intro', 'title_accepted', 'service_intro_accepted'] as const

/** The kinds that have a form, each with its fields from the top down. What the form has no field for stays as it was. */
export const fieldsOf: Readonly<Partial<Record<KindHere, readonly Field[]>>> = {
  purpose: [
    { path: 'name', ...short, ...needed },
    { path: 'description', ...long, ...needed },
    { path: 'when_declined', ...long, ...needed },
    { path: 'permissions', is: 'words', ...needed },
    { path: 'identity_scopes', is: 'choices', of: ['profile', 'pid'], ...free },
    { path: 'lasts', is: 'line', ...needed },
    { path: 'lasts_at_most', is: 'line', ...needed },
    { path: 'login_level', is: 'choice', of: loginLevels, unlessSaid: 'substantial', ...needed },
    { path: 'single_use', is: 'flag', ...free },
    { path: 'narrowed_without_asking', is: 'flag', ...free },
    ...privacy,
  ],
  consent_template: [
    ...words.flatMap(name =>
      ['person', 'organization'].map(whom => ({ path: `${name}.${whom}`, ...long, ...needed })),
    ),
    { path: 'purpose', ...long, ...free },
    { path: 'message', ...long, ...free },
    { path: 'expiration', ...long, ...needed },
    { path: 'expiration_one_time', ...long, ...needed },
    { path: 'handled_by', ...long, ...needed },
    { path: 'power_of_attorney', is: 'flag', ...free },
    { path: 'message_in_request', is: 'flag', unlessSaid: true, ...free },
    ...privacy,
  ],
}

/** What a new entry of each kind begins as. */
export const beginnings: Readonly<Record<KindHere, Readonly<Record<string, unknown>>>> = {
  purpose: { lasts: '30d', lasts_at_most: '365d', login_level: 'substantial' },
  consent_template: { message_in_request: true },
  consent_resource: {
    title: { nb: '', nn: '', en: '' },
    description: { nb: '', nn: '', en: '' },
    owner: { orgno: '', name: '', code: '' },
    template: '',
    text: { nb: '', nn: '', en: '' },
    metadata: {},
  },
  resource: {
    name: { nb: '', nn: '', en: '' },
    scopes: [{ value: '', text: { nb: '', nn: '', en: '' } }],
    token: { format: 'opaque', lasts: '10m' },
  },
  authorization_details_type: {
    audiences: [],
    title: { nb: '', nn: '', en: '' },
    schema: { type: 'object', properties: {}, additionalProperties: false },
    members: [],
  },
}

/** The member of each kind's entry that its id is. */
export const idMember: Readonly<Record<KindHere, string>> = {
  purpose: 'id',
  consent_template: 'id',
  consent_resource: 'id',
  resource: 'audience',
  authorization_details_type: 'type',
}
