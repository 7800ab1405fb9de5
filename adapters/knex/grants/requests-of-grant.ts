/** SQL for the ids of the requests that gave the grant `$1` and changed it. */
export const requestsOfGrant = `(select request_id from authorization_grant where id = $1
  union all select id from consent_request where changes_grant = $1 and state = 'accepted')`
