import type { DetailType } from '../../server/domain/registry/detail-type.ts'
import { debts, meters } from './oauth-world.ts'

const text = (nb: string, nn = nb, en = nb) => ({ nb, nn, en })

/** One payment; a person may not leave it out. */
export const paymentType: DetailType = {
  id: 'urn:example:payment',
  version: 0,
  audiences: [debts.audience],
  title: text('En betaling', 'Ei betaling', 'A payment'),
  schema: {
    type: 'object',
    properties: {
      payee: { type: 'string', minLength: 1 },
      amount: {
        type: 'object',
        properties: {
          value: { type: 'string', pattern: '^[0-9]+\\.[0-9]{2}$' },
          currency: { type: 'string', enum: ['NOK', 'EUR'] },
        },
        required: ['value', 'currency'],
        additionalProperties: false,
      },
    },
    required: ['payee', 'amount'],
    additionalProperties: false,
  },
  members: [
    { path: 'payee', name: text('Mottaker', 'Mottakar', 'To') },
    { path: 'amount.value', name: text('Beløp', 'Beløp', 'Amount') },
    {
      path: 'amount.currency',
      name: text('Valuta', 'Valuta', 'Currency'),
      values: { NOK: text('norske kroner', 'norske kroner', 'Norwegian kroner') },
    },
  ],
  mayBeLeftOut: false,
}

/** One account, which may be left out. */
export const accountType: DetailType = {
  id: 'urn:example:account',
  version: 0,
  audiences: [debts.audience],
  title: text('En konto', 'Ein konto', 'An account'),
  schema: {
    type: 'object',
    properties: {
      account: { type: 'string', pattern: '^[0-9]{11}$' },
      actions: { type: 'array', items: { type: 'string', enum: ['balance', 'history'] }, minItems: 1 },
    },
    required: ['account'],
    additionalProperties: false,
  },
  members: [
    { path: 'account', name: text('Kontonummer', 'Kontonummer', 'Account number') },
    {
      path: 'actions',
      name: text('Det som blir vist', 'Det som blir vist', 'What is shown'),
      values: {
        balance: text('saldo', 'saldo', 'balance'),
        history: text('bevegelser', 'rørsler', 'movements'),
      },
    },
  ],
  mayBeLeftOut: true,
}

/** Something that two APIs know. */
export const reportType: DetailType = {
  id: 'urn:example:report',
  version: 0,
  audiences: [debts.audience, meters.audience],
  title: text('En rapport', 'Ein rapport', 'A report'),
  schema: {
    type: 'object',
    properties: { year: { type: 'integer', minimum: 2000, maximum: 2100 } },
    required: ['year'],
    additionalProperties: false,
  },
  members: [{ path: 'year', name: text('År', 'År', 'Year') }],
  mayBeLeftOut: false,
}

/** Registered, and for no client. */
export const secretType: DetailType = { ...reportType, id: 'urn:example:secret' }

export const detailTypes = [paymentType, accountType, reportType, secretType]

/** Types that clients and purposes of the tests may ask for. */
export const askedTypes = [paymentType.id, accountType.id, reportType.id]

export const payment = {
  type: paymentType.id,
  payee: 'Strøm «Øst» AS',
  amount: { value: '120.50', currency: 'NOK' },
}

export const account = (number = '12345678903') => ({
  type: accountType.id,
  account: number,
  actions: ['balance'],
})
