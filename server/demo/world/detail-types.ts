import type { DetailType } from '../../domain/registry/detail-type.ts'
import { finances } from './resources.ts'

/** One payment from the person's account. */
export const payment: DetailType = {
  id: 'urn:samtykke:demo:payment',
  version: 0,
  audiences: [finances.audience],
  title: { nb: 'En betaling', nn: 'Ei betaling', en: 'A payment' },
  schema: {
    type: 'object',
    properties: {
      payee: { type: 'string', minLength: 1, maxLength: 140 },
      amount: {
        type: 'object',
        properties: {
          value: { type: 'string', pattern: '^(0|[1-9][0-9]{0,9})\\.[0-9]{2}$' },
          currency: { type: 'string', enum: ['NOK', 'EUR'] },
        },
        required: ['value', 'currency'],
        additionalProperties: false,
      },
      due: { type: 'string', format: 'date' },
    },
    required: ['payee', 'amount'],
    additionalProperties: false,
  },
  members: [
    { path: 'payee', name: { nb: 'Mottaker', nn: 'Mottakar', en: 'To' } },
    { path: 'amount.value', name: { nb: 'Beløp', nn: 'Beløp', en: 'Amount' } },
    {
      path: 'amount.currency',
      name: { nb: 'Valuta', nn: 'Valuta', en: 'Currency' },
      values: {
        NOK: { nb: 'norske kroner', nn: 'norske kroner', en: 'Norwegian kroner' },
        EUR: { nb: 'euro', nn: 'euro', en: 'euros' },
      },
    },
    { path: 'due', name: { nb: 'Forfall', nn: 'Forfall', en: 'Due' } },
  ],
  mayBeLeftOut: false,
}

/** Looking at one account; of several that are asked for she may choose. */
export const accountAccess: DetailType = {
  id: 'urn:samtykke:demo:account',
  version: 0,
  audiences: [finances.audience],
  title: { nb: 'Innsyn i en konto', nn: 'Innsyn i ein konto', en: 'Access to an account' },
  schema: {
    type: 'object',
    properties: {
      identifier: { type: 'string', minLength: 1, maxLength: 40 },
      actions: {
        type: 'array',
        items: { type: 'string', enum: ['balance', 'transactions'] },
        minItems: 1,
        uniqueItems: true,
      },
    },
    required: ['identifier', 'actions'],
    additionalProperties: false,
  },
  members: [
    { path: 'identifier', name: { nb: 'Konto', nn: 'Konto', en: 'Account' } },
    {
      path: 'actions',
      name: { nb: 'Det de får se', nn: 'Det dei får sjå', en: 'What they see' },
      values: {
        balance: { nb: 'hvor mye som står på den', nn: 'kor mykje som står på han', en: 'how much it holds' },
        transactions: {
          nb: 'hva som går inn og ut',
          nn: 'kva som går inn og ut',
          en: 'what goes in and out',
        },
      },
    },
  ],
  mayBeLeftOut: true,
}

/** What Altinn's consent tokens carry, asked for at the house. */
export const altinnConsent: DetailType = {
  id: 'urn:altinn:consent',
  version: 0,
  audiences: [finances.audience],
  title: {
    nb: 'Opplysninger fra det offentlige',
    nn: 'Opplysningar frå det offentlege',
    en: 'Public records',
  },
  schema: {
    type: 'object',
    properties: {
      consentRights: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            action: { type: 'array', items: { type: 'string', enum: ['read', 'consent'] }, minItems: 1 },
            resource: {
              type: 'array',
              items: {
                type: 'object',
                properties: {
                  type: { type: 'string', const: 'urn:altinn:resource' },
                  value: { type: 'string', pattern: '^[a-z0-9_-]{4,100}$' },
                },
                required: ['type', 'value'],
                additionalProperties: false,
              },
              minItems: 1,
              maxItems: 1,
            },
            metadata: {
              type: 'object',
              properties: { inntektsaar: { type: 'string', pattern: '^20[0-9]{2}$' } },
              additionalProperties: false,
            },
          },
          required: ['action', 'resource'],
          additionalProperties: false,
        },
        minItems: 1,
        maxItems: 20,
      },
    },
    required: ['consentRights'],
    additionalProperties: false,
  },
  members: [
    {
      path: 'consentRights.resource.value',
      name: { nb: 'Opplysning', nn: 'Opplysning', en: 'Record' },
      values: {
        'income-statement': {
          nb: 'Inntekten din fra skattemeldingen',
          nn: 'Inntekta di frå skattemeldinga',
          en: 'Your income as assessed for tax',
        },
      },
    },
    {
      path: 'consentRights.action',
      name: { nb: 'Det de får gjøre', nn: 'Det dei får gjere', en: 'What they may do' },
      values: {
        read: { nb: 'lese', nn: 'lese', en: 'read' },
        consent: { nb: 'hente', nn: 'hente', en: 'fetch' },
      },
    },
    { path: 'consentRights.metadata.inntektsaar', name: { nb: 'Inntektsår', nn: 'Inntektsår', en: 'Year' } },
    {
      path: 'consentRights.resource.type',
      name: { nb: 'Slag', nn: 'Slag', en: 'Kind' },
      values: {
        'urn:altinn:resource': { nb: 'ressurs i Altinn', nn: 'ressurs i Altinn', en: 'resource in Altinn' },
      },
    },
  ],
  mayBeLeftOut: false,
}

export const detailTypes: readonly DetailType[] = [payment, accountAccess, altinnConsent]

/** What most clients of the demo may ask for. */
export const usualTypes = [payment.id, accountAccess.id]

/** Complete objects, as `demo.json` shows them. */
export const shownDetails = {
  type: payment.id,
  example: {
    type: payment.id,
    payee: 'Fjordkraft Eksempel AS',
    amount: { value: '1249.50', currency: 'NOK' },
    due: '2030-01-15',
  },
  partial: {
    type: accountAccess.id,
    identifier: 'Brukskonto 1201',
    actions: ['balance', 'transactions'],
  },
  otherType: {
    type: altinnConsent.id,
    consentRights: [
      {
        action: ['read'],
        resource: [{ type: 'urn:altinn:resource', value: 'income-statement' }],
        metadata: { inntektsaar: '2028' },
      },
    ],
  },
}
