import type { Knex } from 'knex'

/**
 * Until now a purpose did not say that it gives a power of attorney; those of consent templates were called after it. From now
 * on it says so, and so do those that grants and requests of before point at.
 */
export const up = async (knex: Knex) => {
  await knex.raw(`
update registry_entry set content = content || '{"isPowerOfAttorney": true}'
where kind = 'purpose' and id like 'altinn-%' and content->'name'->>'nb' = 'Gi fullmakt'`)
}

/** Processes of before pass it over. */
export const down = async () => {}
