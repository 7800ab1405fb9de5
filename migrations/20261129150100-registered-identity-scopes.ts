import type { Knex } from 'knex'

/**
 * Until now every client of the house issuer might ask for the person's name and number. From now on one must be registered
 * for them, so those that are there are, until the next file that says otherwise is applied. Processes of before pass it over.
 */
export const up = async (knex: Knex) => {
  for (const scope of ['profile', 'pid']) {
    await knex.raw(`
update client set content = jsonb_set(content, '{scopeValues}', content->'scopeValues' || '["${scope}"]')
where face = 'oauth' and content->'grantTypes' @> '["authorization_code"]'
  and not content->'scopeValues' @> '["${scope}"]'`)
  }
}

/** What is registered does no harm where nobody asks for it. */
export const down = async () => {}
