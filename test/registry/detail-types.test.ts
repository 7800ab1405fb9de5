import assert from 'node:assert/strict'
import { registryJsonSchema } from '../../server/registry/json-schema.ts'
import { lintFile } from '../../server/registry/lint-file.ts'
import { parseRegistry } from '../../server/registry/parse-registry.ts'
import { onEachDatabase } from '../support/database.ts'
import { applyFile, everywhere, goodFile } from '../support/registry-file.ts'
import { storesOn } from '../support/stores.ts'

type Changes = Readonly<Record<string, unknown>>

const aType = (changes: Changes = {}) => ({
  type: 'urn:example:payment',
  audiences: ['https://api.example'],
  title: { nb: 'En betaling', nn: 'Ei betaling', en: 'A payment' },
  schema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    description: 'What is paid',
    properties: {
      payee: { type: 'string', description: 'Who gets it' },
      amount: {
        type: 'object',
        properties: { value: { type: 'string' } },
        required: ['value'],
        additionalProperties: false,
      },
    },
    required: ['payee'],
    additionalProperties: false,
  },
  members: [
    { path: 'payee', name: everywhere('Til') },
    { path: 'amount.value', name: everywhere('Sum') },
  ],
  ...changes,
})

const withType = (changes: Changes = {}) => ({ ...goodFile(), authorization_details_types: [aType(changes)] })

const withSchema = (changes: Changes) => withType({ schema: { ...aType().schema, ...changes } })
const withMember = (schema: unknown) =>
  withSchema({ properties: { ...aType().schema.properties, payee: schema } })

const refused: Readonly<Record<string, readonly [object, RegExp]>> = {
  'no title in nynorsk': [withType({ title: { nb: 'x', en: 'x' } }), /\[0\]\.title\.nn: /],
  'a value that nobody has words for': [
    withType({ members: [aType().members[0]] }),
    /\[0\]\.members: must say how amount\.value is read/,
  ],
  'words for a value that is none': [
    withType({ members: [...aType().members, { path: 'amount', name: everywhere('x') }] }),
    /\[0\]\.members\[2\]\.path: amount is no value of the schema/,
  ],
  'an object without members, for which nobody has words': [
    withSchema({
      properties: {
        ...aType().schema.properties,
        all: { type: 'array', items: { type: 'object', properties: {}, additionalProperties: false } },
      },
    }),
    /\[0\]\.schema: must have a member in each of its objects/,
  ],
  'members that the schema leaves open': [
    withSchema({ additionalProperties: true }),
    /\[0\]\.schema\.additionalProperties: must be false/,
  ],
  'a reference': [withMember({ $ref: 'https://evil.example/schema' }), /\[0\]\.schema\.properties\.payee/],
  'a reference beside a type': [
    withMember({ type: 'string', $ref: '#/$defs/x' }),
    /schema\.properties\.payee\.\$ref: is not a member|schema\.properties\.payee/,
  ],
  alternatives: [withMember({ anyOf: [{ type: 'string' }] }), /\[0\]\.schema\.properties\.payee/],
  'a pattern that is none': [
    withMember({ type: 'string', pattern: '(' }),
    /payee\.pattern: must be a regular expression/,
  ],
  'a required member that is none': [
    withSchema({ required: ['payer'] }),
    /schema\.required: payer is not among/,
  ],
  'another type inside': [
    withSchema({ properties: { ...aType().schema.properties, type: { type: 'string', const: 'x' } } }),
    /schema\.properties\.type: must have const: urn:example:payment/,
  ],
  'an API that is not there': [
    withType({ audiences: ['https://no.example'] }),
    /authorization_details_types\.urn:example:payment: audiences\[0\]: the audience https:\/\/no\.example is not among/,
  ],
  'a type twice': [
    { ...goodFile(), authorization_details_types: [aType(), aType()] },
    /authorization_details_types\[1\]: stands here twice/,
  ],
  'a client of a type that is not there': [
    { ...goodFile(), clients: [{ ...goodFile().clients[0], authorization_details_types: ['urn:no'] }] },
    /clients\.bank: the authorization details type urn:no is not among/,
  ],
  'a purpose of a type that is not there': [
    { ...goodFile(), purposes: [{ ...goodFile().purposes[0], authorization_details_types: ['urn:no'] }] },
    /purposes\.advice: authorization_details_types\[0\]: the type urn:no is not registered/,
  ],
}

onEachDatabase('types of authorization details', database => {
  it('are registered once, and again when they change', async () => {
    const said = async (file: object) =>
      (await applyFile(database, file)).filter(({ kind }) => kind === 'authorization details type')
    const [kind, id] = ['authorization details type', 'urn:example:payment']
    assert.deepEqual(await said(withType()), [{ kind, id, what: 'added' }])
    assert.deepEqual(await said(withType()), [{ kind, id, what: 'same' }])
    assert.deepEqual(await said(withType({ may_be_left_out: true })), [{ kind, id, what: 'changed' }])
    const { registry } = storesOn(database)
    const found = await registry.detailTypes.find(id)
    assert.deepEqual([found?.version, found?.mayBeLeftOut], [2, true])
    assert.deepEqual(found?.schema.properties.payee, { type: 'string' })
    assert.deepEqual(
      found?.members.map(({ path }) => path),
      ['payee', 'amount.value'],
    )
  })

  for (const [what, [file, message]] of Object.entries(refused)) {
    it(`are refused with ${what}`, async () => {
      await assert.rejects(applyFile(database, file), message)
    })
  }
})

describe('The format of types of authorization details', () => {
  it('is in the JSON Schema of the file', () => {
    const { properties } = registryJsonSchema() as { properties: Record<string, object> }
    assert.match(JSON.stringify(properties.authorization_details_types), /may_be_left_out/)
  })

  it('is looked at by the linter: a translation that is missing', () => {
    const same = { nb: 'En betaling av noe', nn: 'Ei betaling av noko', en: 'En betaling av noe' }
    const found = lintFile(parseRegistry(JSON.stringify(withType({ title: same })), 'f'))
    assert.deepEqual(
      found
        .filter(({ where }) => where.startsWith('authorization_details_types'))
        .map(({ language }) => language),
      ['en'],
    )
  })
})
