import type { RegistryFile } from './registry-schema.ts'

/** Paths of the entries that are in a file a second time. */
export const twins = (file: RegistryFile): PropertyKey[][] => [
  ...repeated(['resources'], file.resources, ({ audience }) => audience),
  ...file.resources.flatMap(({ scopes }, at) =>
    repeated(['resources', at, 'scopes'], scopes, ({ value }) => value),
  ),
  ...repeated(['authorization_details_types'], file.authorization_details_types, ({ type }) => type),
  ...repeated(['purposes'], file.purposes, ({ id }) => id),
  ...repeated(['token_scopes'], file.token_scopes, ({ scope }) => scope),
  ...repeated(['scope_delegations'], file.scope_delegations, one =>
    [one.scope, one.consumer, one.supplier].join(' '),
  ),
  ...repeated(['consent_templates'], file.consent_templates, ({ id }) => id),
  ...repeated(['consent_resources'], file.consent_resources, ({ id }) => id),
  ...(file.market ? marketTwins(file.market) : []),
  ...repeated(['clients'], file.clients, ({ id }) => id),
]

const marketTwins = (market: NonNullable<RegistryFile['market']>): PropertyKey[][] => [
  ...repeated(['market', 'parties'], market.parties, one => `${one.gln} ${one.function}`),
  ...repeated(['market', 'delegations'], market.delegations, one => `${one.gln} ${one.provider}`),
  ...repeated(['market', 'metering_points'], market.metering_points, ({ id }) => id),
  ...market.metering_points.flatMap(({ end_users }, at) =>
    repeated(['market', 'metering_points', at, 'end_users'], end_users, ({ nin }) => nin),
  ),
  ...repeated(['market', 'redirects'], market.redirects, ({ gln }) => gln),
  ...repeated(['market', 'products'], market.products, one => one.orgno),
]

function repeated<T>(
  list: readonly PropertyKey[],
  entries: readonly T[],
  nameOf: (entry: T) => string,
): PropertyKey[][] {
  const names = entries.map(nameOf)
  return names.flatMap((name, index) => (names.indexOf(name) < index ? [[...list, index]] : []))
}
