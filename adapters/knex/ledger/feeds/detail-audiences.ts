/** Part of a statement: the types of details with their APIs, as they are registered now. */
export const detailTypesPart = `detail_types as (
    select distinct on (id) id, content->'audiences' as audiences from registry_entry
    where kind = 'detail-type' order by id, version desc)`

/**
 * SQL for the elements `d` of a column like `details`, at `d.place` in it, with each API that they are for as `a.audience`: those that one names,
 * else all of its type.
 * @NOTE The limits are no fewer than there can be, and keep the planner from expecting millions, which it would compile for.
 */
export const joinDetailAudiences = (details: string): string => `
  cross join lateral (
    select one.value, one.place from jsonb_array_elements(${details}) with ordinality one (value, place) limit 20) d
  left join detail_types t on t.id = d.value ->> 'type'
  cross join lateral (select one.value as audience
    from jsonb_array_elements_text(coalesce(d.value -> 'locations', t.audiences, '[]')) one limit 10) a`
