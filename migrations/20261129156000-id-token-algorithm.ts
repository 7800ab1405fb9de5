import type { Knex } from 'knex'

/**
 * Until now the house issuer signed every ID token with ES256. From now on a client that names no algorithm gets RS256, so
 * those that are there name what they have, until the next file that says otherwise is applied. Processes of before pass it
 * over.
 */
export const up = async (knex: Knex) => {
  await knex.raw(`
update client set content = jsonb_set(content, '{idTokenAlgorithm}', '"ES256"')
where face = 'oauth' and content->'grantTypes' @> '["authorization_code"]' and content->'idTokenAlgorithm' is null`)
}

/** Processes of before pass it over. */
export const down = async () => {}
