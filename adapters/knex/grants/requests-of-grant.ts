/**
 * SQL for the ids of the requests that gave the grant `$1` and changed it. They are found first: beside another condition a subquery
 * would be asked of every row there is.
 */
export const requestsOfGrant = `any (array(select request_id from authorization_grant where id = $1
  union all select id from consent_request where changes_grant = $1 and state = 'accepted'))`
