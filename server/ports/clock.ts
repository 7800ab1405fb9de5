/** The one time that everything goes by: the database's, so that no node's own clock matters. */
export interface Clock {
  now(): Date
}
