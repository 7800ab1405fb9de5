import type { Resource } from '../../domain/registry/resource.ts'

/** An API of the demo that a lender would ask; tokens for it are opaque, so every use is checked. */
export const finances: Resource = {
  audience: 'https://finances.demo.example',
  version: 0,
  name: {
    nb: 'Demoregisteret for privatøkonomi',
    nn: 'Demoregisteret for privatøkonomi',
    en: 'Demo Register of Personal Finances',
  },
  scopes: [
    {
      value: 'income.read',
      text: {
        nb: 'Inntekten din de siste tre årene',
        nn: 'Inntekta di dei siste tre åra',
        en: 'Your income for the last three years',
      },
    },
    {
      value: 'debt.read',
      text: {
        nb: 'Lån og kreditter uten sikkerhet',
        nn: 'Lån og kredittar utan tryggleik',
        en: 'Your unsecured loans and credit',
      },
    },
    {
      value: 'tax.read',
      text: {
        nb: 'Skattegrunnlaget fra siste oppgjør',
        nn: 'Skattegrunnlaget frå siste oppgjer',
        en: 'The tax base of your last assessment',
      },
    },
  ],
  token: { format: 'opaque', seconds: 600 },
  revealsIdentity: true,
}

/** An API of the demo whose tokens are short-lived JWTs that it reads by itself. */
export const energy: Resource = {
  audience: 'https://energy.demo.example',
  version: 0,
  name: { nb: 'Demomålerne', nn: 'Demomålarane', en: 'The demo meters' },
  scopes: [
    {
      value: 'consumption.read',
      text: {
        nb: 'Strømforbruket ditt time for time',
        nn: 'Straumforbruket ditt time for time',
        en: 'Your electricity use hour by hour',
      },
    },
  ],
  token: { format: 'jwt', seconds: 300 },
  revealsIdentity: false,
}

/** An API of the demo that never asks us whether a token is good: it reads JWTs, and lists of those that have ended. */
export const insurance: Resource = {
  audience: 'https://insurance.demo.example',
  version: 0,
  name: {
    nb: 'Demoregisteret for forsikringer',
    nn: 'Demoregisteret for forsikringar',
    en: 'The demo register of insurance',
  },
  scopes: [
    {
      value: 'insurance.read',
      text: { nb: 'Forsikringene dine', nn: 'Forsikringane dine', en: 'Your insurance policies' },
    },
    {
      value: 'claims.read',
      text: {
        nb: 'Skadene du har meldt de siste tre årene',
        nn: 'Skadane du har meldt dei siste tre åra',
        en: 'The claims you have made in the last three years',
      },
    },
  ],
  token: { format: 'jwt', seconds: 600 },
  revealsIdentity: false,
}

export const resources: readonly Resource[] = [finances, energy, insurance]
