import type { Knex } from 'knex'

/**
 * The rights of a consent and the end that was asked for, which until now stood among the annotations of the face. Rows that
 * are there already keep them there and are read from there: to rewrite them would hold up everybody for as long as it takes.
 * `json` keeps the order of keys, which people have read.
 */
export const up = (knex: Knex) =>
  knex.raw(`
alter table consent_request add column rights json, add column asked_until_text text;
alter table authorization_grant add column rights json;
`)

export const down = (knex: Knex) =>
  knex.raw(`
update consent_request set annotations = annotations || jsonb_strip_nulls(
  jsonb_build_object(face || ':rights', rights::text, face || ':valid-to', asked_until_text))
where rights is not null or asked_until_text is not null;
update authorization_grant set annotations = annotations || jsonb_build_object(face || ':rights', rights::text)
where rights is not null;
alter table authorization_grant drop column rights;
alter table consent_request drop column rights, drop column asked_until_text;
`)
