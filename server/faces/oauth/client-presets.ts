import type { ClientPreset } from '../../ports/registry/client-rules.ts'

/** Kinds of clients that are usual at the house issuer. */
export const clientPresets = {
  web: {
    title: {
      nb: 'Nettsted som ber om samtykke',
      nn: 'Nettstad som bed om samtykke',
      en: 'Website that asks for consent',
    },
    entry: {
      authentication: 'client_secret_basic',
      grant_types: ['authorization_code', 'refresh_token'],
    },
    asks: ['redirect_uris', 'audiences', 'scopes', 'purposes', 'privacy'],
  },
  app: {
    title: {
      nb: 'App uten hemmelighet som ber om samtykke',
      nn: 'App utan løyndom som bed om samtykke',
      en: 'App without a secret that asks for consent',
    },
    entry: { authentication: 'none', grant_types: ['authorization_code', 'refresh_token'] },
    asks: ['redirect_uris', 'audiences', 'scopes', 'purposes', 'privacy'],
  },
  machine: {
    title: {
      nb: 'Program som henter tokener for seg selv',
      nn: 'Program som hentar token for seg sjølv',
      en: 'Program that gets tokens for itself',
    },
    entry: { authentication: 'client_secret_basic', grant_types: ['client_credentials'] },
    asks: ['audiences', 'scopes'],
  },
  api: {
    title: {
      nb: 'API som sjekker tokener',
      nn: 'API som sjekkar token',
      en: 'API that checks tokens',
    },
    entry: { authentication: 'client_secret_basic' },
    asks: ['resource_server_for'],
  },
} as const satisfies Readonly<Record<string, ClientPreset>>
