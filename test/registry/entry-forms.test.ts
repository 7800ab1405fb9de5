import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { type EntryKind, entryKinds } from '../../server/domain/registry/entry-kind.ts'
import { parseRegistry } from '../../server/registry/parse-registry.ts'
import { durationText } from '../../server/registry/to-entry/duration-text.ts'
import { entryForms } from '../../server/registry/to-entry/entry-forms.ts'
import { leanEntry } from '../../server/registry/to-entry/lean-entry.ts'
import { accountAccess, payment } from '../../server/demo/world/detail-types.ts'
import { everywhere, goodFile } from '../support/registry-file.ts'

type Entry = Readonly<Record<string, unknown>>

const examples = ['registry', 'consent-resources'].map(
  name => parseRegistry(readFileSync(`docs/${name}.example.yaml`, 'utf8'), name) as unknown as Entry,
)
const exampleOf = (list: string) =>
  examples.flatMap(file => file[list] as readonly Entry[])[0] ?? assert.fail(`no example of ${list}`)

const detailTypeOf = ({ id, audiences, title, schema, members }: typeof payment): Entry => ({
  type: id,
  audiences,
  title,
  schema,
  members,
})

const privacy = {
  contact: 'privacy@bank.example',
  notice: 'https://bank.example/privacy',
  retention: everywhere('A year'),
  recipients: everywhere('Nobody'),
  third_countries: everywhere('No'),
  authority: everywhere('Datatilsynet'),
}

/** An entry of each kind, and what else its members may be. */
const samples: Readonly<Record<EntryKind, readonly [Entry, readonly Entry[]]>> = {
  resource: [
    goodFile().resources[0]!,
    [
      { reveals_identity: true },
      { token: { format: 'jwt', lasts: '90s' } },
      { scopes: ['a', 'b'].map(value => ({ value, text: everywhere(value) })) },
    ],
  ],
  authorization_details_type: [
    detailTypeOf(payment),
    [{ may_be_left_out: true }, detailTypeOf(accountAccess)],
  ],
  purpose: [
    goodFile().purposes[0]!,
    [
      { identity_scopes: ['profile', 'pid'] },
      { authorization_details_types: [payment.id] },
      { authorization_details_types: [] },
      { single_use: true },
      ...['never', 'once', 'chained'].map(token_exchange => ({ token_exchange })),
      { lasts: '59s', lasts_at_most: '61m' },
      { login_level: 'high' },
      { narrowed_without_asking: true },
      { privacy },
      { privacy: {} },
    ],
  ],
  token_scope: [
    { scope: 'a:b.read', description: 'Read' },
    [{ lasts: '1h' }, { owner: '310000019' }, { holders: [] }, { holders: ['310000019', '310000027'] }],
  ],
  scope_delegation: [{ scope: 'a:b.read', consumer: '310000019', supplier: '310000027' }, []],
  consent_template: [
    exampleOf('consent_templates'),
    [
      { power_of_attorney: true },
      { message_in_request: true },
      { restricted_to: ['310000019'] },
      { purpose: everywhere('To see') },
      { message: everywhere('Hello') },
      { privacy },
    ],
  ],
  consent_resource: [
    exampleOf('consent_resources'),
    [
      { type: 'Other' },
      { one_time: true },
      { askers: [] },
      { givers: { persons: false, organizations: true } },
      { login_level: 'low' },
      {
        text: everywhere('In {year}'),
        metadata: { year: { optional: true, name: everywhere('year'), values: { a: everywhere('A') } } },
      },
    ],
  ],
}

describe('an entry of the registry', () => {
  for (const kind of entryKinds) {
    it(`of the kind ${kind} is the same when it is read, written and read again`, () => {
      const [base, variations] = samples[kind]
      for (const variation of [{}, ...variations]) roundTrip(kind, { ...base, ...variation })
    })
  }

  it('that no file can say is not written', () => {
    const purpose = entryForms.purpose.read(goodFile().purposes[0])
    assert.equal(entryForms.purpose.write({ ...purpose, isPowerOfAttorney: true }), undefined)
    assert.equal(entryForms.purpose.write({ ...purpose, identityScopes: undefined }), undefined)
    assert.equal(entryForms.purpose.write({ ...purpose, id: 'not an id' }), undefined)
  })

  it('lasts as long as it is written, in the largest unit that says it', () => {
    for (const [seconds, text] of [
      [86_400, '1d'],
      [36 * 3600, '36h'],
      [60, '1m'],
      [61, '61s'],
      [2 ** 31 - 1, '2147483647s'],
    ] as const) {
      assert.equal(durationText(seconds), text)
    }
  })
})

function roundTrip(kind: EntryKind, entry: Entry): void {
  const { schema, read, write } = entryForms[kind] as (typeof entryForms)['purpose']
  const domain = read(entry)
  const written = write(domain)
  assert.ok(written)
  assert.deepEqual(read(written), domain)
  assert.deepEqual(read(leanEntry(schema, written)), domain)
  assert.deepEqual(write(read(written)), written)
}
