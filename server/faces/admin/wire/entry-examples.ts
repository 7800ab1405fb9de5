import type { EntryKind } from '../../../domain/registry/entry-kind.ts'

const everywhere = (text: string) => ({ nb: text, nn: text, en: text })

const forBoth = (text: string) => ({ person: everywhere(text), organization: everywhere(text) })

interface ExampleEntry {
  readonly id: string
  readonly entry: Readonly<Record<string, unknown>>
}

/** An entry of each kind, with its id. They may be registered in any order, and beside the demo world. */
export const exampleEntries: Readonly<Record<EntryKind, ExampleEntry>> = {
  resource: {
    id: 'https://pensions.example',
    entry: {
      audience: 'https://pensions.example',
      name: everywhere('Pensions'),
      scopes: [{ value: 'pensions.read', text: everywhere('Your pension agreements') }],
      token: { format: 'opaque', lasts: '10m' },
    },
  },
  authorization_details_type: {
    id: 'example-payment',
    entry: {
      type: 'example-payment',
      audiences: ['https://finances.demo.example'],
      title: everywhere('A payment'),
      schema: {
        type: 'object',
        properties: { amount: { type: 'string', maxLength: 20 } },
        required: ['amount'],
        additionalProperties: false,
      },
      members: [{ path: 'amount', name: everywhere('Amount') }],
    },
  },
  purpose: {
    id: 'example-advice',
    entry: {
      id: 'example-advice',
      name: everywhere('Advice'),
      description: everywhere('To give advice about your economy.'),
      when_declined: everywhere('You get no advice.'),
      permissions: ['income.read'],
      lasts: '30d',
      lasts_at_most: '365d',
    },
  },
  token_scope: {
    id: 'example:pensions.read',
    entry: { scope: 'example:pensions.read', description: 'Read pensions', lasts: '2m' },
  },
  scope_delegation: {
    id: 'altinn:consentrequests.read 810419512 991825827',
    entry: { scope: 'altinn:consentrequests.read', consumer: '810419512', supplier: '991825827' },
  },
  consent_template: {
    id: 'example-template',
    entry: {
      id: 'example-template',
      title: forBoth('Share information with {CoveredBy}?'),
      heading: forBoth('{CoveredBy} asks for your consent.'),
      service_intro: forBoth('If you agree, {CoveredBy} can fetch:'),
      title_accepted: forBoth('You share information with {CoveredBy}'),
      service_intro_accepted: forBoth('{CoveredBy} can fetch:'),
      purpose: everywhere('The information is used to process an application for a loan.'),
      expiration: everywhere('The consent lasts until {Expiration}.'),
      expiration_one_time: everywhere('The consent is for one retrieval, and ends {Expiration}.'),
      handled_by: everywhere('{HandledBy} does this for {CoveredBy}.'),
    },
  },
  consent_resource: {
    id: 'example-pension',
    entry: {
      id: 'example-pension',
      title: everywhere('Pension agreements'),
      description: everywhere('The agreements that a person has.'),
      owner: { orgno: '991825827', name: 'TESTDIREKTORATET', code: 'test' },
      template: 'sblanesoknad',
      text: everywhere('Your pension agreements.'),
    },
  },
}
