import type { GrantType } from '../../../server/domain/registry/client.ts'

/** Grant types by which a client polls, as the standards name them (RFC 8628 section 3.4, CIBA Core section 10.1). */
export const polledGrantTypes = {
  device_code: 'urn:ietf:params:oauth:grant-type:device_code',
  ciba: 'urn:openid:params:grant-type:ciba',
} as const satisfies Partial<Record<GrantType, string>>

export type PolledGrantType = keyof typeof polledGrantTypes

const names = Object.keys(polledGrantTypes) as PolledGrantType[]

/** The name that we have for a grant type of these; `undefined` for all others. */
export const polledGrantType = (wire: unknown): PolledGrantType | undefined =>
  names.find(name => polledGrantTypes[name] === wire)
