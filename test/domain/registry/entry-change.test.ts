import assert from 'node:assert/strict'
import { entryChange } from '../../../server/domain/registry/entry-change.ts'

const text = (nb: string, nn = nb, en = nb) => ({ nb, nn, en })

const purpose = {
  id: 'loan',
  version: 1,
  name: text('Lån'),
  description: text('Vi vurderer søknaden din.', 'Vi vurderer søknaden.', 'We assess your application.'),
  whenDeclined: text('Da må du sende papirer.'),
  permissions: ['income.read'],
  singleUse: false,
}

const resource = {
  version: 4,
  owner: { orgno: '310000001', name: 'REGISTER' },
  title: text('Inntekt'),
  scopes: [
    { value: 'a', text: text('Første') },
    { value: 'b', text: text('Andre') },
  ],
  metadata: { year: { optional: false } },
}

describe('what changed in an entry', () => {
  it('is each text in each language, wherever it stands, and every other member', () => {
    const after = {
      ...purpose,
      version: 2,
      description: { ...purpose.description, nn: 'Vi vurderer søknaden din no.' },
      singleUse: true,
    }
    assert.deepEqual(entryChange(purpose, after), {
      texts: [
        {
          path: 'description',
          language: 'nn',
          before: 'Vi vurderer søknaden.',
          after: 'Vi vurderer søknaden din no.',
        },
      ],
      members: ['singleUse'],
      askAnew: [],
    })
    const turned = { ...resource, scopes: [...resource.scopes].reverse() }
    assert.deepEqual(entryChange(resource, turned).texts, [])
  })

  it('wants no new consent for a translation that is mended, for commas, and for what a no means', () => {
    const mended = [
      {
        ...purpose,
        description: { ...purpose.description, nb: 'Vi ser på søknaden din.', nn: 'Vi ser på han.' },
      },
      {
        ...purpose,
        description: text(
          'VI VURDERER – søknaden din',
          'Vi vurderer søknaden!',
          'We assess your application',
        ),
      },
      { ...purpose, whenDeclined: text('Noe helt annet.') },
      { ...purpose, permissions: [] },
    ]
    for (const after of mended) assert.deepEqual(entryChange(purpose, after).askAnew, [])
  })

  it('wants a new consent for another purpose or right, and for more than was said', () => {
    const { description, permissions } = purpose
    const because = (before: object, after: object) => entryChange({ ...before }, { ...after }).askAnew
    assert.deepEqual(because(purpose, { ...purpose, description: text('Noe annet', 'Noko anna', 'Other') }), [
      'description says something else in every language',
    ])
    assert.deepEqual(because(purpose, { ...purpose, permissions: [...permissions, 'debt.read'] }), [
      'permissions holds more',
    ])
    assert.deepEqual(because(purpose, { ...purpose, purpose: description }), [
      'purpose says something else in every language',
    ])
    assert.deepEqual(
      because({ ...resource, isPowerOfAttorney: false }, { ...resource, isPowerOfAttorney: true }),
      ['isPowerOfAttorney is another'],
    )
    const metadata = { ...resource.metadata, employer: { optional: true } }
    assert.deepEqual(because(resource, { ...resource, metadata }), ['employer is told, too'])
    assert.deepEqual(because(resource, { ...resource, owner: { orgno: '310000002', name: 'REGISTER' } }), [
      'owner is another',
    ])
    assert.deepEqual(
      because(resource, { ...resource, owner: { orgno: '310000001', name: 'Registeret' } }),
      [],
    )
  })
})
